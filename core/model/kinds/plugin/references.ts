import type { JsonObject } from '../../../lib/json.ts';
import { collector, items, members, object, textOf } from '../../references/collector.ts';
import type { Reads, Reference } from '../../references/types.ts';

/**
 * What a plugin works with. It knows entities by what never changes, so renames are nothing to it; what goes, it has to
 * do without.
 */
export function pluginReferences(document: JsonObject): readonly Reference[] {
  const found = collector();
  for (const right of ['records', 'own']) {
    for (const [entity] of members(object(document.granted)[right])) {
      found.key(['granted', right, entity], entityById, 'pluginLoses');
    }
  }
  const provides = object(document.provides);
  for (const [entity] of members(provides.hooks)) found.key(['provides', 'hooks', entity], entityById, 'pluginLoses');
  for (const [index, event] of items(provides.events)) {
    found.text(['provides', 'events', index], event, entityOfEvent, 'pluginLoses');
  }
  return found.references.map((reference) => ({ ...reference, byId: true }));
}

/** An x-id, or a name where it is no x-id. */
const entityById: Reads = (text, words) => {
  const entity = [...words.values()].find(({ id }) => id === text) ?? words.get(text);
  if (!entity) return [];
  return [{ target: { what: 'entity', entity: entity.name }, start: 0, end: text.length, write: () => text }];
};

const entityOfEvent: Reads = (text, words) => entityById(textOf(text.split('.')[0]), words);
