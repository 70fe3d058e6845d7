import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { recordKeys } from '../../api/keys.ts';
import { loadListPage, pageSize } from '../../api/listPage.ts';
import type { ListQuery, RecordValues } from '../../api/records.ts';
import type { GroupRow, GroupRows } from '../../store/groupRows.ts';

interface GroupPages {
  /** undefined while it is being read. */
  readonly recordAt: (row: GroupRow) => RecordValues | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The records in sight of a grouped list: of each group the pages that these rows need. */
export function useGroupPages(
  entity: string,
  rows: GroupRows,
  queryOf: (row: GroupRow) => ListQuery,
  first: number,
  last: number,
): GroupPages {
  const cache = useQueryClient();
  const wanted = useMemo(() => {
    const pages = new Map<string, { readonly query: ListQuery; readonly page: number }>();
    for (let index = first; index <= last; index += 1) {
      const row = rows.rowAt(index);
      if (row?.kind !== 'record') continue;
      const page = Math.floor(row.at / pageSize);
      pages.set(nameOf(row.group.key, page), { query: queryOf(row), page });
    }
    return pages;
  }, [rows, queryOf, first, last]);
  const results = useQueries({
    queries: [...wanted.values()].map(({ query, page }) => ({
      queryKey: recordKeys.page(entity, query, page),
      queryFn: ({ signal }: { signal: AbortSignal }) => loadListPage(cache, entity, query, page, signal),
    })),
  });
  const names = [...wanted.keys()];
  return {
    recordAt(row) {
      if (row.kind === 'head') return undefined;
      const name = nameOf(row.group.key, Math.floor(row.at / pageSize));
      return results[names.indexOf(name)]?.data?.rows[row.at % pageSize];
    },
    error: results.find(({ isError, data }) => isError && !data)?.error,
    retry: () => cache.refetchQueries({ queryKey: recordKeys.lists(entity), type: 'active' }),
  };
}

function nameOf(group: string, page: number): string {
  return `${page} ${group}`;
}
