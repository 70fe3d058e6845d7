import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { notificationKeys } from '../api/keys.ts';
import { listNotifications, type NotificationPage, readNotifications } from '../api/notifications.ts';
import { errorText } from '../lib/errorText.ts';
import { useToasts } from '../ui/toasts/ToastsContext.tsx';

/** What one was told, newest first, page after page. Live events keep it in step; see followLive. */
export function useNotifications(onlyUnread: boolean) {
  const query = useInfiniteQuery({
    queryKey: notificationKeys.list(onlyUnread),
    queryFn: ({ pageParam, signal }) => listNotifications(onlyUnread, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return { ...query, notifications: query.data?.pages.flatMap(({ data }) => data) ?? [] };
}

interface Pages {
  readonly pages: readonly NotificationPage[];
}

/** Marks some as read, or all: at once on the screen, then on the server. */
export function useRead() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (ids: readonly string[] | undefined) => readNotifications(ids),
    onMutate: (ids) => {
      for (const onlyUnread of [false, true]) {
        cache.setQueryData<Pages>(notificationKeys.list(onlyUnread), (known) => known && withRead(known, ids));
      }
    },
    onError: (error) => toasts.error(errorText(t, error)),
    onSettled: () => cache.invalidateQueries({ queryKey: notificationKeys.all }),
  });
}

function withRead(known: Pages, ids: readonly string[] | undefined): Pages {
  return {
    ...known,
    pages: known.pages.map((page) => ({
      ...page,
      data: page.data.map((each) => (ids === undefined || ids.includes(each.id) ? { ...each, isRead: true } : each)),
    })),
  };
}
