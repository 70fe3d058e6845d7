import type { Entity, Field, Inverse } from '../types.ts';
import type { EntityNames, Identities } from './identities.ts';
import type { Words, WordsEntity } from './types.ts';

interface Sides {
  readonly before: Identities;
  readonly after: Identities;
}

/**
 * What names mean in documents that were written for a model which then changed: what they meant in it, and the new
 * names of what has been renamed. A name that meant something counts as that.
 */
export function wordsOf(entities: ReadonlyMap<string, Entity>, { before, after }: Sides): Words {
  const words = new Map<string, WordsEntity>(entities);
  for (const [id, was] of before.entities) {
    const now = after.entities.get(id);
    const entity = entities.get(was.name);
    if (!entity || !now) continue;
    const known = withNewNames(entity, was, now);
    words.set(was.name, known);
    if (!entities.has(now.name)) words.set(now.name, known);
  }
  return words;
}

function withNewNames(entity: Entity, was: EntityNames, now: EntityNames): WordsEntity {
  const renamed = [...was.members].flatMap(([id, { name }]) => {
    const next = now.members.get(id)?.name;
    return next === undefined || next === name ? [] : [{ name, next }];
  });
  if (renamed.length === 0) return entity;
  const fields = new Map<string, Field>(entity.fields);
  const inverses = new Map<string, Inverse>(entity.inverses);
  for (const { name, next } of renamed) {
    if (fields.has(next) || inverses.has(next)) continue;
    const field = entity.fields.get(name);
    const inverse = entity.inverses.get(name);
    if (field) fields.set(next, field);
    else if (inverse) inverses.set(next, inverse);
  }
  return { id: entity.id, name: entity.name, fields, inverses };
}
