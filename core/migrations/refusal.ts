import type { JsonObject } from '../lib/json.ts';

/** Why an operation is not done; the browser words it by `reason`, with the place it is about in the parameters. */
export type ReasonCode =
  /** Several records share a value: `records`. */
  | 'duplicates'
  /** There are records without a value. */
  | 'noValues'
  /** Values do not fit the new type: `records`. */
  | 'unfit'
  /** Records have an option that goes, and the field is required. */
  | 'optionRequired'
  /** Records point at something that is not there, or break a check. */
  | 'dataMisfit'
  /** The disk is full, or the database may not take more. */
  | 'noRoom'
  /** `message` is that of Postgres. */
  | 'databaseRefuses'
  /** The tables stay in use. */
  | 'tablesInUse'
  /** Data would go out of sight, and nobody agreed to that. */
  | 'dataLoss'
  /** Later definitions have made it unnecessary. */
  | 'obsolete'
  /** A mistake in Kiln, which the log tells. */
  | 'internal';

export interface Reason {
  readonly code: ReasonCode;
  /** `op`, `entity` and `field` of the operation, as in the plan, and what the code says. */
  readonly params: JsonObject;
}

interface Place {
  readonly op?: string;
  readonly entity?: string;
  readonly field?: string | undefined;
}

/** Member of an error that says why. */
export function refusal(
  code: ReasonCode,
  { op, entity, field }: Place = {},
  more: JsonObject = {},
): { readonly reason: Reason } {
  const place = { ...(op ? { op } : {}), ...(entity ? { entity } : {}), ...(field ? { field } : {}) };
  return { reason: { code, params: { ...place, ...more } } };
}
