import type { DefinitionSet, Kind } from '../definitions/kind.ts';
import type { Model } from './types.ts';

/** What kinds contribute to a model. */
export type ModelParts = Omit<Model, 'version' | 'definitions'>;

/** A kind that becomes part of the model. */
export interface ModelKind extends Kind {
  /** The kind's part of the model, of definitions that are checked. */
  readonly compile: (definitions: DefinitionSet) => Partial<ModelParts>;
}
