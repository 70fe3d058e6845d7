import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { recordKeys } from '../../api/keys.ts';
import { type ListPage, loadListPage, pageSize } from '../../api/listPage.ts';

interface Neighbour {
  readonly id: string;
  readonly index: number;
}

export interface Neighbours {
  /** From 1; undefined when the record is no longer where it was. */
  readonly position: number | undefined;
  /** Goes there; undefined: there is none. */
  readonly previous: (() => void) | undefined;
  readonly next: (() => void) | undefined;
}

/** The records before and after one in the list it was opened from; undefined when it was opened otherwise. */
export function useNeighbours(entity: string, id: string): Neighbours | undefined {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const list = useLocation({ select: ({ state }) => state.list });
  const query = list?.query;
  const index = list?.index ?? 0;
  const { data } = useQuery({
    queryKey: [...recordKeys.lists(entity), 'neighbours', query, index, id],
    queryFn: async ({ signal }) => {
      if (!query) return undefined;
      const rowAt = async (row: number): Promise<Neighbour | undefined> => {
        if (row < 0) return undefined;
        const page = Math.floor(row / pageSize);
        const { rows } = await cache.fetchQuery<ListPage>({
          queryKey: recordKeys.page(entity, query, page),
          queryFn: () => loadListPage(cache, entity, query, page, signal),
          staleTime: 30_000,
        });
        const found = rows[row % pageSize]?.id;
        return typeof found === 'string' ? { id: found, index: row } : undefined;
      };
      // It may have moved a little since; further away it counts as gone.
      for (const at of [index, index + 1, index - 1, index + 2, index - 2]) {
        if ((await rowAt(at))?.id !== id) continue;
        return { position: at + 1, previous: await rowAt(at - 1), next: await rowAt(at + 1) };
      }
      return { position: undefined, previous: await rowAt(index - 1), next: await rowAt(index) };
    },
    enabled: query !== undefined,
    placeholderData: (before) => before,
  });
  const go = useCallback(
    (to: Neighbour) =>
      navigate({
        to: '/$entity/$id',
        params: { entity, id: to.id },
        state: (before) => (query ? { ...before, list: { query, index: to.index } } : before),
        replace: true,
      }),
    [navigate, entity, query],
  );
  if (!data) return undefined;
  const { position, previous, next } = data;
  return { position, previous: previous && (() => go(previous)), next: next && (() => go(next)) };
}
