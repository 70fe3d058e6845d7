import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ApprovalList, listApprovals } from '../api/approvals.ts';
import { approvalKeys } from '../api/keys.ts';

/** What one is asked, has decided, or has asked for; page after page. Live events keep it in step; see followLive. */
export function useApprovals(list: ApprovalList) {
  const { language } = useTranslation().i18n;
  const query = useInfiniteQuery({
    queryKey: approvalKeys.list(list, language),
    queryFn: ({ pageParam, signal }) => listApprovals(list, language, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return { ...query, approvals: query.data?.pages.flatMap(({ data }) => data) ?? [] };
}
