import type { Definition } from '../../../definitions/types.ts';
import { isObject } from '../../../lib/json.ts';
import type { Locale } from '../../types.ts';

/** A locale document that schemas/meta/locale.json accepts. */
export interface LocaleDocument extends Partial<Omit<Locale, 'language'>> {
  readonly $id: string;
}

/** The typed document of a definition that the metaschema has accepted. */
export function localeDocument(definition: Definition): LocaleDocument {
  const document: unknown = definition.document;
  if (!isLocaleDocument(document)) throw new TypeError(`The locale ${definition.name} was not checked`);
  return document;
}

// The metaschema has looked at everything below.
function isLocaleDocument(document: unknown): document is LocaleDocument {
  return isObject(document) && typeof document.$id === 'string';
}
