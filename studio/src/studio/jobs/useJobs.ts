import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { cancelJob, listJobs, retryJob } from '../../api/jobs.ts';
import { jobKeys } from '../../api/keys.ts';
import { errorText } from '../../lib/errorText.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';

/** Live events keep it in step; see followLive. */
export function useJobs() {
  return useQuery({ queryKey: jobKeys.all, queryFn: ({ signal }) => listJobs(signal) });
}

export function useJobActions() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: ({ id, action }: { readonly id: string; readonly action: 'retry' | 'cancel' }) =>
      action === 'retry' ? retryJob(id) : cancelJob(id),
    onError: (error) => toasts.error(errorText(t, error)),
    onSettled: () => cache.invalidateQueries({ queryKey: jobKeys.all }),
  });
}
