import type { Definition } from '../../../definitions/types.ts';
import type { FieldSchema } from '../../../fields/types.ts';
import { isObject } from '../../../lib/json.ts';

/** An entity document that schemas/meta/entity.json accepts. */
export interface EntityDocument {
  readonly $id: string;
  readonly title: string;
  readonly description?: string;
  readonly properties: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly 'x-id'?: string;
  readonly 'x-plural'?: string;
  readonly 'x-icon'?: string;
  readonly 'x-group'?: string;
  readonly 'x-order'?: readonly string[];
  readonly 'x-display'?: string;
  readonly 'x-search'?: readonly string[];
  readonly 'x-owned'?: boolean;
  readonly 'x-settings'?: boolean;
  readonly 'x-managed'?: boolean;
  readonly 'x-unique'?: readonly UniqueKeyword[];
  readonly 'x-index'?: readonly (readonly string[])[];
  readonly 'x-parent'?: { readonly entity: string; readonly field: string };
  readonly 'x-rules'?: readonly RuleKeyword[];
}

export type UniqueKeyword = readonly string[] | { readonly fields: readonly string[]; readonly ignoreCase?: boolean };

export interface RuleKeyword {
  readonly when?: string;
  readonly require?: readonly string[];
  readonly forbid?: readonly string[];
  readonly check?: string;
  readonly range?: Readonly<Record<string, { readonly minimum?: number; readonly maximum?: number }>>;
  readonly message?: string;
}

/** The typed document of a definition that the metaschema has accepted. */
export function entityDocument(definition: Definition): EntityDocument {
  const document: unknown = definition.document;
  if (!isEntityDocument(document)) throw new TypeError(`The entity ${definition.name} was not checked`);
  return document;
}

// The metaschema has looked at everything below these members.
function isEntityDocument(document: unknown): document is EntityDocument {
  return isObject(document) && typeof document.title === 'string' && isObject(document.properties);
}
