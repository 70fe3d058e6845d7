import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** Where a request comes from. */
export interface Client {
  /** Of the client itself, also behind a proxy that is trusted. */
  readonly address: string;
  /** Whether it travelled under TLS, at least to the proxy. */
  readonly secure: boolean;
}

/** A proxy that is trusted adds what it knows at the end; what stands before that, anybody may have written. */
export function clientOf(req: IncomingMessage, trustProxy: boolean): Client {
  const socket = { address: plain(req.socket.remoteAddress ?? ''), secure: req.socket instanceof TLSSocket };
  if (!trustProxy) return socket;
  const address = lastOf(req.headers['x-forwarded-for']);
  const scheme = lastOf(req.headers['x-forwarded-proto']);
  return { address: address ?? socket.address, secure: socket.secure || scheme === 'https' };
}

/** True for this machine itself: not for what a proxy on it passes on. */
export function isLocal(req: IncomingMessage): boolean {
  const forwarded = req.headers['x-forwarded-for'] ?? req.headers.forwarded;
  const address = plain(req.socket.remoteAddress ?? '');
  return forwarded === undefined && (address === '::1' || address.startsWith('127.'));
}

function lastOf(header: string | string[] | undefined): string | undefined {
  return header?.toString().split(',').at(-1)?.trim() || undefined;
}

/** IPv4 over IPv6 is IPv4. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
