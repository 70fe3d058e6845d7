import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { targetKey } from './changesBetween.ts';
import { nameOf } from './nameOf.ts';
import type { OldName } from './oldNames.ts';
import { entityName, fieldName, optionValue } from './readers.ts';
import type { Name, Reads, Words } from './types.ts';

/** Puts today's names in the place of old ones, and keeps which it met. */
export interface Translator {
  readonly words: Words;
  readonly used: ReadonlySet<OldName>;
  text(text: string, reads: Reads): string;
  /** The values of a record, line items included. */
  values(entity: string, values: Json): Json;
}

export function createTranslator(words: Words, oldNames: readonly OldName[]): Translator {
  const known = new Map<string, OldName>();
  // The first of several counts: what was called so last.
  for (const old of oldNames) if (!known.has(keyOf(old))) known.set(keyOf(old), old);
  const used = new Set<OldName>();
  const oldNameOf = (name: Name, written: string): OldName | undefined =>
    known.get(JSON.stringify([name.target.what === 'option' ? '' : written, targetKey(name.target)]));

  const text: Translator['text'] = (source, reads) => {
    let result = source;
    for (const name of reads(source, words).toReversed()) {
      const old = oldNameOf(name, source.slice(name.start, name.end).replace(/^['"]|['"]$/g, ''));
      const now = old && name.write(nameOf(old.target));
      if (!old || now === undefined) continue;
      used.add(old);
      result = result.slice(0, name.start) + now + result.slice(name.end);
    }
    return result;
  };

  const values: Translator['values'] = (entity, given) => {
    if (!isObject(given)) return given;
    const entries = Object.entries(given).map(([key, value]): [string, Json] => {
      const name = text(key, fieldName(entity));
      return [name !== key && Object.hasOwn(given, name) ? key : name, fieldValue(entity, name, value)];
    });
    return Object.fromEntries(entries);
  };

  const fieldValue = (entity: string, name: string, value: Json): Json => {
    const field = words.get(entity)?.fields.get(name);
    if (!field) return value;
    const { children, relation, schema } = field;
    if (children && Array.isArray(value)) return value.map((item) => values(children.entity, item));
    if (relation?.kind === 'polymorphic' && isObject(value)) return withEntity(value);
    const option = optionValue(entity, name);
    if (schema.enum && typeof value === 'string') return text(value, option);
    if (schema.items?.enum && Array.isArray(value)) {
      return value.map((item) => (typeof item === 'string' ? text(item, option) : item));
    }
    return value;
  };

  const withEntity = (value: JsonObject): JsonObject =>
    typeof value.entity === 'string' ? { ...value, entity: text(value.entity, entityName) } : value;

  return { words, used, text, values };
}

/** By what is written and what is meant; a value of an option is both. */
function keyOf({ name, target }: OldName): string {
  if (target.what === 'option') return JSON.stringify(['', targetKey({ ...target, value: name })]);
  return JSON.stringify([name, targetKey(target)]);
}
