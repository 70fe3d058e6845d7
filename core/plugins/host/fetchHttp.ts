import type { Json } from '../../lib/json.ts';
import type { CallOf } from './CallOf.ts';
import { type HostScope, notGranted } from './HostScope.ts';
import { coversHost } from './hostGrant.ts';
import { type Address, publicAddress, systemResolve } from './publicAddress.ts';
import { requestHttp, requireWebAddress, toHttpRequest } from './requestHttp.ts';

type FetchCall = CallOf<'fetch'>;

/** Of a body as it is read and sent, both ways. The limit on the bytes of a call may be lower. */
const largestBody = 8 * 1024 * 1024;
const defaultTimeoutMs = 30_000;

/**
 * Asks a host that was granted, and answers as `HttpAnswer` says. Each redirect is looked at like the first address.
 */
export async function fetchHttp(scope: HostScope, call: FetchCall): Promise<Json> {
  const timeout = AbortSignal.timeout(Math.min(call.timeoutMs ?? defaultTimeoutMs, defaultTimeoutMs));
  const request = toHttpRequest(call.url, call.method, call.headers, call.body && toBytes(call.body));
  const { bytes, headers, ...response } = await requestHttp(request, {
    target: (url) => target(scope, url),
    redirect: call.redirect,
    mostBytes: largestBody,
    signal: AbortSignal.any([scope.signal, timeout]),
  });
  return {
    ...response,
    headers: headers.map((pair) => [...pair]),
    body: { as: 'base64', base64: bytes.toString('base64') },
  };
}

function toBytes(body: NonNullable<FetchCall['body']>): Buffer {
  return body.as === 'text' ? Buffer.from(body.text, 'utf8') : Buffer.from(body.base64, 'base64');
}

async function target(scope: HostScope, url: URL): Promise<Address> {
  const { parts, plugin } = scope;
  requireWebAddress(url);
  if (!coversHost(plugin.granted.hosts, url)) {
    throw notGranted(scope, `the host ${url.host}${url.protocol === 'http:' && url.port === '' ? ':80' : ''}`);
  }
  return publicAddress(parts.resolve ?? systemResolve, url.hostname, coversHost(parts.privateHosts, url));
}
