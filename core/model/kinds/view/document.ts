import type { Definition } from '../../../definitions/types.ts';
import { isObject } from '../../../lib/json.ts';
import type { ViewType } from '../../types.ts';

/** A view document that schemas/meta/view.json accepts. */
export interface ViewDocument {
  readonly $id: string;
  readonly title: string;
  readonly entity: string;
  readonly default?: boolean;
  readonly type: ViewType;
  readonly columns?: readonly (string | { readonly field: string; readonly width?: number })[];
  readonly where?: string;
  readonly sort?: string;
  readonly groupBy?: string;
  readonly cardFields?: readonly string[];
  readonly sumField?: string;
  readonly startField?: string;
  readonly endField?: string;
  readonly titleField?: string;
  readonly colorField?: string;
}

/** The typed document of a definition that the metaschema has accepted. */
export function viewDocument(definition: Definition): ViewDocument {
  const document: unknown = definition.document;
  if (!isViewDocument(document)) throw new TypeError(`The view ${definition.name} was not checked`);
  return document;
}

// The metaschema has looked at everything below these members.
function isViewDocument(document: unknown): document is ViewDocument {
  return isObject(document) && typeof document.entity === 'string' && typeof document.type === 'string';
}
