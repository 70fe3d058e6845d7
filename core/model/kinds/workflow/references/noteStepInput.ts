import { isObject, type Json, type JsonObject } from '../../../../lib/json.ts';
import type { Collector } from '../../../references/collector.ts';
import { definitionName, entityName, fieldName, nothing, optionValue, sortKeys } from '../../../references/readers.ts';
import { readSelect, type SelectedName } from '../../../references/readSelect.ts';
import type { Name, Path, Reads, Remedy, Words } from '../../../references/types.ts';
import { branchOf, memberSchema } from '../inputFaults.ts';
import { entityFor } from '../steps/entityFor.ts';
import type { InputSchema } from '../steps/StepType.ts';
import { noteTexts } from './noteTexts.ts';
import { conditionOver, expression, type ScopeOf } from './runReaders.ts';

interface StepPlace {
  /** What becomes of a step that cannot be done. */
  readonly stop: Remedy;
  readonly scopeOf: ScopeOf;
  readonly trigger: JsonObject;
}

/** What a step is given names what the keywords of its schema say. */
export function noteStepInput(
  found: Collector,
  path: Path,
  schema: InputSchema,
  value: JsonObject,
  place: StepPlace,
): void {
  for (const [name, member] of Object.entries(value)) {
    note(found, [...path, name], memberSchema(schema, name) ?? {}, member, value, place);
  }
}

function note(
  found: Collector,
  path: Path,
  schema: InputSchema,
  value: Json,
  siblings: JsonObject,
  place: StepPlace,
): void {
  const { stop, scopeOf } = place;
  const kind = schema['x-input'];
  const entity = entityFor(schema, siblings, place.trigger) ?? '';
  const reads = readsOf(kind, entity, scopeOf);
  if (kind === 'sort') found.text(path, value, sortKeys(entity), 'sortRemoved', { do: 'cut' });
  else if (reads) found.text(path, value, reads, 'stepStopped', stop);
  else if (kind === 'values' || kind === 'newValues') {
    if (isObject(value)) noteValues(found, path, entity, value, place);
  } else if (!schema['x-constant']) {
    const branch = branchOf(schema, value);
    if (isObject(value)) noteStepInput(found, path, branch, value, place);
    else if (Array.isArray(value)) {
      const { items = {} } = branch;
      for (const [index, item] of value.entries()) note(found, [...path, index], items, item, siblings, place);
    } else noteTexts(found, path, value, { gone: stop, code: 'stepStopped', scopeOf });
  }
}

/** How a text of the kind is read; undefined for one that names nothing as a whole. */
function readsOf(kind: InputSchema['x-input'], entity: string, scopeOf: ScopeOf): Reads | undefined {
  switch (kind) {
    case 'entity':
      return entityName;
    case 'role':
    case 'workflow':
    case 'form':
    case 'plugin':
      return definitionName(kind);
    case 'pluginFunction':
    case 'pluginStep':
      return nothing;
    case 'field':
      return fieldName(entity);
    case 'where':
      return conditionOver(entity, scopeOf);
    case 'cel':
      return expression(scopeOf);
    case 'select':
      return selected(entity);
    default:
      return undefined;
  }
}

/** Fields and their values; a value goes with its field. */
function noteValues(found: Collector, path: Path, entity: string, values: JsonObject, { scopeOf }: StepPlace): void {
  for (const [field, value] of Object.entries(values)) {
    const at = [...path, field];
    const gone: Remedy = { do: 'remove', path: at };
    found.key(at, fieldName(entity), 'valueRemoved', gone);
    if (typeof value === 'string' && !value.includes('${')) {
      found.place(at, optionValue(entity, field), 'valueRemoved', gone);
      continue;
    }
    noteTexts(found, at, value, { gone, scopeOf });
    if (!Array.isArray(value)) continue;
    found.list(at, value, optionValue(entity, field), 'valueRemoved');
    for (const [index, line] of value.entries()) {
      for (const name of Object.keys(isObject(line) ? line : {})) {
        found.key([...at, index, name], lineField(entity, field), 'valueRemoved');
      }
    }
  }
}

/** A field of the line items that stand in a field of the entity. */
function lineField(entity: string, field: string): Reads {
  return (text, words) => {
    const lines = words.get(entity)?.fields.get(field)?.children?.entity;
    return lines === undefined ? [] : fieldName(lines)(text, words);
  };
}

/** `id,account(name)` */
function selected(entity: string): Reads {
  return (text, words) => namesOf(readSelect(text, entity, words), words);
}

function namesOf(selection: readonly SelectedName[], words: Words): Name[] {
  return selection.flatMap(({ entity, name, today, start, end, inside }): Name[] => {
    const known = words.get(entity);
    const isMember = known?.fields.has(name) || known?.inverses.has(name);
    const own: Name[] = isMember
      ? [{ target: { what: 'field', entity, field: today }, start, end, write: (to) => to }]
      : [];
    return [...own, ...namesOf(inside, words)];
  });
}
