import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';

/** Faults of one operation point into its place in the batch. */
export function rethrowAt(pointer: string, error: unknown): never {
  if (!(error instanceof KilnError)) throw error;
  const own = [wordedFault(pointer, 'other', error.message)];
  // What is said of the whole record is said of the operation: a removal has no values.
  const inValues = error.errors.map((each) => ({
    ...each,
    pointer: each.pointer === '' ? pointer : `${pointer}/values${each.pointer}`,
  }));
  throw new KilnError(error.code, {
    detail: `${pointer}: ${error.message}`,
    errors: inValues.length > 0 ? inValues : own,
    extra: error.extra,
    cause: error,
  });
}
