import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { recordKeys } from '../api/keys.ts';
import { type ListQuery, listRecords } from '../api/records.ts';

const pageSize = 50;

/** The records of a list, page after page. Rows stay while another sort or search is read. */
export function useRecordList(entity: string, query: ListQuery) {
  return useInfiniteQuery({
    queryKey: recordKeys.list(entity, query),
    queryFn: ({ pageParam, signal }) => {
      const page = pageParam === null ? { count: true } : { after: pageParam };
      return listRecords(entity, { ...query, limit: pageSize, ...page }, signal);
    },
    initialPageParam: initialCursor(),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

function initialCursor(): string | null {
  return null;
}
