import { isObject, type Json, type JsonObject } from '../../../lib/json.ts';
import { collector, items, object, textOf } from '../../references/collector.ts';
import {
  celOn,
  definitionName,
  entityName,
  fieldName,
  fieldPath,
  insideCall,
  sortKeys,
} from '../../references/readers.ts';
import type { Path, Reference, Remedy } from '../../references/types.ts';
import { noteInput, pruneInput } from '../action/references.ts';

/** What a page names. A widget goes with what it asks for; it would show something else without. */
export function pageReferences(document: JsonObject): readonly Reference[] {
  const found = collector();
  const around = textOf(document.entity);
  found.text(['entity'], document.entity, entityName, 'definitionRemoved', { do: 'remove', path: [] });
  found.condition(['when'], document.when, around);
  // Without its roles it would be everybody's.
  found.list(['roles'], document.roles, definitionName('role'), 'mentionRemoved');
  for (const [index, value] of items(document.widgets)) {
    const widget = object(value);
    const path: Path = ['widgets', index];
    const whole: Remedy = { do: 'remove', path };
    const entity = textOf(widget.entity);
    const text = (keyword: string, reads: Reference['reads'], whenGone: Remedy = whole) =>
      found.text([...path, keyword], widget[keyword], reads, 'widgetRemoved', whenGone);
    text('entity', entityName);
    text('view', definitionName('view'));
    text('where', celOn(entity, around));
    text('dateField', fieldName(entity));
    text('measure', insideCall(entity));
    text('group', insideCall(entity));
    text('series', insideCall(entity), { do: 'remove', path: [...path, 'series'] });
    found.list([...path, 'columns'], widget.columns, fieldPath(entity), 'columnRemoved');
    found.text([...path, 'sort'], widget.sort, sortKeys(entity), 'sortRemoved', { do: 'cut' });
    found.list([...path, 'actions'], widget.actions, definitionName('action'), 'mentionRemoved');
    found.text(
      [...path, 'call', 'plugin'],
      object(widget.call).plugin,
      definitionName('plugin'),
      'widgetRemoved',
      whole,
    );
    noteInput(found, [...path, 'input'], widget.input);
  }
  return found.references;
}

/** Widgets with nothing in them go, and a page without a widget, and one for roles that are all gone. */
export function prunePage(document: JsonObject): JsonObject | null {
  if (Array.isArray(document.roles) && document.roles.length === 0) return null;
  const widgets = items(document.widgets).flatMap(([, widget]) => pruneWidget(widget));
  return widgets.length > 0 ? { ...document, widgets } : null;
}

function pruneWidget(widget: Json): Json[] {
  if (!isObject(widget)) return [widget];
  const isEmpty = (keyword: string) => Array.isArray(widget[keyword]) && items(widget[keyword]).length === 0;
  if (isEmpty('columns') || isEmpty('actions')) return [];
  if (widget.input === undefined) return [widget];
  const input = pruneInput(widget.input);
  return input === undefined ? [] : [{ ...widget, input }];
}
