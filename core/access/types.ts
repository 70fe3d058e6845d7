import type { CheckedExpression } from '../expressions/check.ts';
import type { Field, Mask, Model, Right, SystemRight } from '../model/types.ts';

/** What the holder of some roles may do, whoever it is: one object per set of roles and model. */
export interface Access {
  /** Equal for equal rights over records under one model; '' when unlimited. Part of what plans are cached by. */
  readonly key: string;
  /** Names of the roles held. */
  readonly roles: readonly string[];
  /** May do everything with every record. */
  readonly unlimited: boolean;
  /** May set what only the server writes (readOnly): plugins by their own rights. */
  readonly serves?: true;
  /** The model without what its holder may not see: requests are read, and documents written, in its words. */
  readonly model: Model;
  entity(name: string): EntityAccess;
  mayUse(right: SystemRight): boolean;
}

export interface EntityAccess {
  /** One for each role that gives the right, on some records at least. Empty: not at all. */
  grants(right: Right): readonly Grant[];
}

/** What one role gives on one entity, for one right. */
export interface Grant {
  readonly role: string;
  /** The records: all, or those for which it is true. A model's own expression: it sees every field and record. */
  readonly when: true | CheckedExpression;
  /** Relations that lead from the record to the one that `when` is about: line items follow their parent. */
  readonly through: readonly Step[];
  /** Equal for grants with the same records. */
  readonly rows: string;
  shown(field: Field): Shown;
  writable(field: Field): boolean;
}

export interface Step {
  /** Where the relation leads. */
  readonly entity: string;
  /** Name of the relation. */
  readonly field: string;
}

/**
 * How a field is read. `clear`: as far as what it is computed of may be read; `whole`: whatever else may not be read;
 * `no`: it is not there.
 */
export type Shown = 'clear' | 'whole' | 'no' | Mask;
