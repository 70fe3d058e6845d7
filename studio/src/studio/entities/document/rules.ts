import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';
import { withRenamedText } from './localeTexts.ts';
import { objectAt, textAt, textsAt, withMember, withPath } from './members.ts';

/** Least and greatest value that a field may have. */
interface RuleRange {
  readonly field: string;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

/** What must hold for a record, always or when a condition is true. */
export interface EntityRule {
  /** CEL; empty: always. */
  readonly when: string;
  /** Fields that must have a value. */
  readonly require: readonly string[];
  /** Fields that must be empty. */
  readonly forbid: readonly string[];
  readonly ranges: readonly RuleRange[];
  /** CEL that must be true; empty: nothing. */
  readonly check: string;
  /** What people are told, in English; empty: what is wrong, in general words. */
  readonly message: string;
}

export function entityRules(document: JsonObject): EntityRule[] {
  return listOf(document).map((rule) => ({
    when: textAt(rule, 'when') ?? '',
    require: textsAt(rule, 'require'),
    forbid: textsAt(rule, 'forbid'),
    ranges: Object.entries(objectAt(rule, 'range')).map(([field, bounds]) => ({
      field,
      minimum: numberAt(bounds, 'minimum'),
      maximum: numberAt(bounds, 'maximum'),
    })),
    check: textAt(rule, 'check') ?? '',
    message: textAt(rule, 'message') ?? '',
  }));
}

/** With a rule more, which says nothing yet. */
export function addRule(document: JsonObject): JsonObject {
  return withRules(document, [...listOf(document), { require: [] }]);
}

/** The rule at a place says something else; what is empty is not said. */
export function changeRule(document: JsonObject, at: number, change: Partial<EntityRule>): JsonObject {
  return withRules(
    document,
    listOf(document).map((rule, index) => (index === at ? changed(rule, change) : rule)),
  );
}

/** Texts of the other language are known by the English message: they go with the rule, unless another has the same. */
export function removeRule(document: JsonObject, locale: JsonObject, entity: string, at: number) {
  const next = withRules(document, listOf(document).toSpliced(at, 1));
  const message = entityRules(document)[at]?.message ?? '';
  const isLast = message !== '' && !entityRules(next).some((rule) => rule.message === message);
  return { document: next, locale: isLast ? withPath(locale, [...texts(entity), message], undefined) : locale };
}

/** Another message in English; what it is in the other language stays with it. */
export function setRuleMessage(document: JsonObject, locale: JsonObject, entity: string, at: number, message: string) {
  const before = entityRules(document)[at]?.message ?? '';
  const next = changeRule(document, at, { message });
  const isShared = entityRules(next).some((rule) => rule.message === before);
  if (before === '' || isShared) return { document: next, locale };
  if (message === '') return { document: next, locale: withPath(locale, [...texts(entity), before], undefined) };
  return { document: next, locale: withRenamedText(locale, texts(entity), before, message) };
}

export function ruleText(locale: JsonObject | null, entity: string, message: string): string {
  return textAt(objectAt(locale, ...texts(entity)), message) ?? '';
}

export function withRuleText(locale: JsonObject, entity: string, message: string, text: string): JsonObject {
  return withPath(locale, [...texts(entity), message], text === '' ? undefined : text);
}

function texts(entity: string): readonly string[] {
  return ['entities', entity, 'rules'];
}

function changed(rule: JsonObject, change: Partial<EntityRule>): JsonObject {
  let next = rule;
  for (const key of ['when', 'check', 'message'] as const) {
    const text = change[key];
    if (text !== undefined) next = withMember(next, key, text.trim() === '' ? undefined : text);
  }
  for (const key of ['require', 'forbid'] as const) {
    const names = change[key];
    if (names) next = withMember(next, key, names.length > 0 ? [...names] : undefined);
  }
  if (change.ranges) next = withMember(next, 'range', rangeOf(change.ranges));
  const saysSomething = ['require', 'forbid', 'check', 'range'].some((key) => key in next);
  // Else the document would not tell that something is missing.
  return saysSomething ? next : { ...next, require: [] };
}

function rangeOf(ranges: readonly RuleRange[]): JsonObject | undefined {
  if (ranges.length === 0) return undefined;
  return Object.fromEntries(
    ranges.map(({ field, minimum, maximum }) => [
      field,
      { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) },
    ]),
  );
}

function listOf(document: JsonObject): JsonObject[] {
  const rules = document['x-rules'];
  return Array.isArray(rules) ? rules.map((rule) => (isObject(rule) ? rule : {})) : [];
}

function withRules(document: JsonObject, rules: readonly JsonObject[]): JsonObject {
  return withMember(document, 'x-rules', rules.length > 0 ? [...rules] : undefined);
}

function numberAt(bounds: unknown, key: string): number | undefined {
  const value = isObject(bounds) ? bounds[key] : undefined;
  return typeof value === 'number' ? value : undefined;
}
