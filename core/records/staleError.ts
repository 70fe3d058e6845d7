import { KilnError } from '../errors/KilnError.ts';

/** `version` is the record's version now. */
export function staleError(version: number): KilnError {
  return new KilnError('KILN_STALE', {
    detail: `The record is at version ${version} now. Read it again and repeat the change.`,
    extra: { version },
  });
}
