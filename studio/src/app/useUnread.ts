import { useQuery } from '@tanstack/react-query';
import { notificationKeys } from '../api/keys.ts';

/** How many notifications one has not read; live events keep it in step. undefined until it is known. */
export function useUnread(): number | undefined {
  const { data } = useQuery({
    queryKey: notificationKeys.unread,
    // Not needed for the first paint, so not part of the first page.
    queryFn: async ({ signal }) => (await import('../api/notifications.ts')).countUnread(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}
