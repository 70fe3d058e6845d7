import { conditionSql } from './condition.ts';
import { visible } from './entitySql.ts';
import { grantsSql, sharedSql } from './grantsSql.ts';
import type { ListQuery } from './ListQuery.ts';
import { rowsReadable } from './readable.ts';
import type { SqlBuilder } from './SqlBuilder.ts';
import { searchSql } from './searchSql.ts';

type Matched = Pick<ListQuery, 'entity' | 'where' | 'search' | 'deleted'>;

/** Condition, over alias `t`, for the records that a list or aggregate is about. */
export function matching(
  builder: SqlBuilder,
  query: Matched,
  readable: string | undefined = rowsReadable(builder, query.entity, 't'),
): string {
  const parts = [query.deleted ? 't.deleted_at is not null' : visible('t')];
  if (readable !== undefined) parts.push(readable);
  if (query.where) parts.push(conditionSql(builder, query.entity, 't', query.where));
  const found = query.search && searchSql(builder, query.entity, 't', query.search);
  if (found) parts.push(found);
  return parts.join(' and ');
}

/**
 * Conditions that part the same records. What roles give and what was shared besides are served by different indexes:
 * as one condition with `or` they would be served by none that has the order of a list. `ways` parts what roles give
 * further.
 */
export function matchingParts(
  builder: SqlBuilder,
  query: Matched,
  ways: (granted: string) => readonly string[] = (granted) => [granted],
): string[] {
  const grants = builder.access?.entity(query.entity.name).grants('read') ?? [];
  const isParted = grants.length > 0 && grants.every(({ when, through }) => when !== true && through.length === 0);
  if (!isParted) return [matching(builder, query)];
  const granted = grantsSql(builder, query.entity, 't', grants);
  const shared = sharedSql(builder, query.entity, 't', 'read');
  const parts = [...ways(granted ?? 'true'), `${shared} and ${granted} is not true`];
  return parts.map((each) => matching(builder, query, each));
}
