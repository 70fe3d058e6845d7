import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import type { TextRow } from '../db/types.ts';
import { compileCount } from '../query/compileCount.ts';
import { compileList } from '../query/compileList.ts';
import { decodeCursor, encodeCursor, orderFingerprint } from '../query/cursor.ts';
import type { ListQuery } from '../query/ListQuery.ts';
import { type ListParams, parseList } from '../query/parseList.ts';
import { readingError } from '../query/readingError.ts';
import { run } from '../query/run.ts';
import { searchValues } from '../query/searchSql.ts';
import { seenEntityOf } from './entityOf.ts';

/**
 * One page as JSON text: `{"data":[…],"next":"<cursor>"|null,"count"?:n}`.
 * Throws KILN_BAD_QUERY, KILN_BAD_EXPRESSION or KILN_BAD_CURSOR with the parameter that is wrong.
 */
export async function list(ctx: Ctx, entityName: string, params: ListParams): Promise<string> {
  const entity = seenEntityOf(ctx, entityName);
  const request = parseList(ctx, entity, params);
  const fingerprint = orderFingerprint(request.sort);
  const seen = params.after ? decodeCursor(fingerprint, request.sort, params.after) : undefined;
  const owners = `${entity.id} ${ctx.actor.id} ${ctx.access.key}`;
  const ownsMany = ctx.ownersOfMany.has(owners);
  const query: ListQuery = { ...request, ...(seen ? { seen } : {}), ...(ownsMany ? { ownsMany } : {}) };
  const nulls = seen ? seen.map((value) => (value === null ? 'n' : 'v')).join('') : '-';
  const shape = `list ${entity.name} ${request.shape} ${nulls}${ownsMany ? ' many' : ''}`;
  const plan = ctx.plans.get(shape, () => compileList(ctx, query));
  const bindings = {
    literals: request.where?.literals ?? [],
    search: request.search ? searchValues(request.search) : [],
    cursor: seen ?? [],
  };
  const rows = await run(ctx, plan, bindings).catch(readingError);
  if (rows[0]?.[2] === 'true') ctx.ownersOfMany.set(owners, true);
  const count = query.count ? (rows[0]?.[1] ?? (await countAlone(ctx, query, shape, bindings))) : undefined;
  return page(rows, query.limit, fingerprint, count);
}

/** A page without rows carries no count. */
async function countAlone(
  ctx: Ctx,
  query: ListQuery,
  shape: string,
  bindings: { literals: readonly unknown[]; search: readonly string[] },
): Promise<string> {
  const plan: Plan = ctx.plans.get(`count ${shape}`, () => compileCount(ctx, query));
  const rows = await run(ctx, plan, bindings).catch(readingError);
  return rows[0]?.[0] ?? '0';
}

function page(rows: readonly TextRow[], limit: number, fingerprint: string, count: string | undefined): string {
  let data = '';
  const shown = Math.min(rows.length, limit);
  for (let i = 0; i < shown; i += 1) data += i === 0 ? rows[i]?.[0] : `,${rows[i]?.[0]}`;
  const last = rows.length > limit ? rows[limit - 1]?.slice(3) : undefined;
  const next = last ? `"${encodeCursor(fingerprint, last)}"` : 'null';
  return `{"data":[${data}],"next":${next}${count === undefined ? '' : `,"count":${count}`}}`;
}
