import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { runBulk } from '../../api/bulk.ts';
import { recordKeys } from '../../api/keys.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { errorText } from '../../lib/errorText.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';

/** Brings deleted records back or removes them for good, by entity, and says how many. */
export function useBinActions() {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const toasts = useToasts();
  return useCallback(
    async (op: 'restore' | 'purge', idsByEntity: ReadonlyMap<string, readonly string[]>) => {
      const results = [];
      for (const [entity, ids] of idsByEntity) {
        results.push(await runBulk(entity, ids, { op }));
        await cache.invalidateQueries({ queryKey: recordKeys.entity(entity) });
      }
      const failed = results.flatMap((result) => result.failed);
      const done = results.reduce((sum, result) => sum + result.done.length, 0);
      const [reason] = failed;
      if (reason) toasts.error(t('bin.failed', { count: failed.length, reason: errorText(t, reason.error) }));
      if (done === 0) return;
      const counted = { count: done, number: format.number(done) };
      toasts.success(op === 'restore' ? t('bin.restored', counted) : t('bin.purged', counted));
    },
    [t, format, cache, toasts],
  );
}
