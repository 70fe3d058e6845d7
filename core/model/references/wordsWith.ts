import type { Entity, Field, Inverse } from '../types.ts';
import type { OldName } from './oldNames.ts';
import type { Words, WordsEntity } from './types.ts';

/** What names mean when old ones are understood as well, as far as what they stand for is among the entities. */
export function wordsWith(entities: ReadonlyMap<string, Entity>, oldNames: readonly OldName[]): Words {
  const words = new Map<string, WordsEntity>(entities);
  for (const [entity, names] of Map.groupBy(oldNames, ({ target }) => ('entity' in target ? target.entity : ''))) {
    const known = entities.get(entity);
    if (known) words.set(entity, withOldMembers(known, names));
  }
  for (const { name, target } of oldNames) {
    const known = target.what === 'entity' ? words.get(target.entity) : undefined;
    if (known && !words.has(name)) words.set(name, known);
  }
  return words;
}

function withOldMembers(entity: Entity, oldNames: readonly OldName[]): WordsEntity {
  const fields = new Map<string, Field>(entity.fields);
  const inverses = new Map<string, Inverse>(entity.inverses);
  for (const { name, target } of oldNames) {
    if (target.what !== 'field' || fields.has(name) || inverses.has(name)) continue;
    const field = entity.fields.get(target.field);
    const inverse = entity.inverses.get(target.field);
    if (field) fields.set(name, field);
    else if (inverse) inverses.set(name, inverse);
  }
  return { name: entity.name, fields, inverses };
}
