import type { JsonObject } from '../../../../../core/lib/json.ts';
import { objectAt, textAt, withPath, withRenamed } from './members.ts';

/** Where a text of an entity stands in the document of a language, below `entities` and the entity's name. */
export type TextPath = readonly string[];

export const fieldText = {
  title: (field: string): TextPath => ['fields', field, 'title'],
  help: (field: string): TextPath => ['fields', field, 'help'],
  option: (field: string, value: string): TextPath => ['fields', field, 'options', value],
};

export function localeText(locale: JsonObject | null | undefined, entity: string, path: TextPath): string {
  const last = path.at(-1) ?? '';
  return textAt(objectAt(locale, 'entities', entity, ...path.slice(0, -1)), last) ?? '';
}

/** An empty text is none: then the English one shows. */
export function withLocaleText(locale: JsonObject, entity: string, path: TextPath, text: string): JsonObject {
  return withPath(locale, ['entities', entity, ...path], text === '' ? undefined : text);
}

/** The texts follow a field, an option or an entity to its new name. */
export function withRenamedText(locale: JsonObject, path: readonly string[], from: string, to: string): JsonObject {
  const texts = objectAt(locale, ...path);
  if (!Object.hasOwn(texts, from)) return locale;
  return withPath(locale, path, withRenamed(texts, from, to));
}

export function withoutTexts(locale: JsonObject, path: readonly string[]): JsonObject {
  const here = objectAt(locale, ...path.slice(0, -1));
  return Object.hasOwn(here, path.at(-1) ?? '') ? withPath(locale, path, undefined) : locale;
}

/** The document of a language that has none yet. */
export function emptyLocale(language: string): JsonObject {
  return { $schema: 'kiln:locale', $id: language };
}
