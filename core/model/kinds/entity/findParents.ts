import type { Entity } from '../../types.ts';
import type { EntityOutlines } from './outline.ts';

export type Parents = ReadonlyMap<string, NonNullable<Entity['parent']>>;

/** Entities that are line items, with the relation that leads to their parent. */
export function findParents(outlines: EntityOutlines): Parents {
  const parents = new Map<string, NonNullable<Entity['parent']>>();
  for (const entity of outlines.values()) {
    const parent = entity.document['x-parent'];
    if (parent) parents.set(entity.name, { entity: parent.entity, field: parent.field });
    for (const { schema } of entity.fields.values()) {
      const children = schema['x-children'];
      if (children) parents.set(children.entity, { entity: entity.name, field: children.field });
    }
  }
  return parents;
}
