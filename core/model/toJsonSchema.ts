import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import type { Entity, Field, Model } from './types.ts';

/** JSON Schemas (2020-12, self-contained) of what the API gives and takes. */
export interface EntitySchemas {
  /** A record as it is read: every field, null where empty. Relations as ids. */
  readonly read: JsonObject;
  /** Body of a create. */
  readonly create: JsonObject;
  /** Body of an update: only what changes. */
  readonly update: JsonObject;
}

/** Schemas of an entity with titles and descriptions, for OpenAPI and generated types. */
export function toJsonSchema(model: Pick<Model, 'entities'>, entity: Entity): EntitySchemas {
  const title = entity.title;
  const description = entity.description === undefined ? {} : { description: entity.description };
  const head = { title, ...description, type: 'object', additionalProperties: false };
  return {
    read: { ...head, ...readMembers(entity) },
    create: inputSchema(model, entity, 'create', 'published'),
    update: inputSchema(model, entity, 'update', 'published'),
  };
}

/**
 * `published`: null where a field may be empty, standard keywords only. `compiled`: for createAjv, nulls already left
 * out.
 */
export type SchemaStyle = 'published' | 'compiled';

/** JSON Schema of the body of a create or an update, line items inside. */
export function inputSchema(
  model: Pick<Model, 'entities'>,
  entity: Entity,
  mode: 'create' | 'update',
  style: SchemaStyle,
): JsonObject {
  return members({ model, mode, style }, entity, []);
}

/** The other ends of relations and children are not part of a record unless they are selected. */
function readMembers(entity: Entity): JsonObject {
  const properties: JsonObject = {};
  const required: string[] = [];
  for (const field of entity.fields.values()) {
    if (field.children) continue;
    const value = annotated(field, readValue(field));
    properties[field.name] = field.required ? value : nullable(value);
    required.push(field.name);
  }
  return { properties, required };
}

function readValue(field: Field): JsonObject {
  if (field.relation?.kind !== 'polymorphic') return plain(field.type.valueSchema(field.schema));
  return {
    type: 'object',
    properties: {
      entity: { type: 'string', enum: [...field.relation.targets] },
      id: { type: 'string', format: 'uuid' },
    },
    required: ['entity', 'id'],
    additionalProperties: false,
  };
}

interface Input {
  readonly model: Pick<Model, 'entities'>;
  readonly mode: 'create' | 'update';
  readonly style: SchemaStyle;
}

function members(input: Input, entity: Entity, ancestors: readonly string[]): JsonObject {
  const properties: JsonObject = {};
  const required: string[] = [];
  for (const field of entity.fields.values()) {
    const isId = field.name === 'id' && (input.mode === 'create' || ancestors.length > 0);
    if (field.computed && !isId) continue;
    // The server knows the parent of line items.
    if (ancestors.length > 0 && field.name === entity.parent?.field) continue;
    const child = field.children && input.model.entities.get(field.children.entity);
    // Line items of line items of the same entity would never end.
    if (child && ancestors.includes(child.name)) continue;
    const value = annotated(field, field.type.valueSchema(field.schema));
    if (child) value.items = members(input, child, [...ancestors, entity.name]);
    const hasDefault = field.defaultValue !== undefined || field.defaultExpression !== undefined;
    const isNeeded = input.mode === 'create' && field.required && !hasDefault && !isId;
    const isNullable = !isId && !(field.required && (input.mode === 'update' || isNeeded));
    if (input.style === 'compiled') properties[field.name] = value;
    else properties[field.name] = isNullable ? nullable(plain(value)) : plain(value);
    if (isNeeded) required.push(field.name);
  }
  const description = entity.description === undefined ? {} : { description: entity.description };
  const head = { title: entity.title, ...description, type: 'object', additionalProperties: false };
  return { ...head, properties, ...(required.length > 0 ? { required } : {}) };
}

function annotated(field: Field, value: JsonObject): JsonObject {
  const { description } = field.schema;
  return {
    title: field.title,
    ...(description === undefined ? {} : { description }),
    ...value,
    ...(field.defaultValue === undefined ? {} : { default: field.defaultValue }),
    ...(field.computed && field.name !== 'id' ? { readOnly: true } : {}),
  };
}

/** The same schema, or null. */
function nullable(schema: JsonObject): JsonObject {
  const { title, description, default: fallback, readOnly, ...value } = schema;
  const texts: JsonObject = {};
  for (const [key, text] of Object.entries({ title, description, default: fallback, readOnly })) {
    if (text !== undefined) texts[key] = text;
  }
  const { type, enum: options, const: only } = value;
  if (typeof type !== 'string' || only !== undefined) return { ...texts, anyOf: [value, { type: 'null' }] };
  return {
    ...texts,
    ...value,
    type: [type, 'null'],
    ...(Array.isArray(options) ? { enum: [...options, null] } : {}),
  };
}

/** Without the keywords that only Kiln's own Ajv knows. */
export function plain(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== 'x-digits' && key !== 'x-json')
      .map(([key, value]): [string, Json] => [key, Array.isArray(value) ? value.map(plainItem) : plainItem(value)]),
  );
}

function plainItem(value: Json): Json {
  return isObject(value) ? plain(value) : value;
}
