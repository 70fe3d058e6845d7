import type { Entity, Field } from '../../model/types.ts';

/**
 * x-ids of the fields that a lock of some fields holds, by their names. A computed field stays as it is where what it is
 * computed of does, as far as that is part of the record: its own fields and its lines.
 */
export function lockedFields(entity: Entity, names: readonly string[]): string[] {
  const held = new Set<string>();
  const open = [...names];
  for (const name of open) {
    const field = entity.fields.get(name);
    if (!field || held.has(field.id)) continue;
    held.add(field.id);
    open.push(...computedOf(entity, field));
  }
  return [...held];
}

/** Names of own fields. */
function computedOf({ fields }: Entity, { formula, rollup }: Field): string[] {
  const read = (formula?.expression.uses ?? []).map((path) => path.split('.', 1)[0] ?? '');
  const counted = [...fields.values()].filter(
    ({ children }) => rollup && children?.entity === rollup.entity && children.field === rollup.field,
  );
  return [...(formula?.uses ?? []), ...read, ...counted.map(({ name }) => name)];
}
