import type { Json, JsonObject } from '../../../lib/json.ts';
import { collector, items, object, textOf } from '../../references/collector.ts';
import { definitionName, entityName, fieldName } from '../../references/readers.ts';
import type { Reference, Remedy } from '../../references/types.ts';

/** What a form names. */
export function formReferences(document: JsonObject): readonly Reference[] {
  const found = collector();
  const entity = textOf(document.entity);
  const wholeForm: Remedy = { do: 'remove', path: [] };
  found.text(['entity'], document.entity, entityName, 'definitionRemoved', wholeForm);
  // Without its roles it would be everybody's.
  found.list(['roles'], document.roles, definitionName('role'), 'mentionRemoved');
  for (const [tabIndex, tab] of items(document.tabs)) {
    for (const [sectionIndex, section] of items(object(tab).sections)) {
      const path = ['tabs', tabIndex, 'sections', sectionIndex];
      found.condition([...path, 'showWhen'], object(section).showWhen, entity, { goesAs: true });
      for (const [index, item] of items(object(section).fields)) {
        const at = [...path, 'fields', index];
        const whenGone: Remedy = { do: 'remove', path: at };
        found.text(at, item, fieldName(entity), 'formFieldRemoved', whenGone);
        found.text([...at, 'field'], object(item).field, fieldName(entity), 'formFieldRemoved', whenGone);
        for (const keyword of ['showWhen', 'requireWhen', 'readOnlyWhen']) {
          found.condition([...at, keyword], object(item)[keyword], entity, { goesAs: keyword === 'showWhen' });
        }
      }
    }
  }
  return found.references;
}

/** Sections and tabs without a field go, and a form without a tab, and one for roles that are all gone. */
export function pruneForm(document: JsonObject): JsonObject | null {
  if (Array.isArray(document.roles) && document.roles.length === 0) return null;
  const tabs = items(document.tabs).flatMap(([, tab]): Json[] => {
    const sections = items(object(tab).sections).flatMap(([, section]) =>
      items(object(section).fields).length > 0 ? [section] : [],
    );
    return sections.length > 0 ? [{ ...object(tab), sections }] : [];
  });
  return tabs.length > 0 ? { ...document, tabs } : null;
}
