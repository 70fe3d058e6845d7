import { KilnError } from '../../errors/KilnError.ts';
import type { Json } from '../../lib/json.ts';
import { mostBytes } from './limits.ts';

export interface Stored<T extends Json> {
  readonly value: T;
  readonly bytes: number;
}

/**
 * A value as it can be recorded, and its size: characters that Postgres cannot hold are replaced. Throws
 * KILN_STEP_TOO_LARGE where it is larger than a step may record.
 */
export function storable<T extends Json>(value: T, what: 'input' | 'output'): Stored<T> {
  const text = JSON.stringify(value);
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) {
    const detail = `The ${what} of a step may have ${mostBytes} bytes; this one has ${bytes}.`;
    throw new KilnError('KILN_STEP_TOO_LARGE', { detail, extra: { permanent: true } });
  }
  const isFine = !/\\u(?:0000|d[89a-f])/i.test(text);
  return { value: isFine ? value : JSON.parse(cleaned(text)), bytes };
}

/** Escapes in JSON: an even number of backslashes before it is no escape. */
function cleaned(text: string): string {
  return text.replace(/(?<=(?:^|[^\\])(?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '\\ufffd');
}
