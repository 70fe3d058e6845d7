import type { IncomingHttpHeaders } from 'node:http';
import { KilnError } from '../errors/KilnError.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a page of another site can send through the user's browser: requests whose Host is none of ours (a name of the
 * attacker's that was re-bound to 127.0.0.1) and writes whose Origin is another than the Host. Throws KILN_FORBIDDEN.
 * `hosts`: names that are ours besides the loopback ones, without port, in lower case.
 */
export function checkOrigin(method: string, headers: IncomingHttpHeaders, hosts: ReadonlySet<string>): void {
  const host = headers.host ?? '';
  if (!isOurs(host, hosts)) {
    throw new KilnError('KILN_FORBIDDEN', { detail: 'This server is not known under the Host of the request.' });
  }
  if (!SAFE.has(method) && !isSameOrigin(headers)) {
    throw new KilnError('KILN_FORBIDDEN', { detail: 'Requests that change data must come from this site.' });
  }
}

/** True without an Origin (not a browser, or a plain navigation) and for the Origin of the Host itself. */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  if (origin !== undefined) return origin === `http://${host}` || origin === `https://${host}`;
  return headers['sec-fetch-site'] !== 'cross-site';
}

export function isOurs(host: string, hosts: ReadonlySet<string>): boolean {
  const colon = host.lastIndexOf(':');
  const name = (colon > host.lastIndexOf(']') ? host.slice(0, colon) : host).toLowerCase();
  return name === '127.0.0.1' || name === 'localhost' || name === '[::1]' || hosts.has(name);
}
