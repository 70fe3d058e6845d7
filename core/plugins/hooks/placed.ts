import { DbError } from '../../db/DbError.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { RefusalError } from '../../sandbox/RefusalError.ts';
import { isFailure } from './isFailure.ts';

/**
 * A refusal at its place in the request. Where a host call was refused, it is not known for which of several records
 * the hook made it: it is then told of all of them.
 */
export function placed(error: unknown, records: number, pointerOf: (index: number) => string): unknown {
  if (isFailure(error) || error instanceof DbError || !(error instanceof KilnError)) return error;
  const index = records === 1 ? 0 : error instanceof RefusalError ? error.index : undefined;
  const place = index === undefined ? undefined : pointerOf(index);
  if (place === '' || error.errors.length === 0) return error;
  const errors = error.errors.map((each) => ({
    ...each,
    pointer: place === undefined ? '' : `${place}${each.pointer}`,
  }));
  return new KilnError(error.code, { detail: error.message, errors, extra: error.extra, cause: error.cause });
}
