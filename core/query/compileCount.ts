import type { Plan } from '../db/Plan.ts';
import { createSqlBuilder, type Reader } from './createSqlBuilder.ts';
import { tableOf } from './entitySql.ts';
import type { ListQuery } from './ListQuery.ts';
import { matching } from './matching.ts';

/** The number of all records that a list would page through. */
export function compileCount(reader: Reader, query: Pick<ListQuery, 'entity' | 'where' | 'search' | 'deleted'>): Plan {
  const builder = createSqlBuilder(reader);
  const where = matching(builder, query);
  const joins = [...builder.joins.values()].map((join) => ` ${join.sql}`).join('');
  return {
    text: `select count(*)::text from ${tableOf(query.entity)} t${joins} where ${where}`,
    sources: builder.params.sources,
  };
}
