import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';

/** JSON values narrowed to what a widget or cell works with; undefined when they are something else. */
export function asText(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function asNumber(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function asTexts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function asObjects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function asObject(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** Nothing there: null, undefined, blank text, an empty list. */
export function isEmpty(value: Json | undefined): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Any value as one line of plain text, for titles, chips and search. */
export function plainText(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(plainText).filter(Boolean).join(', ');
  if (isObject(value)) return personName(value) || plainText(Object.values(value));
  return String(value);
}

const chinese = /\p{Script=Han}/u;

/** A person's name in the order of its script: 王小明, but Ada Lovelace. */
export function personName(value: JsonObject): string {
  const [first, middle, last] = [value.first, value.middle, value.last].map(asText);
  if (last && chinese.test(last)) return `${last}${middle ?? ''}${first ?? ''}`;
  return [first, middle, last].filter(Boolean).join(' ');
}
