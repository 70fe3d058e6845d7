import { KilnError } from '../errors/KilnError.ts';
import type { Json } from '../lib/json.ts';
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

/** `values`: JSON array text of the last row's sort values, as Postgres built it. */
export function encodeCursor(fingerprint: string, values: string): string {
  return Buffer.from(JSON.stringify([fingerprint, values])).toString('base64url');
}

/** Throws KILN_BAD_CURSOR for anything that encodeCursor did not make for this order. */
export function decodeCursor(fingerprint: string, keys: readonly SortKey[], cursor: string): Json[] {
  const values = cursor.length <= maxLength ? parseValues(fingerprint, cursor) : undefined;
  if (values?.length !== keys.length || !values.every(isScalar)) {
    throw new KilnError('KILN_BAD_CURSOR', {
      detail: 'This cursor was not given out for this list and order. Start again without `after`.',
      errors: [{ pointer: 'after', message: 'is not a cursor of this list and order' }],
    });
  }
  return values;
}

function parseValues(fingerprint: string, cursor: string): Json[] | undefined {
  try {
    const outer: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(outer) || outer[0] !== fingerprint || typeof outer[1] !== 'string') return undefined;
    const values: unknown = JSON.parse(outer[1]);
    return Array.isArray(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

function isScalar(value: Json): boolean {
  return typeof value !== 'object' && !(typeof value === 'string' && value.includes('\0'));
}
