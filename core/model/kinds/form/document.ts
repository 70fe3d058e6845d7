import type { Definition } from '../../../definitions/types.ts';
import { isObject } from '../../../lib/json.ts';

/** A form document that schemas/meta/form.json accepts. */
export interface FormDocument {
  readonly $id: string;
  readonly title: string;
  readonly entity: string;
  readonly default?: boolean;
  readonly roles?: readonly string[];
  readonly tabs: readonly TabDocument[];
}
interface TabDocument {
  readonly title?: string;
  readonly sections: readonly SectionDocument[];
}
export interface SectionDocument {
  readonly title?: string;
  readonly description?: string;
  readonly columns?: 1 | 2 | 3;
  readonly showWhen?: string;
  readonly fields: readonly (string | FormFieldDocument)[];
}
interface FormFieldDocument {
  readonly field: string;
  readonly span?: number;
  readonly showWhen?: string;
  readonly requireWhen?: string;
  readonly readOnlyWhen?: string;
  readonly help?: string;
}

/** The typed document of a definition that the metaschema has accepted. */
export function formDocument(definition: Definition): FormDocument {
  const document: unknown = definition.document;
  if (!isFormDocument(document)) throw new TypeError(`The form ${definition.name} was not checked`);
  return document;
}

// The metaschema has looked at everything below these members.
function isFormDocument(document: unknown): document is FormDocument {
  return isObject(document) && typeof document.entity === 'string' && Array.isArray(document.tabs);
}
