import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { recordKeys } from '../../api/keys.ts';
import { loadListPage, pageSize } from '../../api/listPage.ts';
import { type ListQuery, listRecords, type RecordValues } from '../../api/records.ts';

export interface ListRows {
  /** As far as known: what the server counted, or what was read. */
  readonly total: number;
  /** What the server counted; undefined until it has. */
  readonly count: number | undefined;
  /** undefined while it is being read. */
  readonly rowAt: (index: number) => RecordValues | undefined;
  /** Nothing is there yet. */
  readonly isLoading: boolean;
  /** The rows are those of the query before. */
  readonly isStale: boolean;
  /** Why a page in sight is not there. */
  readonly error: unknown;
  readonly retry: () => void;
}

/** Numbers of the pages in sight, both included. */
export interface PageSpan {
  readonly from: number;
  readonly to: number;
}

/** Pages before and after those in sight that stay in memory. */
const kept = 20;

/** The rows of a list, of which only the pages in sight are read, and read again when something changes. */
export function useListRows(entity: string, query: ListQuery, span: PageSpan): ListRows {
  const cache = useQueryClient();
  const numbers = useMemo(
    () => Array.from({ length: span.to - span.from + 1 }, (_, index) => span.from + index),
    [span.from, span.to],
  );
  const pages = useQueries({
    queries: numbers.map((page) => ({
      queryKey: recordKeys.page(entity, query, page),
      queryFn: ({ signal }: { signal: AbortSignal }) => loadListPage(cache, entity, query, page, signal),
    })),
  });
  const { data: count } = useQuery({
    queryKey: recordKeys.count(entity, query),
    queryFn: async ({ signal }) =>
      (await listRecords(entity, { ...query, select: 'id', limit: 1, count: true }, signal)).count ?? null,
  });

  useEffect(() => {
    const all = cache.getQueryCache().findAll({ queryKey: recordKeys.page(entity, query, 0).slice(0, -1) });
    for (const { queryKey } of all) {
      const page = queryKey.at(-1);
      if (typeof page !== 'number' || (page >= span.from - kept && page <= span.to + kept)) continue;
      cache.removeQueries({ queryKey, exact: true, type: 'inactive' });
    }
  }, [cache, entity, query, span]);

  const read = new Map(
    numbers.flatMap((page, index) => (pages[index]?.data ? [[page, pages[index].data] as const] : [])),
  );
  const failed = pages.find(({ isError, data }) => isError && !data);
  const total = useTotal(query, totalOf(read, count ?? undefined));
  const isLoading = read.size === 0 && total === undefined && !failed;
  const current: ListRows = {
    total: total ?? 0,
    count: count ?? undefined,
    rowAt: (index) => read.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    isLoading,
    isStale: false,
    error: failed?.error,
    retry: () => cache.refetchQueries({ queryKey: recordKeys.lists(entity), type: 'active' }),
  };
  // Another search or order: what was there stays until there is something else, instead of flashing empty.
  const before = useRef({ entity, query, rows: current });
  const isRead = read.size > 0 || failed !== undefined;
  if (isRead || before.current.query === query) before.current = { entity, query, rows: current };
  const isOther = before.current.query !== query && before.current.entity === entity && before.current.rows.total > 0;
  return isOther ? { ...before.current.rows, isStale: true } : current;
}

/** Remembers how long a list is while none of its pages is there, so that it does not fall together under the reader. */
function useTotal(query: ListQuery, total: number | undefined): number | undefined {
  const known = useRef<{ readonly query: ListQuery; readonly total: number }>(undefined);
  if (total !== undefined) known.current = { query, total };
  return total ?? (known.current?.query === query ? known.current.total : undefined);
}

function totalOf(
  read: ReadonlyMap<number, { readonly rows: readonly unknown[]; readonly isLast: boolean }>,
  count: number | undefined,
): number | undefined {
  if (read.size === 0) return count;
  let known = 0;
  for (const [page, { rows, isLast }] of read) {
    const end = page * pageSize + rows.length;
    // The end itself says more than a count that may be older.
    if (isLast && (rows.length > 0 || page === 0)) return end;
    known = Math.max(known, isLast ? 0 : end + 1);
  }
  return Math.max(known, count ?? 0);
}
