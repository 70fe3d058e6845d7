import { DbError } from '../../db/DbError.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { RefusalError } from '../../sandbox/RefusalError.ts';
import { isFailure } from './isFailure.ts';

/**
 * A refusal at its place in the request. Where a host call was refused, it is not known for which of several records
 * the hook made it: it is then told of all of them.
 * @param today pointers in the plugin's words, in those of today
 */
export function placed(
  error: unknown,
  records: number,
  pointerOf: (index: number) => string,
  today: (pointer: string) => string,
): unknown {
  if (isFailure(error) || error instanceof DbError || !(error instanceof KilnError)) return error;
  const own = error instanceof RefusalError;
  const index = records === 1 ? 0 : own ? error.index : undefined;
  const place = index === undefined ? undefined : pointerOf(index);
  if (error.errors.length === 0 || (place === '' && !own)) return error;
  const errors = error.errors.map((each) => ({
    ...each,
    pointer: place === undefined ? '' : `${place}${own ? today(each.pointer) : each.pointer}`,
  }));
  return new KilnError(error.code, { detail: error.message, errors, extra: error.extra, cause: error.cause });
}
