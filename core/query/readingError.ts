import { DbError } from '../db/DbError.ts';
import { KilnError } from '../errors/KilnError.ts';

/**
 * Rethrows what a read failed with. A value that Postgres could not take came from the request's condition or cursor:
 * that is the request's mistake, and not one of a record's values.
 */
export function readingError(error: unknown): never {
  if (error instanceof DbError && error.sqlState.startsWith('22')) {
    throw new KilnError('KILN_BAD_QUERY', {
      detail: 'A value in the query does not fit the field that it is compared with.',
      cause: error,
    });
  }
  // A text of more than a gigabyte on the way to the answer.
  if (error instanceof DbError && error.sqlState === '54000') {
    throw new KilnError('KILN_TOO_EXPENSIVE', { detail: 'The answer would be too large. Select less.', cause: error });
  }
  throw error;
}
