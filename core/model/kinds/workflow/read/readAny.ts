import { isObject, type Json } from '../../../../lib/json.ts';
import { readText } from '../../../templates/readText.ts';
import type { Template } from '../../../workflowTypes.ts';
import { complaint, inside, type Reader } from './Reader.ts';

/** JSON of any form; its texts are templates. */
export function readAny(value: Json, reader: Reader): Template {
  if (typeof value === 'string') return readText(value, { scope: reader.scope, complain: complaint(reader) });
  if (Array.isArray(value)) return listOf(value.map((item, index) => readAny(item, inside(reader, [index]))));
  if (!isObject(value)) return { is: 'value', value };
  return objectOf(Object.entries(value).map(([name, member]) => [name, readAny(member, inside(reader, [name]))]));
}

/** A list; of values alone a value. */
export function listOf(items: readonly Template[]): Template {
  const values = items.flatMap((item) => (item.is === 'value' ? [item.value] : []));
  return values.length === items.length ? { is: 'value', value: values } : { is: 'list', items };
}

/** An object; of values alone a value. */
export function objectOf(members: readonly (readonly [string, Template])[]): Template {
  const values = members.flatMap(([name, member]): [string, Json][] =>
    member.is === 'value' ? [[name, member.value]] : [],
  );
  if (values.length < members.length) return { is: 'object', members };
  return { is: 'value', value: Object.fromEntries(values) };
}
