import type { Said } from '../errors/said.ts';
import type { JsonObject } from '../lib/json.ts';

/** One JSON document. `name` is its $id; `file` is where it was read, for messages. */
export interface Definition {
  readonly kind: string;
  readonly name: string;
  /** `crm`, a plugin's id, or `local`. */
  readonly package: string;
  readonly document: JsonObject;
  readonly file?: string;
  /** After mergeLayers: the documents of other packages that are part of `document`, in the order of their layers. */
  readonly patches?: readonly Definition[];
}

/** One thing wrong with a set of definitions. */
export interface DefinitionProblem extends Said {
  readonly kind: string;
  readonly name: string;
  readonly file?: string;
  /** JSON pointer into the document. */
  readonly pointer: string;
}
