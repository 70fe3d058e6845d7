import type { IncomingMessage } from 'node:http';

/**
 * How long a client wants to wait for what takes longer than a request should, as an option of a change: `Prefer:
 * wait=<seconds>` (RFC 7240). A preference that makes no sense is none.
 */
export function preferredWait({ headers }: IncomingMessage): { readonly waitMs?: number } {
  const prefer = headers.prefer;
  const text = typeof prefer === 'string' ? prefer : (prefer?.join(',') ?? '');
  const seconds = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,4})"?\s*(?:$|[,;])/i.exec(text)?.[1];
  return seconds === undefined ? {} : { waitMs: Number(seconds) * 1000 };
}
