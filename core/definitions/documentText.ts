import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import type { Kind } from './kind.ts';

/**
 * The one text of a document, for its file: keys in the order of the metaschema, fields and options as they stand, all
 * other names by the alphabet, two blanks a level, one newline at the end. Equal documents have equal texts, whatever
 * the order of their keys was; only the order of fields and options is their own.
 */
export function documentText(document: JsonObject, { metaschema }: Pick<Kind, 'metaschema'>): string {
  const root = objectOf(metaschema);
  const { 'x-base': base, ...rest } = document;
  const ordered = orderKeys(rest, [root], root, '');
  // What a patch remembers is for Kiln; people read what comes before.
  const text = isObject(base) ? { ...ordered, 'x-base': orderKeys(base, [root], root, '') } : ordered;
  return `${JSON.stringify(text, null, 2)}\n`;
}

function orderKeys(object: JsonObject, schemas: readonly JsonObject[], root: JsonObject, name: string): JsonObject {
  const known = [
    '$schema',
    '$id',
    'x-id',
    'x-patch',
    ...schemas.flatMap((schema) => Object.keys(objectOf(schema.properties))),
  ];
  const places = new Map([...new Set(known)].map((key, index) => [key, index]));
  const keys = Object.keys(object);
  if (name !== 'properties' && name !== 'x-options') {
    const placeOf = (key: string) => places.get(key) ?? places.size;
    keys.sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
  }
  return Object.fromEntries(
    keys.map((key) => [key, order(object[key] ?? null, schemasOf(schemas, key, root), root, key)]),
  );
}

function order(value: Json, schemas: readonly JsonObject[], root: JsonObject, name: string): Json {
  if (Array.isArray(value)) {
    const items = schemas.flatMap((schema) => spread(schema.items, root));
    return value.map((item) => order(item, items, root, ''));
  }
  return isObject(value) ? orderKeys(value, schemas, root, name) : value;
}

/** Schemas of a member: its own, or that of all members without one. */
function schemasOf(schemas: readonly JsonObject[], key: string, root: JsonObject): JsonObject[] {
  return schemas.flatMap(({ properties, additionalProperties }) =>
    spread(objectOf(properties)[key] ?? additionalProperties, root),
  );
}

/** A schema with those that it refers to or chooses from. */
function spread(given: Json | undefined, root: JsonObject): JsonObject[] {
  if (!isObject(given)) return [];
  const { $ref, allOf, anyOf, oneOf, then: positive, else: negative } = given;
  const target = typeof $ref === 'string' ? objectOf(root.$defs)[$ref.replace('#/$defs/', '')] : undefined;
  const parts = [
    target,
    positive,
    negative,
    ...[allOf, anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list : [])),
  ];
  return [given, ...parts.flatMap((part) => spread(part, root))];
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
