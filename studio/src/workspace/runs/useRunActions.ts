import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { runKeys } from '../../api/keys.ts';
import { cancelRun, mostRetried, type RetryOptions, type RunsToRetry, retryRun, retryRuns } from '../../api/runs.ts';
import { errorText } from '../../lib/errorText.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';

type RunAct =
  | { readonly do: 'cancel'; readonly id: string }
  | { readonly do: 'retry'; readonly id: string; readonly options: RetryOptions }
  | { readonly do: 'retryAll'; readonly which: RunsToRetry; readonly version: RetryOptions['version'] };

/** Stops runs and tries them again; says what came of it. */
export function useRunActions() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async (act: RunAct): Promise<string> => {
      switch (act.do) {
        case 'cancel':
          await cancelRun(act.id);
          return t('runs.cancelled');
        case 'retry':
          await retryRun(act.id, act.options);
          return t('runs.retried', { count: 1 });
        default: {
          const count = await retryRuns(act.which, act.version);
          return count < mostRetried ? t('runs.retried', { count }) : t('runs.retriedMost', { count });
        }
      }
    },
    onSuccess: (text) => toasts.success(text),
    onError: (error) => toasts.error(errorText(t, error)),
    onSettled: () => cache.invalidateQueries({ queryKey: runKeys.all }),
  });
}
