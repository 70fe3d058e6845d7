import { useInfiniteQuery } from '@tanstack/react-query';
import { type ApprovalList, listApprovals } from '../api/approvals.ts';
import { approvalKeys } from '../api/keys.ts';

/** What one is asked, has decided, or has asked for; page after page. Live events keep it in step; see followLive. */
export function useApprovals(list: ApprovalList) {
  const query = useInfiniteQuery({
    queryKey: approvalKeys.list(list),
    queryFn: ({ pageParam, signal }) => listApprovals(list, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return { ...query, approvals: query.data?.pages.flatMap(({ data }) => data) ?? [] };
}
