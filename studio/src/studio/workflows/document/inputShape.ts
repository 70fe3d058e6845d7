import { isObject, type JsonObject } from '../../../../../core/lib/json.ts';
import { objectAt, textAt, textsAt, withMember, withRenamed } from '../../entities/document/members.ts';
import { freeName } from '../../forms/document/freeName.ts';

export const askedTypes = ['text', 'multiline', 'integer', 'decimal', 'boolean', 'date', 'dateTime'] as const;
export type AskedType = (typeof askedTypes)[number];

/** Something that is asked for. */
export interface Asked {
  readonly name: string;
  readonly title: string;
  /** undefined: it is of a type that is only set in JSON. */
  readonly type: AskedType | undefined;
  readonly isRequired: boolean;
}

const schemas: Readonly<Record<AskedType, JsonObject>> = {
  text: { type: 'string' },
  multiline: { type: 'string', 'x-type': 'multiline' },
  integer: { type: 'integer' },
  decimal: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  dateTime: { type: 'string', format: 'date-time' },
};

export function askedFor(input: JsonObject): Asked[] {
  const required = textsAt(input, 'required');
  return Object.entries(objectAt(input, 'properties')).map(([name, member]) => {
    const schema = isObject(member) ? member : {};
    const { title: _, ...rest } = schema;
    const type = askedTypes.find((each) => JSON.stringify(schemas[each]) === JSON.stringify(rest));
    return { name, title: textAt(schema, 'title') ?? '', type, isRequired: required.includes(name) };
  });
}

/** With something more that is asked for; undefined stands for an input that asks for nothing yet. */
export function askMore(input: JsonObject | undefined): JsonObject {
  const properties = objectAt(input, 'properties');
  const name = freeName('value', new Set(Object.keys(properties)));
  return { type: 'object', ...input, properties: { ...properties, [name]: { type: 'string' } } };
}

/** undefined: nothing is asked for any more. */
export function askNot(input: JsonObject, name: string): JsonObject | undefined {
  const properties = withMember(objectAt(input, 'properties'), name, undefined);
  if (Object.keys(properties).length === 0) return undefined;
  return setRequired({ ...input, properties }, name, false);
}

export function renameAsked(input: JsonObject, from: string, to: string): JsonObject {
  const properties = objectAt(input, 'properties');
  if (from === to || Object.hasOwn(properties, to)) return input;
  const required = textsAt(input, 'required').map((name) => (name === from ? to : name));
  const renamed = { ...input, properties: withRenamed(properties, from, to) };
  return withMember(renamed, 'required', required.length > 0 ? required : undefined);
}

export function setAsked(input: JsonObject, name: string, change: { title?: string; type?: AskedType }): JsonObject {
  const properties = objectAt(input, 'properties');
  const before = isObject(properties[name]) ? properties[name] : {};
  const title = change.title ?? textAt(before, 'title') ?? '';
  const { title: _, ...rest } = before;
  const schema = change.type === undefined ? rest : schemas[change.type];
  return { ...input, properties: { ...properties, [name]: { ...schema, ...(title === '' ? {} : { title }) } } };
}

export function setRequired(input: JsonObject, name: string, isRequired: boolean): JsonObject {
  const others = textsAt(input, 'required').filter((each) => each !== name);
  const required = isRequired ? [...others, name] : others;
  return withMember(input, 'required', required.length > 0 ? required : undefined);
}
