import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import { celText } from '../../lib/celText.ts';
import { findPath } from '../listViews.ts';
import { type Comparison, comparisonOf, valueCount } from './operators.ts';
import type { FilterGroup, FilterNode, FilterRule, FilterValue } from './types.ts';

/** A condition as CEL. Rules that are not filled in yet are left out; undefined when nothing is left. */
export function printFilter(model: BrowserModel, entity: BrowserEntity, node: FilterNode): string | undefined {
  switch (node.kind) {
    case 'text':
      return node.source.trim() || undefined;
    case 'rule':
      return isComplete(node) ? printRule(model, entity, node) : undefined;
    case 'group':
      return printGroup(model, entity, node);
  }
}

/** True when an operator has the values it needs. */
export function isComplete({ operator, values }: FilterRule): boolean {
  const needed = valueCount(operator);
  const given = values.filter((value) => value !== '').length;
  return needed === 'many' ? given > 0 : given >= needed;
}

function printGroup(model: BrowserModel, entity: BrowserEntity, { join, not, items }: FilterGroup): string | undefined {
  const parts = items.flatMap((item) => {
    const text = printFilter(model, entity, item);
    return text === undefined ? [] : [{ text, needsBrackets: items.length > 1 && bindsLoosely(item) }];
  });
  const [only] = parts;
  if (!only) return undefined;
  const text =
    parts.length === 1
      ? only.text
      : parts.map((part) => (part.needsBrackets ? `(${part.text})` : part.text)).join(join === 'and' ? ' && ' : ' || ');
  return not ? `!(${text})` : text;
}

/** Groups, and rules of more than one comparison, must not run into what stands beside them. */
function bindsLoosely(node: FilterNode): boolean {
  if (node.kind === 'group') return !node.not;
  return node.kind === 'text' || node.operator === 'between';
}

function printRule(model: BrowserModel, entity: BrowserEntity, rule: FilterRule): string | undefined {
  const found = findPath(model, entity, rule.path);
  if (!found) return undefined;
  const comparison = comparisonOf(found.field);
  const { path, operator } = rule;
  const list = printList(rule.values, comparison);
  const [first = '', second = ''] = rule.values.map((value) => printValue(value, comparison));
  const folded = () => celText(String(rule.values[0]).toLowerCase());
  switch (operator) {
    case 'is':
      return comparison === 'anyRecord' ? `${path}.id == ${first}` : `${path} == ${first}`;
    case 'isNot':
      return comparison === 'anyRecord' ? `${path}.id != ${first}` : `${path} != ${first}`;
    case 'in':
      return `${path} in ${list}`;
    case 'notIn':
      return `!(${path} in ${list})`;
    case 'contains':
      return `${path}.lower().contains(${folded()})`;
    case 'notContains':
      return `!${path}.lower().contains(${folded()})`;
    case 'startsWith':
      return `${path}.lower().startsWith(${folded()})`;
    case 'endsWith':
      return `${path}.lower().endsWith(${folded()})`;
    case 'containsCase':
      return `${path}.contains(${first})`;
    case 'startsWithCase':
      return `${path}.startsWith(${first})`;
    case 'endsWithCase':
      return `${path}.endsWith(${first})`;
    case 'less':
      return `${path} < ${first}`;
    case 'atMost':
      return `${path} <= ${first}`;
    case 'greater':
      return `${path} > ${first}`;
    case 'atLeast':
      return `${path} >= ${first}`;
    case 'between':
      return `${path} >= ${first} && ${path} <= ${second}`;
    case 'has':
      return comparison === 'records' ? `${path}.exists(r, r.id == ${first})` : `${first} in ${path}`;
    case 'hasNot':
      return comparison === 'records' ? `!${path}.exists(r, r.id == ${first})` : `!(${first} in ${path})`;
    case 'hasAny':
      return `${path}.exists(v, v in ${list})`;
    case 'empty':
      // Records are no value that could be null.
      return comparison === 'records' ? `${path}.size() == 0` : `${path} == null`;
    case 'notEmpty':
      return comparison === 'records' ? `${path}.size() > 0` : `${path} != null`;
  }
}

/** What is known of who asks is a list by itself. */
function printList(values: readonly FilterValue[], comparison: Comparison): string {
  const [only] = values;
  if (values.length === 1 && typeof only === 'object' && 'actor' in only) return `actor.${only.actor}`;
  return `[${values.map((value) => printValue(value, comparison)).join(', ')}]`;
}

function printValue(value: FilterValue, comparison: Comparison): string {
  if (typeof value !== 'object') return typeof value === 'string' ? celText(value) : String(value);
  if ('me' in value) return 'actor.id';
  if ('actor' in value) return `actor.${value.actor}`;
  const start = comparison === 'dateTime' ? 'now()' : 'today()';
  return value.days === 0 ? start : `${start}.addDays(${value.days})`;
}
