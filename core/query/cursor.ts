import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { isUuid } from './bind.ts';
import type { SortKey } from './parseSort.ts';

const maxLength = 20_000;

/**
 * Names the order that a cursor belongs to, so that a cursor of one order is refused under another.
 */
export function orderFingerprint(keys: readonly SortKey[]): string {
  return keys
    .map((key) => `${key.descending ? '-' : ''}${[...key.path, key.field].map((field) => field.id).join('.')}`)
    .join(',');
}

/** `seen`: the last row's sort values as Postgres wrote them. */
export function encodeCursor(fingerprint: string, seen: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify([fingerprint, ...seen])).toString('base64url');
}

/** Throws KILN_BAD_CURSOR for anything that encodeCursor did not make for this order. */
export function decodeCursor(fingerprint: string, keys: readonly SortKey[], cursor: string): (string | null)[] {
  const [order, ...seen] = cursor.length <= maxLength ? parse(cursor) : [];
  if (order !== fingerprint || seen.length !== keys.length || !isUuid(seen.at(-1))) {
    throw new KilnError('KILN_BAD_CURSOR', {
      detail: 'This cursor was not given out for this list and order. Start again without `after`.',
      errors: [wordedFault('after', 'other', 'Is not a cursor of this list and order.')],
    });
  }
  return seen;
}

function parse(cursor: string): (string | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(values) && values.every(isSeen) ? values : [];
  } catch {
    return [];
  }
}

function isSeen(value: unknown): value is string | null {
  return value === null || (typeof value === 'string' && value.isWellFormed() && !value.includes('\0'));
}
