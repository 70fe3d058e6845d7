import type { QueryClient } from '@tanstack/react-query';
import { type Cursors, createCursors } from './cursors.ts';
import { recordKeys } from './keys.ts';
import { type ListQuery, listRecords, type RecordValues } from './records.ts';

/** Records in a page of a list. */
export const pageSize = 50;
/** Records whose ids the server gives at once. */
const stride = 1000;

export interface ListPage {
  readonly rows: readonly RecordValues[];
  readonly isLast: boolean;
}

/**
 * Reads a page by its number. The server only knows pages by where they begin, so that what lies before it is walked over
 * once, a thousand ids at a time.
 */
export async function loadListPage(
  cache: QueryClient,
  entity: string,
  query: ListQuery,
  page: number,
  signal?: AbortSignal,
): Promise<ListPage> {
  const cursors = cursorsOf(cache, entity, query);
  const after = await walkTo(cursors, entity, query, page, signal);
  if (after === null) return { rows: [], isLast: true };
  const { data, next } = await listRecords(entity, { ...query, limit: pageSize, ...after }, signal);
  if (cursors.set(page + 1, next ?? undefined)) {
    // Records came or went here, so the next page begins elsewhere.
    cache.invalidateQueries({ queryKey: recordKeys.page(entity, query, page + 1), exact: true });
  }
  return { rows: data, isLast: next === null };
}

/** Ids of the rows `from` to `to` (both included), or of all rows. */
export async function listIds(
  cache: QueryClient,
  entity: string,
  query: ListQuery,
  range: { readonly from: number; readonly to: number } = { from: 0, to: Number.POSITIVE_INFINITY },
): Promise<string[]> {
  const first = Math.floor(range.from / pageSize);
  let after = await walkTo(cursorsOf(cache, entity, query), entity, query, first);
  const ids: string[] = [];
  const wanted = range.to + 1 - first * pageSize;
  while (after !== null && ids.length < wanted) {
    const limit = Math.min(stride, wanted - ids.length);
    const { data, next } = await listRecords(entity, { ...query, select: 'id', limit, ...after });
    for (const { id } of data) ids.push(String(id));
    after = next === null ? null : { after: next };
  }
  return ids.slice(range.from - first * pageSize);
}

/** Where a page begins: the `after` of its request. null: the list ends before it. */
async function walkTo(
  cursors: Cursors,
  entity: string,
  query: ListQuery,
  page: number,
  signal?: AbortSignal,
): Promise<{ readonly after?: string } | null> {
  const known = cursors.nearest(page);
  if (known.page === page) return known.after === undefined ? {} : { after: known.after };
  // Pages that are wanted together share the way.
  return cursors.inTurn(() => walk(cursors, entity, query, page, signal));
}

async function walk(
  cursors: Cursors,
  entity: string,
  query: ListQuery,
  page: number,
  signal?: AbortSignal,
): Promise<{ readonly after?: string } | null> {
  let at = cursors.nearest(page);
  while (at.page < page) {
    signal?.throwIfAborted();
    const pages = Math.min(stride / pageSize, page - at.page);
    const start = at.after === undefined ? {} : { after: at.after };
    const { next } = await listRecords(entity, { ...query, select: 'id', limit: pages * pageSize, ...start }, signal);
    cursors.set(at.page + pages, next ?? undefined);
    if (next === null) return null;
    at = { page: at.page + pages, after: next };
  }
  return at.after === undefined ? {} : { after: at.after };
}

/** They live in the cache, beside the pages, and go like them when nobody asks for a while. */
function cursorsOf(cache: QueryClient, entity: string, query: ListQuery): Cursors {
  const key = recordKeys.cursors(entity, query);
  const known = cache.getQueryData<Cursors>(key);
  if (known) return known;
  const cursors = createCursors();
  cache.setQueryData<Cursors>(key, cursors);
  return cursors;
}
