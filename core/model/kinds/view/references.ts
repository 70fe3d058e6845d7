import type { JsonObject } from '../../../lib/json.ts';
import { collector, items, object, textOf } from '../../references/collector.ts';
import { entityName, fieldName, fieldPath, sortKeys } from '../../references/readers.ts';
import type { Reference, Remedy } from '../../references/types.ts';

/** What a view names. A board without its groups and a calendar without its dates become lists. */
export function viewReferences(document: JsonObject): readonly Reference[] {
  const found = collector();
  const entity = textOf(document.entity);
  const asList = (type: string): Remedy | undefined =>
    document.type === type ? { do: 'set', path: ['type'], value: 'list' } : undefined;
  found.text(['entity'], document.entity, entityName, 'definitionRemoved', { do: 'remove', path: [] });
  for (const [index, column] of items(document.columns)) {
    const path = ['columns', index];
    const whenGone: Remedy = { do: 'remove', path };
    found.text(path, column, fieldPath(entity), 'columnRemoved', whenGone);
    found.text([...path, 'field'], object(column).field, fieldPath(entity), 'columnRemoved', whenGone);
  }
  found.list(['cardFields'], document.cardFields, fieldPath(entity), 'columnRemoved');
  found.text(['groupBy'], document.groupBy, fieldName(entity), 'columnRemoved', asList('board'));
  found.text(['startField'], document.startField, fieldName(entity), 'columnRemoved', asList('calendar'));
  found.text(['titleField'], document.titleField, fieldPath(entity), 'columnRemoved');
  for (const keyword of ['sumField', 'endField', 'colorField']) {
    found.text([keyword], document[keyword], fieldName(entity), 'columnRemoved');
  }
  found.condition(['where'], document.where, entity, { goesAs: true });
  found.text(['sort'], document.sort, sortKeys(entity), 'sortRemoved', { do: 'cut' });
  return found.references;
}

/** A list shows something always; what a board or calendar lost is no part of the list that it became. */
export function pruneView(document: JsonObject): JsonObject {
  if (document.type !== 'list' || items(document.columns).length > 0) return document;
  return { ...document, columns: ['createdAt'] };
}
