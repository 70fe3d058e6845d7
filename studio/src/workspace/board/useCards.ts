import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { recordKeys } from '../../api/keys.ts';
import { type ListQuery, listRecords, type Page } from '../../api/records.ts';

/** Cards of a column that are read at a time. */
const pageSize = 25;

/** The records of one column, page by page. */
export function useCards(entity: string, query: ListQuery) {
  return useInfiniteQuery({
    queryKey: recordKeys.cards(entity, query),
    queryFn: ({ pageParam, signal }): Promise<Page> =>
      listRecords(
        entity,
        { ...query, limit: pageSize, ...(pageParam === undefined ? {} : { after: pageParam }) },
        signal,
      ),
    initialPageParam: firstPage(),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

function firstPage(): string | undefined {
  return undefined;
}
