import type { Grant, Step } from '../access/types.ts';
import { toSql } from '../expressions/toSql.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';
import { tableOf } from './entitySql.ts';
import type { SqlBuilder } from './SqlBuilder.ts';

/** Shares of this level count as well, beside what the roles say. */
export type SharedFor = 'read' | 'write';

/**
 * SQL for those rows, of the ones that `alias` names, which the grants cover: undefined for all, `false` for none.
 * What was shared with somebody widens each of their grants, so it never gives a right that no role gives.
 */
export function grantsSql(
  builder: SqlBuilder,
  { name }: Entity,
  alias: string,
  grants: readonly Grant[],
  shared?: SharedFor,
): string | undefined {
  // Whole: conditions of roles see also what the actor does not.
  const entity = builder.model.entities.get(name);
  if (!entity || grants.length === 0) return 'false';
  if (grants.some(({ when }) => when === true)) return undefined;
  const ways = new Map<string, Grant[]>();
  for (const grant of new Map(grants.map((each) => [each.rows, each])).values()) {
    const path = grant.through.map(({ field }) => field).join('.');
    ways.set(path, [...(ways.get(path) ?? []), grant]);
  }
  return anyOf([...ways.values()].map((each) => throughSql(builder, entity, alias, each, 0, shared)));
}

/** Grants that lead over the same relations, from the n-th step on. */
function throughSql(
  builder: SqlBuilder,
  entity: Entity,
  alias: string,
  grants: readonly Grant[],
  step: number,
  shared: SharedFor | undefined,
): string {
  const next: Step | undefined = grants[0]?.through[step];
  if (!next) {
    const scope = builder.ownScope(builder, entity, alias);
    const conditions = grants.flatMap(({ when }) => (when === true ? [] : [toSql(when, scope, 'condition')]));
    return anyOf([...conditions, ...(shared ? [sharedSql(builder, entity, alias, shared)] : [])]);
  }
  const target = builder.model.entities.get(next.entity);
  const column = entity.fields.get(next.field)?.column;
  if (!target || column === undefined) throw new Error(`${entity.name}.${next.field} leads to no parent`);
  const parent = builder.alias();
  const inside = throughSql(builder, target, parent, grants, step + 1, shared);
  return `exists (select from ${tableOf(target)} ${parent} where ${parent}.id = ${alias}.${quoteIdent(column)} and ${inside})`;
}

/** SQL for the rows that were shared with the actor. The list is read once a statement, whatever the number of rows. */
export function sharedSql(builder: SqlBuilder, entity: Entity, alias: string, level: SharedFor): string {
  const grantees = builder.params.actor('grantees', 'uuid[]');
  const written = level === 'write' ? ` and s.level = 'write'` : '';
  const records = `select s.record from kiln.share s where s.entity = ${quoteLiteral(entity.id)} and s.grantee = any(${grantees})${written}`;
  return `${alias}.id = any(array(${records}))`;
}

function anyOf(conditions: readonly string[]): string {
  return conditions.length === 1 ? (conditions[0] ?? 'false') : `(${conditions.join(' or ')})`;
}
