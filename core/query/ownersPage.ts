import { tableOf, visible } from './entitySql.ts';
import { branchesAfter, orderBy, type SeenValue } from './keyset.ts';
import type { ListQuery } from './ListQuery.ts';
import { ownersSql } from './ownersSql.ts';
import type { SqlBuilder } from './SqlBuilder.ts';
import { sortSql } from './sortSql.ts';

/**
 * FROM, with alias `t`, for one page of what the actor's team owns; undefined where a list is about something else. Postgres
 * would walk the index of the whole list until it has met enough rows of theirs, which may be at its other end: 130 ms where
 * the team owns nothing among the newest of 500,000. So each owner's rows are taken from the index of owners, a page of each
 * at most, and their order is that of the list.
 */
export function ownersPage(builder: SqlBuilder, query: ListQuery, seen: readonly SeenValue[]): string | undefined {
  const { entity } = query;
  if (query.where || query.search || query.deleted || !hasOwnersIndex(query)) return undefined;
  const owners = ownersSql(builder, entity);
  if (owners === undefined) return undefined;
  const keys = sortSql(builder, entity, 'i', query.sort);
  const isOneWay = keys.every(({ descending, nullable }) => !nullable && descending === keys[0]?.descending);
  if (!isOneWay) return undefined;
  const [after] = seen.length > 0 ? branchesAfter(keys, seen) : [];
  const rest = after?.condition === undefined ? '' : ` and ${after.condition}`;
  const limit = query.limit + 1;
  const theirs = `select ${keys.map(({ sql }) => sql).join(', ')} from ${tableOf(entity)} i where i.owner_id = o.id and ${visible('i')}${rest} order by ${orderBy(keys, true)} limit ${limit}`;
  const merged = orderBy(sortSql(builder, entity, 'k', query.sort), true);
  const ids = `select k."id" from (select distinct unnest(${owners}) as id) o cross join lateral (${theirs}) k order by ${merged} limit ${limit}`;
  return `(${ids}) k join ${tableOf(entity)} t on t.id = k."id"`;
}

/** Whether an index has the order of the list behind the owner: those that every owned entity has, or one of its own. */
export function hasOwnersIndex({ entity, sort }: ListQuery): boolean {
  const order = sort.map(({ path, field }) => [...path, field].map(({ name }) => name).join('.'));
  const own = entity.indexes.filter(([first]) => first === 'ownerId').map((names) => names.slice(1));
  return [['createdAt'], [], ...own].some((names) => [...names, 'id'].join() === order.join());
}
