import type { Json, JsonObject } from '../lib/json.ts';
import type { FaultCode } from './faultCodes.ts';

/**
 * A sentence: `message` in English, `code` and `params` to say it in another language. One that is written as a tagged
 * template has the code `other`, and the params `text`, where {0}, {1} … stand for values, and `values`: texts, numbers
 * and sentences.
 */
export type Said = { readonly message: string; readonly code: FaultCode; readonly params: JsonObject };

/** A sentence as it reads in English. Catalogues know it by its text with the places for values. */
export function said(texts: TemplateStringsArray, ...values: readonly (string | number | Said)[]): Said {
  const messages = values.map((value) => (typeof value === 'object' ? value.message : String(value)));
  return {
    message: texts.reduce((all, text, index) => all + messages[index - 1] + text),
    code: 'other',
    params: {
      text: texts.reduce((all, text, index) => `${all}{${index - 1}}${text}`),
      values: values.map((value): Json => (typeof value === 'object' ? sentence(value) : value)),
    },
  };
}

/** Words that nobody can say in another language: those of a library. */
export function inEnglish(message: string): Said {
  return { message, code: 'other', params: {} };
}

/** Several with the same words between each two, such as ` or `; nothing where there are none. */
export function saidList(items: readonly (string | Said)[], both: (all: Said, next: string | Said) => Said): Said {
  const [first = '', ...rest] = items;
  return rest.reduce(both, typeof first === 'object' ? first : said`${first}`);
}

/** The sentence with other texts in it. */
export function withTexts(words: Said, change: (text: string) => string): Said {
  const changed = (value: Json): Json => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(changed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, isName(key) ? each : changed(each)]));
  };
  const { message, code, params } = words;
  const entries = Object.entries(params).map(([key, each]) => [key, isName(key) ? each : changed(each)]);
  return { message: change(message), code, params: Object.fromEntries(entries) };
}

/** What a sentence is known by. */
function isName(key: string): boolean {
  return key === 'code' || key === 'text';
}

/** A fault, say, without its place. */
function sentence({ message, code, params }: Said): JsonObject {
  return { message, code, params };
}
