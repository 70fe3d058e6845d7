import { isObject, type Json, type JsonObject } from '../../../lib/json.ts';
import { type Collector, collector, items, members, object, textOf } from '../../references/collector.ts';
import { definitionName, entityName } from '../../references/readers.ts';
import type { Path, Reference, Remedy } from '../../references/types.ts';

/** What an action names. Without what it calls, or what it is done with, it is nothing. */
export function actionReferences(document: JsonObject): readonly Reference[] {
  const found = collector();
  const wholeAction: Remedy = { do: 'remove', path: [] };
  found.text(['entity'], document.entity, entityName, 'definitionRemoved', wholeAction);
  found.text(
    ['call', 'plugin'],
    object(document.call).plugin,
    definitionName('plugin'),
    'definitionRemoved',
    wholeAction,
  );
  found.text(
    ['call', 'workflow'],
    object(document.call).workflow,
    definitionName('workflow'),
    'definitionRemoved',
    wholeAction,
  );
  found.condition(['when'], document.when, textOf(document.entity));
  // Without its roles it would be offered to everybody.
  found.list(['roles'], document.roles, definitionName('role'), 'mentionRemoved');
  noteInput(found, ['input'], document.input);
  return found.references;
}

/** Entities of which records are picked. */
export function noteInput(found: Collector, path: Path, input: Json | undefined): void {
  for (const [name, field] of members(object(input).properties)) {
    const at = [...path, 'properties', name];
    const { to } = object(object(field)['x-relation']);
    found.text([...at, 'x-relation', 'to'], to, entityName, 'formFieldRemoved', { do: 'remove', path: at });
    found.list([...at, 'x-relation', 'to'], to, entityName, 'formFieldRemoved');
  }
}

/** An action for roles that are all gone goes, and what asks for nothing any more. */
export function pruneAction(document: JsonObject): JsonObject | null {
  if (Array.isArray(document.roles) && document.roles.length === 0) return null;
  const { input, ...rest } = document;
  const left = pruneInput(input);
  return left === undefined ? rest : { ...rest, input: left };
}

/** Fields that name no entity to pick from go. undefined: nothing is asked for any more. */
export function pruneInput(input: Json | undefined): JsonObject | undefined {
  if (!isObject(input)) return undefined;
  const kept = members(input.properties).filter(([, field]) => {
    const { to } = object(object(field)['x-relation']);
    return !(Array.isArray(to) && to.length === 0);
  });
  if (kept.length === 0) return undefined;
  const properties: JsonObject = Object.fromEntries(kept);
  const required = items(input.required).flatMap(([, name]) =>
    typeof name === 'string' && Object.hasOwn(properties, name) ? [name] : [],
  );
  return { ...input, properties, ...(input.required === undefined ? {} : { required }) };
}
