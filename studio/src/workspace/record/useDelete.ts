import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { ApiError } from '../../api/ApiError.ts';
import { runBulk } from '../../api/bulk.ts';
import { recordKeys } from '../../api/keys.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { errorText } from '../../lib/errorText.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';

/** So many at once are worth telling how far it is. */
const many = 200;

/** Deletes records of an entity and offers to take it back. Gives the ids that are gone. */
export function useDelete(entity: BrowserEntity): (ids: readonly string[]) => Promise<readonly string[]> {
  const { t } = useTranslation();
  const format = useFormat();
  const toasts = useToasts();
  const cache = useQueryClient();

  return useCallback(
    async (ids) => {
      const refresh = () => cache.invalidateQueries({ queryKey: recordKeys.entity(entity.name) });
      const run = async (op: 'delete' | 'restore', some: readonly string[]) => {
        let done = () => {};
        const outcome = await runBulk(entity.name, some, { op }, (through) => {
          if (some.length < many || through === some.length) return;
          done();
          const [at, of] = [format.number(through), format.number(some.length)];
          done = toasts.info(t('bulk.progress', { done: at, of }), { seconds: 0 });
        });
        done();
        await refresh();
        return outcome;
      };

      const { done, failed } = await run('delete', ids);
      const [reason] = failed;
      if (reason) {
        const requestId = reason.error instanceof ApiError ? reason.error.requestId : undefined;
        const text = t('record.deleteFailed', { count: failed.length, reason: errorText(t, reason.error) });
        toasts.error(text, { requestId });
      }
      if (done.length > 0) {
        toasts.success(t('record.deleted', { count: done.length }), {
          action: {
            label: t('action.undo'),
            run: async () => {
              const back = await run('restore', done);
              if (back.failed.length > 0) toasts.error(t('record.restoreFailed', { count: back.failed.length }));
            },
          },
        });
      }
      return done;
    },
    [t, format, toasts, cache, entity],
  );
}
