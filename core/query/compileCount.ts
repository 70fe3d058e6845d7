import type { Plan } from '../db/Plan.ts';
import type { Model } from '../model/types.ts';
import { tableOf } from './entitySql.ts';
import type { ListQuery } from './ListQuery.ts';
import { matching } from './matching.ts';
import { SqlBuilder } from './SqlBuilder.ts';

/** The number of all records that a list would page through. */
export function compileCount(model: Model, query: Pick<ListQuery, 'entity' | 'where' | 'search' | 'deleted'>): Plan {
  const builder = new SqlBuilder(model);
  const where = matching(builder, query);
  const joins = [...builder.joins.values()].map((join) => ` ${join.sql}`).join('');
  return {
    text: `select count(*)::text from ${tableOf(query.entity)} t${joins} where ${where}`,
    sources: builder.params.sources,
  };
}
