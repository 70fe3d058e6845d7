import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { KilnError } from '../errors/KilnError.ts';

/** Names under which the server may be asked. */
export interface Hosts {
  /** Besides the loopback ones, without port, in lower case. */
  readonly names: ReadonlySet<string>;
  /**
   * Any address: it listens to more than this machine. An address, unlike a name, cannot be made to point elsewhere.
   */
  readonly addresses: boolean;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a page of another site can send through the user's browser: requests whose Host is none of ours (a name
 * of the attacker's that was re-bound to 127.0.0.1) and writes whose Origin is another than the Host. Throws
 * KILN_FORBIDDEN.
 */
export function checkOrigin(method: string, headers: IncomingHttpHeaders, hosts: Hosts): void {
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

export function isOurs(host: string, { names, addresses }: Hosts): boolean {
  const colon = host.lastIndexOf(':');
  const name = (colon > host.lastIndexOf(']') ? host.slice(0, colon) : host).toLowerCase();
  return (
    name === '127.0.0.1' ||
    name === 'localhost' ||
    name === '[::1]' ||
    names.has(name) ||
    (addresses && isAddress(name))
  );
}

function isAddress(name: string): boolean {
  return isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;
}
