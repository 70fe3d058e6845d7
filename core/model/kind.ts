import type { DefinitionSet, Kind } from '../definitions/kind.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Path, ReferencesOf } from './references/types.ts';
import type { Model } from './types.ts';

/** What kinds contribute to a model. */
export type ModelParts = Omit<Model, 'version' | 'definitions'>;

/** An entity as it is called, and as it was called before a change. */
export interface Renamed {
  readonly name: string;
  readonly was: string;
}

/** A kind that becomes part of the model. */
export interface ModelKind extends Kind {
  /** Written by Kiln itself: change-sets and files from outside have none, and nobody corrects them. */
  readonly managed?: true;
  /** The kind's part of the model, of definitions that are checked. */
  readonly compile: (definitions: DefinitionSet) => Partial<ModelParts>;
  /** What its documents name, so that they follow renames and do without what is gone. */
  readonly references: ReferencesOf;
  /**
   * The document with what it says of all entities said of each of these, where it speaks of them in no other way; `added`
   * leads to what is new in it. So that it can say something else of one of them.
   */
  readonly writeOut?: (
    document: JsonObject,
    entities: readonly Renamed[],
  ) => { readonly document: JsonObject; readonly added: readonly Path[] };
  /** What is left of a document from which something was taken: without what is empty now; null: nothing is left. */
  readonly prune?: (document: JsonObject) => JsonObject | null;
}
