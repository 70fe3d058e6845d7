import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { runKeys } from '../../api/keys.ts';
import { listRuns, type RunItem, type RunPage, type RunQuery, type RunState } from '../../api/runs.ts';
import { mergeRuns } from './mergeRuns.ts';

interface Seen {
  readonly query: RunQuery;
  readonly page: RunPage;
  readonly runs: readonly RunItem[];
  /** Where what is older begins; null: nothing is. */
  readonly after: string | null;
}

/**
 * Runs that fit, newest first: the first page follows live events, the older ones are read on as somebody scrolls and
 * stay where they are.
 */
export function useRuns(query: RunQuery) {
  const newest = useQuery({
    queryKey: runKeys.newest(query),
    queryFn: ({ signal }) => listRuns(query, undefined, signal),
  });
  const seen = useRef<Seen>(undefined);
  const head = useMemo(() => {
    seen.current = newest.data && withNewest(seen.current, query, newest.data);
    return seen.current;
  }, [newest.data, query]);
  const after = head?.after ?? '';
  const older = useInfiniteQuery({
    queryKey: runKeys.older(query, after),
    queryFn: ({ pageParam, signal }) => listRuns(query, pageParam, signal),
    initialPageParam: after,
    getNextPageParam: ({ next }) => next ?? undefined,
    // Read when somebody comes there.
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data: changed } = useQuery({
    queryKey: runKeys.changed,
    queryFn: noChanges,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const runs = useMemo(() => {
    const fresh = new Set(newest.data?.data.map(({ id }) => id));
    const all = unique([...(head?.runs ?? []), ...(older.data?.pages.flatMap(({ data }) => data) ?? [])]);
    return all.map((run) => ({ ...run, state: (fresh.has(run.id) ? undefined : changed?.get(run.id)) ?? run.state }));
  }, [head, older.data, newest.data, changed]);
  const hasBegun = older.data !== undefined;
  return {
    runs,
    isRead: newest.data !== undefined,
    error: newest.error ?? older.error,
    retry: () => (newest.error ? newest.refetch() : older.fetchNextPage()),
    hasMore: head !== undefined && head.after !== null && (!hasBegun || older.hasNextPage),
    isReadingMore: older.isFetching,
    readMore: () => (hasBegun ? older.fetchNextPage() : older.refetch()),
  };
}

function withNewest(seen: Seen | undefined, query: RunQuery, page: RunPage): Seen {
  if (seen?.page === page) return seen;
  const merged = seen?.query === query ? mergeRuns(seen.runs, page.data, page.next === null) : undefined;
  // The older pages go on where the first ones ended that were seen.
  return seen && merged
    ? { query, page, runs: merged, after: page.next === null ? null : (seen.after ?? page.next) }
    : { query, page, runs: page.data, after: page.next };
}

/** What live events told of runs that are not read again; see followLive. */
function noChanges(): ReadonlyMap<string, RunState> {
  return new Map();
}

/** Each once; the first of them counts. */
function unique(runs: readonly RunItem[]): readonly RunItem[] {
  const known = new Set<string>();
  return runs.filter(({ id }) => !known.has(id) && known.add(id));
}
