import type { Ctx } from '../context/types.ts';
import { isoTimeSql } from '../lib/isoTimeSql.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import { tableOf, visible } from '../query/entitySql.ts';

/** Entities whose records something can be shared with. */
export const granteeEntities = ['user', 'team'] as const;

/** SQL of the live users and teams: `id`, `entity`, `name`. */
export function granteesSql({ model }: Ctx): string {
  const selects = granteeEntities.flatMap((name) => {
    const entity = model.entities.get(name);
    const display = entity?.fields.get(entity.display)?.column ?? 'id';
    if (!entity) return [];
    return [
      `select g.id, ${quoteLiteral(name)} as entity, g.${quoteIdent(display)}::text as name from ${tableOf(entity)} g where ${visible('g')}`,
    ];
  });
  return selects.length > 0
    ? selects.join(' union all ')
    : `select null::uuid as id, null as entity, null as name where false`;
}

/** SQL of one share `s`, with its grantee `g` of granteesSql, as JSON. */
export const shareJson = `json_build_object(
  'grantee', json_build_object('entity', g.entity, 'id', s.grantee), 'name', g.name, 'level', s.level,
  'createdAt', ${isoTimeSql('s.created_at')}, 'createdBy', s.created_by)`;
