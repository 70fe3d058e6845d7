import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Entity, Field, Model } from '../model/types.ts';

/** One key of an order: a field of the entity, or of a record that a to-one relation leads to. */
export interface SortKey {
  /** Relations on the way, from the entity on. */
  readonly path: readonly Field[];
  readonly field: Field;
  readonly descending: boolean;
}

const maxKeys = 4;

/**
 * Parses `-createdAt,name,account.name`. The result always ends with the id, so that the order is total.
 * Without a wish the newest records come first: ids are uuid v7 and rise with time.
 */
export function parseSort(model: Model, entity: Entity, source: string | undefined): SortKey[] {
  const names = source ? source.split(',').map((name) => name.trim()) : [];
  if (names.length > maxKeys) fail(`sort takes at most ${maxKeys} keys.`);
  const keys = names.map((name) => parseKey(model, entity, name));
  const id = entity.fields.get('id');
  if (!id) throw new Error(`${entity.name} has no id`);
  const last = keys.findIndex((key) => key.path.length === 0 && key.field === id);
  if (last >= 0) return keys.slice(0, last + 1);
  const direction = keys.at(-1)?.descending ?? true;
  return [...keys, { path: [], field: id, descending: direction }];
}

function parseKey(model: Model, entity: Entity, key: string): SortKey {
  const descending = key.startsWith('-');
  const names = (descending ? key.slice(1) : key).split('.');
  if (names.length > 4) fail(`'${key}' leads over too many relations.`);
  const path: Field[] = [];
  let at = entity;
  for (const [index, name] of names.entries()) {
    const field = at.fields.get(name);
    if (!field) return fail(`${at.name} has no field '${name}' to sort by.`);
    if (index === names.length - 1) {
      if (!field.type.sortable) fail(`${at.name}.${name} (${field.type.name}) cannot be sorted by.`);
      return { path, field, descending };
    }
    const target = field.relation?.kind === 'one' ? model.entities.get(field.relation.targets[0] ?? '') : undefined;
    if (!target) return fail(`${at.name}.${name} does not lead to one other record, so '${key}' cannot be sorted by.`);
    path.push(field);
    at = target;
  }
  return fail('sort names no field.');
}

function fail(message: string): never {
  throw new KilnError('KILN_BAD_QUERY', { detail: message, errors: [wordedFault('sort', 'other', message)] });
}
