import type { Entity } from '../model/types.ts';
import type { SqlBuilder } from './SqlBuilder.ts';

/** What `team`, `teamBelow` and `own` say, and any of them joined by `||`. */
const rule = /^ownerId (?:in actor\.(teamUsers|belowUsers)|== actor\.id)$/;

/**
 * SQL of the array of users whose records the actor may read, where nothing but the owner decides: all roles that give
 * them speak of owners alone. Undefined where anything else does, or nothing.
 */
export function ownersSql({ access, params }: SqlBuilder, entity: Entity): string | undefined {
  const grants = access?.entity(entity.name).grants('read') ?? [];
  const sources = new Set<string>();
  for (const { when, through } of grants) {
    if (when === true || through.length > 0) return undefined;
    for (const part of when.source.split('||')) sources.add(part.trim());
  }
  const rules = [...sources].map((source) => rule.exec(source));
  if (rules.length === 0 || rules.includes(null)) return undefined;
  // Only now: a parameter that is made has to stand in the text.
  const lists = rules.map((found) =>
    found?.[1] === undefined ? `array[${params.actor('id', 'uuid')}]` : params.actor(found[1], 'uuid[]'),
  );
  return lists.length === 1 ? lists[0] : `(${lists.join(' || ')})`;
}
