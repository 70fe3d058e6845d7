import { fieldTypes } from '../../../../../core/fields/fieldTypes.ts';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import { parsePointer } from '../../../lib/jsonPointer.ts';
import { isFieldSchema } from './fieldSchema.ts';
import { objectAt, withMember } from './members.ts';

/** What the palette offers, by what it is for. Names are those of field types. */
export const fieldGroups = [
  { name: 'text', types: ['text', 'multiline', 'markdown', 'email', 'phone', 'url', 'personName', 'address'] },
  { name: 'choice', types: ['select', 'multiSelect', 'tags', 'boolean', 'rating', 'color'] },
  { name: 'number', types: ['integer', 'decimal', 'money', 'percent', 'autoNumber'] },
  { name: 'time', types: ['date', 'dateTime', 'time', 'duration'] },
  { name: 'link', types: ['relation', 'manyToMany', 'polymorphic', 'user', 'children'] },
  { name: 'computed', types: ['formula', 'rollup'] },
  { name: 'file', types: ['image', 'images', 'file', 'files'] },
  { name: 'special', types: ['encrypted', 'geoPoint', 'json'] },
] as const;

export type FieldTypeName = (typeof fieldGroups)[number]['types'][number];

export const fieldTypeNames: readonly FieldTypeName[] = fieldGroups.flatMap(({ types }) => [...types]);

export function isFieldTypeName(text: string): text is FieldTypeName {
  return fieldTypeNames.some((name) => name === text);
}

/** What a new field may need to know of the model around it. */
export interface Surroundings {
  /** Name of the entity that gets the field. */
  readonly entity: string;
  /** Names of entities that a relation may point at, the likeliest first. */
  readonly targets: readonly string[];
  /** Relations of other entities that point here. */
  readonly incoming: readonly { readonly entity: string; readonly field: string }[];
  /** Name of the text that stands for a record; undefined: none of them does. */
  readonly display: string | undefined;
}

/** Whether a field of the type can be made at all: some need another entity that points here. */
export function canAdd(type: FieldTypeName, { incoming }: Surroundings): boolean {
  return (type !== 'rollup' && type !== 'children') || incoming.length > 0;
}

/** How a type is written in a document, with what it cannot be without. Titles of first options come in English. */
export function startingSchema(type: FieldTypeName, around: Surroundings): JsonObject {
  const [target = around.entity] = around.targets;
  const [child] = around.incoming;
  switch (type) {
    case 'text':
      return { type: 'string' };
    case 'multiline':
    case 'markdown':
    case 'email':
    case 'phone':
    case 'color':
    case 'date':
    case 'time':
    case 'duration':
      return { type: 'string', format: type };
    case 'dateTime':
      return { type: 'string', format: 'date-time' };
    case 'url':
      return { type: 'string', format: 'uri' };
    case 'integer':
      return { type: 'integer' };
    case 'decimal':
      return { type: 'number' };
    case 'boolean':
      return { type: 'boolean' };
    case 'rating':
      return { type: 'integer', 'x-type': 'rating', maximum: 5 };
    case 'tags':
      return { type: 'array', items: { type: 'string' } };
    case 'select':
      return { type: 'string', enum: firstOptions.values, 'x-options': firstOptions.texts };
    case 'multiSelect':
      return {
        type: 'array',
        items: { type: 'string', enum: firstOptions.values },
        'x-options': firstOptions.texts,
      };
    case 'autoNumber':
      return { type: 'string', 'x-number': '{yyyy}-{0000}' };
    case 'relation':
      return { 'x-relation': { to: target } };
    case 'manyToMany':
      return { 'x-relation': { to: target, many: true } };
    case 'polymorphic':
      return { 'x-relation': { to: around.targets.length > 1 ? around.targets.slice(0, 2) : '*' } };
    case 'children':
      return { 'x-children': { entity: child?.entity ?? target, field: child?.field ?? around.entity } };
    case 'rollup':
      return { 'x-rollup': { from: `${child?.entity ?? target}.${child?.field ?? around.entity}`, value: 'count()' } };
    case 'formula':
      return { type: 'string', 'x-formula': around.display ?? "''" };
    default:
      return { 'x-type': type };
  }
}

/** Keywords that every type of field understands. */
const shared = ['title', 'description', 'x-id', 'readOnly', 'x-sensitive'] as const;

/** The schema of a field under another type: what both understand stays, and options go over between the kinds of choices. */
export function withType(schema: JsonObject, type: FieldTypeName, around: Surroundings): JsonObject {
  const target = fieldTypes.get(type);
  const start = startingSchema(type, around);
  const understood = new Set<string>([...shared, ...(target?.options ?? [])]);
  // A default is a value of the old type.
  const kept = Object.entries(schema).filter(
    ([key]) => understood.has(key) && key !== 'default' && !Object.hasOwn(start, key),
  );
  const next = withOptions({ ...Object.fromEntries(kept), ...start }, type, schema);
  // What a keyword of the old type meant may be wrong for the new one.
  const faults = isFieldSchema(next) ? (target?.check(next) ?? []) : [];
  const wrong = new Set(faults.flatMap(({ pointer }) => parsePointer(pointer)[0] ?? []));
  return Object.fromEntries(Object.entries(next).filter(([key]) => !wrong.has(key) || Object.hasOwn(start, key)));
}

function withOptions(schema: JsonObject, type: FieldTypeName, before: JsonObject): JsonObject {
  const values = type === 'select' || type === 'multiSelect' ? valuesOf(before) : [];
  if (values.length === 0) return schema;
  const texts = objectAt(before, 'x-options');
  const next = withMember(schema, 'x-options', Object.keys(texts).length > 0 ? texts : undefined);
  return type === 'select' ? { ...next, enum: values } : { ...next, items: { type: 'string', enum: values } };
}

function valuesOf(schema: JsonObject): string[] {
  const values = Array.isArray(schema.enum) ? schema.enum : objectAt(schema, 'items').enum;
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
}

const firstOptions = {
  values: ['option1', 'option2', 'option3'],
  texts: {
    option1: { title: 'Option 1', color: 'blue' },
    option2: { title: 'Option 2', color: 'green' },
    option3: { title: 'Option 3', color: 'orange' },
  },
};
