import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';

const MAX_VERSION = 2 ** 31 - 1;

/**
 * The version that `If-Match: "<version>"` asks for; undefined without the header and for `*`, which any version
 * matches. Throws KILN_BAD_REQUEST for anything else: a check that was meant and not made would lose somebody's change.
 */
export function parseIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const version = Number(/^"(\d{1,10})"$/.exec(header.trim())?.[1]);
  if (version >= 1 && version <= MAX_VERSION) return version;
  throw new KilnError('KILN_BAD_REQUEST', {
    errors: [wordedFault('If-Match', 'other', 'If-Match must be one version in quotes, such as "3", or *.')],
  });
}
