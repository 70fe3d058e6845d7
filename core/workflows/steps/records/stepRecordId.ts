import { createHash } from 'node:crypto';

/**
 * The id of the record that a step of a run makes: the same however often the step is done, until it is
 * undone. Sorts by the time at which the run was made, as ids (uuid v7) do.
 *
 * @param idempotencyKey of the step, which begins with the id of the run
 */
export function stepRecordId(idempotencyKey: string): string {
  const hex = createHash('sha256').update(idempotencyKey).digest('hex');
  const variant = ((Number.parseInt(hex.slice(3, 4), 16) & 3) | 8).toString(16);
  return `${idempotencyKey.slice(0, 13)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`;
}
