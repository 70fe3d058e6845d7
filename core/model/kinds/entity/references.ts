import { isObject, type Json, type JsonObject } from '../../../lib/json.ts';
import { type Collector, collector, items, members, object, textOf } from '../../references/collector.ts';
import {
  cel,
  computedDefault,
  definitionName,
  entityField,
  entityName,
  fieldName,
  measure,
  nothing,
  optionValue,
} from '../../references/readers.ts';
import type { Path, Reads, Reference, Remedy } from '../../references/types.ts';

/** What an entity names: other entities, and its own fields wherever they are used. */
export function entityReferences(document: JsonObject): readonly Reference[] {
  const found = collector();
  const entity = textOf(document.$id);
  const own = fieldName(entity);
  for (const keyword of ['required', 'x-order', 'x-search']) {
    found.list([keyword], document[keyword], own, 'mentionRemoved');
  }
  found.text(['x-display'], document['x-display'], own, 'mentionRemoved');
  for (const [index, unique] of items(document['x-unique'])) {
    const path = ['x-unique', index];
    const whenGone: Remedy = { do: 'remove', path };
    found.list(path, unique, own, 'uniqueRemoved', whenGone);
    found.list([...path, 'fields'], object(unique).fields, own, 'uniqueRemoved', whenGone);
  }
  for (const [index, names] of items(document['x-index'])) {
    found.list(['x-index', index], names, own, 'indexRemoved', { do: 'remove', path: ['x-index', index] });
  }
  const parent = object(document['x-parent']);
  const withoutParent: Remedy = { do: 'remove', path: ['x-parent'] };
  found.text(['x-parent', 'entity'], parent.entity, entityName, 'mentionRemoved', withoutParent);
  found.text(['x-parent', 'field'], parent.field, own, 'mentionRemoved', withoutParent);
  for (const [index, rule] of items(document['x-rules']))
    ruleReferences(found, ['x-rules', index], object(rule), entity);
  for (const [name, field] of members(document.properties)) fieldReferences(found, name, object(field), entity);
  return found.references;
}

function ruleReferences(found: Collector, path: Path, rule: JsonObject, entity: string): void {
  const own = fieldName(entity);
  const wholeRule: Remedy = { do: 'remove', path };
  found.condition([...path, 'when'], rule.when, entity, { goesAs: false, code: 'ruleRemoved', whenGone: wholeRule });
  found.condition([...path, 'check'], rule.check, entity, { goesAs: true, code: 'ruleRemoved' });
  found.list([...path, 'require'], rule.require, own, 'ruleRemoved');
  found.list([...path, 'forbid'], rule.forbid, own, 'ruleRemoved');
  for (const [name] of members(rule.range)) found.key([...path, 'range', name], own, 'ruleRemoved');
}

function fieldReferences(found: Collector, name: string, field: JsonObject, entity: string): void {
  const path = ['properties', name];
  const wholeField: Remedy = { do: 'remove', path };
  const options = optionValue(entity, name);
  const keepsFormula: Remedy = { do: 'freeze', path, otherwise: 'formulaRemoved' };
  found.text([...path, 'x-formula'], field['x-formula'], cel(entity, name), 'formulaFrozen', keepsFormula);
  found.text([...path, 'x-default'], field['x-default'], computedDefault(entity, name), 'defaultRemoved');
  if (field.default !== undefined) {
    const at = [...path, 'default'];
    found.place(at, options, 'defaultRemoved');
    found.list(at, field.default, options, 'defaultRemoved');
  }
  for (const [value, option] of members(field['x-options'])) {
    const at = [...path, 'x-options', value];
    // It says what the option is, whatever was called so before; without the option it goes.
    found.key(at, nothing, 'textRemoved');
    found.condition([...at, 'when'], object(option).when, entity, { goesAs: true });
  }
  moveReferences(found, [...path, 'x-transitions'], object(field['x-transitions']), { entity, options });
  const relation = object(field['x-relation']);
  const to = [...path, 'x-relation', 'to'];
  found.text(to, relation.to, entityName, 'relationRemoved', wholeField);
  found.list(to, relation.to, entityName, 'relationRemoved');
  const rollup = object(field['x-rollup']);
  const [child = ''] = textOf(rollup.from).split('.');
  const over = [...path, 'x-rollup'];
  const keepsRollup: Remedy = { do: 'freeze', path, becomes: withoutRollup(field), otherwise: 'rollupRemoved' };
  found.text([...over, 'from'], rollup.from, entityField, 'rollupFrozen', keepsRollup);
  found.text([...over, 'value'], rollup.value, measure(child), 'rollupFrozen', keepsRollup);
  found.condition([...over, 'where'], rollup.where, child, { code: 'rollupFrozen', whenGone: keepsRollup });
  const lines = object(field['x-children']);
  found.text([...path, 'x-children', 'entity'], lines.entity, entityName, 'relationRemoved', wholeField);
  found.text(
    [...path, 'x-children', 'field'],
    lines.field,
    fieldName(textOf(lines.entity)),
    'relationRemoved',
    wholeField,
  );
  const currency = object(field['x-currency']).field;
  const withoutCurrency: Remedy = { do: 'remove', path: [...path, 'x-currency'] };
  found.text([...path, 'x-currency', 'field'], currency, fieldName(entity), 'mentionRemoved', withoutCurrency);
}

function moveReferences(
  found: Collector,
  path: Path,
  transitions: JsonObject,
  { entity, options }: { readonly entity: string; readonly options: Reads },
): void {
  found.list([...path, 'start'], transitions.start, options, 'mentionRemoved');
  for (const [index, each] of items(transitions.moves)) {
    const at = [...path, 'moves', index];
    const move = object(each);
    const wholeMove: Remedy = { do: 'remove', path: at };
    found.list([...at, 'from'], move.from, options, 'mentionRemoved');
    found.text([...at, 'to'], move.to, options, 'ruleRemoved', wholeMove);
    found.condition([...at, 'when'], move.when, entity, { goesAs: true });
    found.list([...at, 'require'], move.require, fieldName(entity), 'mentionRemoved');
    found.list([...at, 'roles'], move.roles, definitionName('role'), 'mentionRemoved');
    found.text([...at, 'run'], move.run, definitionName('workflow'), 'mentionRemoved');
  }
}

/** The field that holds a rollup's values, with the type that the rollup leaves unsaid. */
function withoutRollup({ 'x-rollup': rollup, 'x-type': named, ...rest }: JsonObject): JsonObject {
  const kept = named === undefined || named === 'rollup' ? rest : { ...rest, 'x-type': named };
  const { type, format, 'x-type': own } = kept;
  if (type !== undefined || format !== undefined || own !== undefined) return kept;
  return { ...kept, type: textOf(object(rollup).value).startsWith('count') ? 'integer' : 'number' };
}

/** A rule that asks for nothing any more goes, and a relation that leads nowhere. */
export function pruneEntity(document: JsonObject): JsonObject {
  const rules = items(document['x-rules']).flatMap(([, rule]) => pruneRule(object(rule)));
  const properties = members(document.properties).filter(([, field]) => {
    const { to } = object(object(field)['x-relation']);
    return !Array.isArray(to) || to.length > 0;
  });
  const pruned = properties.map(([name, field]) => [name, pruneMoves(field)]);
  return {
    ...document,
    ...(document['x-rules'] === undefined ? {} : { 'x-rules': rules }),
    properties: Object.fromEntries(pruned),
  };
}

/** A list that is empty now would mean any value or anybody: such a move goes. */
function pruneMoves(field: Json): Json {
  const spec = isObject(field) ? field['x-transitions'] : undefined;
  if (!isObject(field) || !isObject(spec)) return field;
  const { start, moves, ...rest } = spec;
  const left = items(moves).flatMap(([, each]) => {
    const { require, ...move } = object(each);
    if ([move.from, move.roles].some(isEmptyList)) return [];
    return [require === undefined || isEmptyList(require) ? move : { ...move, require }];
  });
  return {
    ...field,
    'x-transitions': { ...rest, ...(start === undefined || isEmptyList(start) ? {} : { start }), moves: left },
  };
}

function isEmptyList(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}

function pruneRule(rule: JsonObject): JsonObject[] {
  const isEmpty = (value: Json): boolean =>
    Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
  const left = Object.fromEntries(Object.entries(rule).filter(([, value]) => !isEmpty(value)));
  return ['require', 'forbid', 'range', 'check'].some((keyword) => Object.hasOwn(left, keyword)) ? [left] : [];
}
