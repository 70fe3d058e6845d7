import type { Ctx } from '../context/types.ts';
import { compileAggregate } from '../query/compileAggregate.ts';
import { type AggregateParams, parseAggregate } from '../query/parseAggregate.ts';
import { readingError } from '../query/readingError.ts';
import { run } from '../query/run.ts';
import { searchValues } from '../query/searchSql.ts';
import { seenEntityOf } from './entityOf.ts';

/** Groups and measures as JSON text: `{"data":[{"stage":"won","sum(amount)":100}]}`. At most 1,000 groups. */
export async function aggregate(ctx: Ctx, entityName: string, params: AggregateParams): Promise<string> {
  const entity = seenEntityOf(ctx, entityName);
  const query = parseAggregate(ctx, entity, params);
  const plan = ctx.plans.get(`aggregate ${entity.name} ${query.shape}`, () => compileAggregate(ctx, query));
  const rows = await run(ctx, plan, {
    literals: query.where?.literals ?? [],
    search: query.search ? searchValues(query.search) : [],
  }).catch(readingError);
  return `{"data":[${rows.map(([row]) => row).join(',')}]}`;
}
