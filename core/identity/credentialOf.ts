import type { IncomingHttpHeaders } from 'node:http';
import { sessionCookie } from './sessionCookie.ts';
import type { Credential } from './types.ts';

/** Longer than anything that Kiln gives out. */
const longest = 512;

/**
 * What a request shows of itself. A header that is there counts, even a wrong one: nobody means the cookie beside it.
 */
export function credentialOf({ authorization, cookie }: IncomingHttpHeaders): Credential | undefined {
  if (authorization !== undefined) {
    const text = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization.slice(0, longest))?.[1];
    return { kind: 'token', text: text ?? '' };
  }
  const text = cookie === undefined ? undefined : cookieValue(cookie, sessionCookie);
  return text === undefined ? undefined : { kind: 'session', text: text.slice(0, longest) };
}

function cookieValue(header: string, name: string): string | undefined {
  for (let start = 0; start < header.length; ) {
    const end = header.indexOf(';', start);
    const pair = header.slice(start, end < 0 ? header.length : end).trim();
    if (pair.startsWith(name) && pair[name.length] === '=') return pair.slice(name.length + 1);
    if (end < 0) return undefined;
    start = end + 1;
  }
  return undefined;
}
