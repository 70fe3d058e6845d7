import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { recordKeys } from '../../api/keys.ts';
import { type ListQuery, listRecords, type Page } from '../../api/records.ts';

/** Cards of a column that are read at a time. */
const pageSize = 25;

/** The records of one column, page by page. While it is out of sight, it is not read again when records change. */
export function useCards(entity: string, query: ListQuery, isInSight: boolean) {
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
    enabled: ({ state }) => isInSight || state.data === undefined,
  });
}

function firstPage(): string | undefined {
  return undefined;
}
