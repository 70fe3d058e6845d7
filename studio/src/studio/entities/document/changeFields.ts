import { isObject, type Json, type JsonObject } from '../../../../../core/lib/json.ts';
import { inOrder } from '../../../../../core/model/kinds/entity/inOrder.ts';
import { objectAt, textsAt, withMember, withRenamed } from './members.ts';

/** With a new field before the one at `at`, as they are shown; at the end where `at` is not given. */
export function addField(document: JsonObject, name: string, schema: JsonObject, at?: number): JsonObject {
  const names = fieldNames(document);
  const next = { ...document, properties: { ...objectAt(document, 'properties'), [name]: schema } };
  return withOrder(next, names.toSpliced(at ?? names.length, 0, name));
}

export function changeField(
  document: JsonObject,
  name: string,
  change: (schema: JsonObject) => JsonObject,
): JsonObject {
  const properties = objectAt(document, 'properties');
  const schema = properties[name];
  if (!isObject(schema)) return document;
  return { ...document, properties: { ...properties, [name]: change(schema) } };
}

/** Without a field, and without what the document itself says of it. What others say of it is the server's to propose. */
export function removeField(document: JsonObject, name: string): JsonObject {
  const left = withoutMentions(document, name);
  return withMember(left, 'properties', withMember(objectAt(document, 'properties'), name, undefined));
}

/** A field goes to the place of the one at `to`, as they are shown. */
export function moveField(document: JsonObject, name: string, to: number): JsonObject {
  const rest = fieldNames(document).filter((other) => other !== name);
  return withOrder(document, rest.toSpliced(to, 0, name));
}

/**
 * Another name of the same field: what was saved under `savedAs` keeps its data by `x-id`. The document's own lists follow;
 * expressions and other documents follow in the change-set.
 */
export function renameField(document: JsonObject, from: string, to: string, savedAs: string | undefined): JsonObject {
  const properties = objectAt(document, 'properties');
  const schema = properties[from];
  if (!isObject(schema) || from === to || Object.hasOwn(properties, to)) return document;
  const id = typeof schema['x-id'] === 'string' ? schema['x-id'] : savedAs;
  const named = withMember(schema, 'x-id', id === undefined || id === to ? undefined : id);
  const renamed = withRenamed({ ...properties, [from]: named }, from, to);
  return mapMentions({ ...document, properties: renamed }, (name) => (name === from ? to : name));
}

/** A free name like the given one: `phone`, `phone2`, `phone3`. */
export function freeName(taken: Iterable<string>, wanted: string): string {
  const names = new Set(taken);
  const base = wanted.slice(0, 37);
  if (!names.has(base)) return base;
  for (let number = 2; ; number++) if (!names.has(`${base}${number}`)) return `${base}${number}`;
}

export function fieldNames(document: JsonObject): string[] {
  return inOrder(objectAt(document, 'properties'), textsAt(document, 'x-order')).map(([name]) => name);
}

/** Says the order only where it is not that in which the fields stand. */
function withOrder(document: JsonObject, names: readonly string[]): JsonObject {
  const standing = Object.keys(objectAt(document, 'properties'));
  const isStanding = standing.every((name, index) => names[index] === name);
  return withMember(document, 'x-order', isStanding ? undefined : [...names]);
}

const lists = ['required', 'x-order', 'x-search'] as const;

function withoutMentions(document: JsonObject, name: string): JsonObject {
  let next = document;
  for (const key of lists) next = keepList(next, key, (item) => item !== name);
  for (const key of ['x-unique', 'x-index'] as const) {
    next = keepList(next, key, (group) => !mentions(group, name));
  }
  return next['x-display'] === name ? withMember(next, 'x-display', undefined) : next;
}

function keepList(document: JsonObject, key: string, keep: (item: Json) => boolean): JsonObject {
  const list = document[key];
  if (!Array.isArray(list) || list.every(keep)) return document;
  const kept = list.filter(keep);
  return withMember(document, key, kept.length > 0 ? kept : undefined);
}

function mentions(group: Json, name: string): boolean {
  const fields = isObject(group) ? group.fields : group;
  return Array.isArray(fields) && fields.includes(name);
}

function mapMentions(document: JsonObject, rename: (name: string) => string): JsonObject {
  const each = (value: Json | undefined): Json | undefined => {
    if (typeof value === 'string') return rename(value);
    if (Array.isArray(value)) return value.map((item) => each(item) ?? item);
    return isObject(value) ? withMember(value, 'fields', each(value.fields)) : value;
  };
  let next = document;
  for (const key of [...lists, 'x-unique', 'x-index', 'x-display']) {
    if (document[key] !== undefined) next = withMember(next, key, each(document[key]));
  }
  const rules = document['x-rules'];
  return Array.isArray(rules) ? { ...next, 'x-rules': rules.map((rule) => mapRule(rule, rename)) } : next;
}

function mapRule(rule: Json, rename: (name: string) => string): Json {
  if (!isObject(rule)) return rule;
  const list = (key: string): JsonObject => (Array.isArray(rule[key]) ? { [key]: textsAt(rule, key).map(rename) } : {});
  const range = isObject(rule.range)
    ? { range: Object.fromEntries(Object.entries(rule.range).map(([name, bounds]) => [rename(name), bounds])) }
    : {};
  return { ...rule, ...list('require'), ...list('forbid'), ...range };
}
