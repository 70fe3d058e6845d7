import { toPointer } from '../definitions/pointer.ts';
import { fault, wordedFault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import { toJson } from '../expressions/toJson.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { actorVariable } from './actorVariable.ts';
import type { Circumstances } from './applyDefaults.ts';
import { firstSteps } from './firstSteps.ts';
import type { Field, Rule } from './types.ts';

/** What the rules of an entity need; an Entity is one. */
export interface Ruled {
  readonly rules: readonly Rule[];
  readonly fields: ReadonlyMap<string, Pick<Field, 'title' | 'formula'>>;
}

/**
 * What x-rules refuse in a whole record in API form (stored values with the changes over them, defaults applied).
 * Formulas are computed from the record, so they need not be in it. `rules` narrows to some of them, see changedRules.
 */
export function checkRules(
  entity: Ruled,
  record: JsonObject,
  { actor, now }: Circumstances,
  rules: readonly Rule[] = entity.rules,
): Fault[] {
  if (rules.length === 0) return [];
  const values = withFormulas(entity, rules, record, now);
  const variables = { ...values, actor: actorVariable(actor) };
  return rules.flatMap((rule) => {
    if (rule.evaluateWhen && rule.evaluateWhen(variables, { now }) !== true) return [];
    const titleOf = (name: string): string => entity.fields.get(name)?.title ?? name;
    const faults = [
      ...rule.require
        .filter((name) => isEmpty(values[name]))
        .map((name) => fault(toPointer([name]), 'requiredHere', { title: titleOf(name) })),
      ...rule.forbid
        .filter((name) => !isEmpty(values[name]))
        .map((name) => fault(toPointer([name]), 'mustBeEmpty', { title: titleOf(name) })),
      ...rule.ranges.flatMap((range) => outside(values[range.field], range, titleOf(range.field))),
    ];
    if (rule.evaluateCheck && rule.evaluateCheck(variables, { now }) !== true) {
      faults.push(brokenCheck(rule, titleOf));
    }
    const { message } = rule;
    return message === undefined ? faults : faults.map(({ pointer }) => wordedFault(pointer, 'rule', message));
  });
}

/** Rules whose outcome a change of these fields can alter. */
export function changedRules(entity: Ruled, names: readonly string[]): Rule[] {
  const changed = new Set(names);
  const isChanged = (name: string): boolean =>
    changed.has(name) || (entity.fields.get(name)?.formula?.uses.some(isChanged) ?? false);
  return entity.rules.filter((rule) => rule.uses.some(isChanged));
}

/** The record with the formulas that rules read. Formulas use each other without cycles. */
function withFormulas({ fields }: Ruled, rules: readonly Rule[], record: JsonObject, now: Date): JsonObject {
  const values: JsonObject = { ...record };
  const done = new Set<string>();
  const compute = (name: string): void => {
    const formula = fields.get(name)?.formula;
    if (formula === undefined || done.has(name)) return;
    done.add(name);
    formula.uses.forEach(compute);
    values[name] = toJson(formula.evaluate(values, { now }), formula.expression.type);
  };
  for (const rule of rules) rule.uses.forEach(compute);
  return values;
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function outside(value: Json | undefined, { field, minimum, maximum }: Rule['ranges'][number], title: string): Fault[] {
  if (typeof value !== 'number') return [];
  const at = toPointer([field]);
  if (minimum !== undefined && value < minimum) return [fault(at, 'minimumHere', { title, limit: minimum })];
  if (maximum !== undefined && value > maximum) return [fault(at, 'maximumHere', { title, limit: maximum })];
  return [];
}

function brokenCheck(rule: Rule, titleOf: (name: string) => string): Fault {
  const { option } = rule;
  if (option) {
    const params = { title: titleOf(option.field), option: option.title };
    return fault(toPointer([option.field]), 'optionHere', params);
  }
  const field = firstField(rule);
  return wordedFault(field === undefined ? '' : toPointer([field]), 'rule', fallback(rule));
}

/** The field at which a broken check is shown: the first that the check reads. */
function firstField(rule: Rule): string | undefined {
  return firstSteps(rule.check?.uses ?? []).find((name) => name !== 'actor');
}

function fallback(rule: Rule): string {
  return `This must hold: ${rule.check?.source ?? ''}`;
}
