import { conditionSql } from './condition.ts';
import { visible } from './entitySql.ts';
import type { ListQuery } from './ListQuery.ts';
import type { SqlBuilder } from './SqlBuilder.ts';
import { searchSql } from './searchSql.ts';

/** Condition, over alias `t`, for the records that a list or aggregate is about. */
export function matching(
  builder: SqlBuilder,
  query: Pick<ListQuery, 'entity' | 'where' | 'search' | 'deleted'>,
): string {
  const parts = [query.deleted ? 't.deleted_at is not null' : visible('t')];
  if (query.where) parts.push(conditionSql(builder, query.entity, 't', query.where));
  const found = query.search && searchSql(builder, query.entity, 't', query.search);
  if (found) parts.push(found);
  return parts.join(' and ');
}
