import { wordedFault } from '../errors/fault.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';

/** Characters of a query string, still encoded. */
const MAX_LENGTH = 8192;
const MAX_PARAMETERS = 50;

/** Parameters by name; an object without prototype. */
export type Query = Readonly<Record<string, string>>;

const NONE: Query = Object.freeze(Object.create(null));

/**
 * The parameters of a request's URL. Throws KILN_BAD_QUERY for a repeated one (there is no second value that could be
 * meant), for text that is not percent-encoded UTF-8 and for a query that is too long.
 */
export function parseQuery(url: string): Query {
  const start = url.indexOf('?');
  if (start < 0 || start === url.length - 1) return NONE;
  const text = url.slice(start + 1);
  if (text.length > MAX_LENGTH) throw badQuery('', `The query may have at most ${MAX_LENGTH} characters.`);
  const parts = text.split('&');
  if (parts.length > MAX_PARAMETERS) throw badQuery('', `The query may have at most ${MAX_PARAMETERS} parameters.`);

  const query: Record<string, string> = Object.create(null);
  const faults: Fault[] = [];
  for (const part of parts) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? '' : decode(part.slice(equals + 1));
    if (name === undefined || value === undefined) {
      const message = 'The parameter is not percent-encoded UTF-8, or holds a NUL character.';
      faults.push(wordedFault(name ?? '', 'other', message));
    } else if (query[name] !== undefined) {
      faults.push(wordedFault(name, 'other', 'The parameter is given twice.'));
    } else {
      query[name] = value;
    }
  }
  if (faults.length > 0) throw new KilnError('KILN_BAD_QUERY', { errors: faults });
  return query;
}

/** Percent-decoded text; undefined when it is not UTF-8 or holds a NUL, which Postgres cannot take. */
export function decode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text.includes('+') ? text.replaceAll('+', ' ') : text);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}

function badQuery(pointer: string, message: string): KilnError {
  return new KilnError('KILN_BAD_QUERY', { errors: [wordedFault(pointer, 'other', message)] });
}
