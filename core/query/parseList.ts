import type { Ctx } from '../context/types.ts';
import { fault } from '../errors/fault.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import type { FilledCondition } from '../expressions/types.ts';
import type { Entity } from '../model/types.ts';
import { type Condition, parseCondition } from './condition.ts';
import type { ListQuery } from './ListQuery.ts';
import { defaultSelection, parseSelect } from './parseSelect.ts';
import { parseSort } from './parseSort.ts';
import { requestLimits } from './requestLimits.ts';
import { parseSearch, type SearchTerms } from './searchSql.ts';

/** Parameters of `GET /api/records/:entity` as they arrive; inside the server a condition may have its values beside it. */
export interface ListParams {
  readonly where?: string | FilledCondition;
  readonly select?: string;
  readonly sort?: string;
  readonly limit?: string;
  readonly after?: string;
  readonly search?: string;
  readonly count?: string;
  /** `true`: the recycle bin instead of the live records. */
  readonly deleted?: string;
}

export interface ListRequest extends Omit<ListQuery, 'seen'> {
  readonly sort: ReturnType<typeof parseSort>;
  readonly where?: Condition;
  readonly search?: SearchTerms;
  /** Equal for requests that the same statement serves. */
  readonly shape: string;
}

export function parseList(ctx: Ctx, entity: Entity, params: ListParams): ListRequest {
  const limit = parseLimit(params.limit, requestLimits.page, requestLimits.defaultPage);
  const count = parseFlag('count', params.count);
  const deleted = parseFlag('deleted', params.deleted);
  const where = params.where ? parseCondition(ctx, entity, params.where) : undefined;
  const search = params.search?.trim() ? parseSearch(params.search) : undefined;
  const shape = JSON.stringify([
    params.select ?? '',
    params.sort ?? '',
    limit,
    count,
    deleted,
    where?.shape ?? '',
    search ? [search.patterns.length, search.tsquery !== ''] : 0,
  ]);
  return {
    entity,
    selection: params.select ? parseSelect(ctx.access.model, entity, params.select) : defaultSelection(entity),
    sort: parseSort(ctx.access.model, entity, params.sort),
    limit,
    count,
    deleted,
    shape,
    ...(where ? { where } : {}),
    ...(search ? { search } : {}),
  };
}

/** A whole number from 1 to `most`. What is wrong goes to `faults`, with the others of the request; without them, throws KILN_BAD_QUERY. */
export function parseLimit(
  text: string | undefined,
  most: number,
  otherwise: number,
  faults?: { push(fault: Fault): unknown },
): number {
  if (text === undefined || text === '') return otherwise;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (limit >= 1 && limit <= most) return limit;
  const wrong = fault('limit', 'range', { minimum: 1, maximum: most });
  if (faults) {
    faults.push(wrong);
    return otherwise;
  }
  throw new KilnError('KILN_BAD_QUERY', { detail: `limit must be a whole number from 1 to ${most}.`, errors: [wrong] });
}

export function parseFlag(name: string, text: string | undefined): boolean {
  if (text === undefined || text === '' || text === 'false') return false;
  if (text === 'true') return true;
  throw new KilnError('KILN_BAD_QUERY', {
    detail: `${name} must be true or false.`,
    errors: [fault(name, 'type', { types: ['boolean'] })],
  });
}
