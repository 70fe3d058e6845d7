import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';
import { freeName } from './changeFields.ts';
import { objectAt, textsAt, withMember, withRenamed } from './members.ts';

/** What JSON a field or a part of it holds. */
export const shapeTypes = ['any', 'object', 'array', 'string', 'integer', 'number', 'boolean'] as const;
export type ShapeType = (typeof shapeTypes)[number];

export interface ShapeMember {
  readonly name: string;
  readonly schema: JsonObject;
  readonly isRequired: boolean;
}

/** More than this the server takes for a mistake. */
export const mostLevels = 10;

export function shapeType(schema: JsonObject): ShapeType {
  return shapeTypes.find((type) => type === schema.type) ?? 'any';
}

/** Another type: what only the old one understands goes. */
export function withShapeType(schema: JsonObject, type: ShapeType): JsonObject {
  const kept = Object.entries(schema).filter(([key]) => !ofType.has(key));
  return { ...Object.fromEntries(kept), ...(type === 'any' ? {} : { type }) };
}

export function shapeMembers(schema: JsonObject): ShapeMember[] {
  const required = new Set(textsAt(schema, 'required'));
  return Object.entries(objectAt(schema, 'properties')).map(([name, member]) => ({
    name,
    schema: isObject(member) ? member : {},
    isRequired: required.has(name),
  }));
}

export function addMember(schema: JsonObject): JsonObject {
  const members = objectAt(schema, 'properties');
  const name = freeName(Object.keys(members), 'member');
  return { ...schema, properties: { ...members, [name]: { type: 'string' } } };
}

export function changeMember(schema: JsonObject, name: string, member: JsonObject): JsonObject {
  return { ...schema, properties: { ...objectAt(schema, 'properties'), [name]: member } };
}

export function removeMember(schema: JsonObject, name: string): JsonObject {
  const members = withMember(objectAt(schema, 'properties'), name, undefined);
  const left = withMember(schema, 'properties', Object.keys(members).length > 0 ? members : undefined);
  return setRequired(left, name, false);
}

export function renameMember(schema: JsonObject, from: string, to: string): JsonObject {
  const required = textsAt(schema, 'required').map((name) => (name === from ? to : name));
  const renamed = { ...schema, properties: withRenamed(objectAt(schema, 'properties'), from, to) };
  return withMember(renamed, 'required', required.length > 0 ? required : undefined);
}

export function setRequired(schema: JsonObject, name: string, isRequired: boolean): JsonObject {
  const others = textsAt(schema, 'required').filter((each) => each !== name);
  const next = isRequired ? [...others, name] : others;
  return withMember(schema, 'required', next.length > 0 ? next : undefined);
}

export function isMemberName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(name);
}

const ofType: ReadonlySet<string> = new Set([
  ...['type', 'properties', 'required', 'additionalProperties', 'items', 'minItems', 'maxItems', 'uniqueItems'],
  ...['enum', 'format', 'minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'multipleOf'],
  ...['exclusiveMinimum', 'exclusiveMaximum'],
]);
