import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { KilnError } from '../../errors/KilnError.ts';
import type { Json } from '../../lib/json.ts';
import type { CallOf } from './CallOf.ts';
import { type HostScope, notGranted } from './HostScope.ts';
import { coversHost } from './hostGrant.ts';
import { type Address, publicAddress, systemResolve } from './publicAddress.ts';
import { unpacked } from './unpacked.ts';

type FetchCall = CallOf<'fetch'>;

const mostRedirects = 5;
/** Of a body as it is read and sent, both ways. The limit on the bytes of a call may be lower. */
const largestBody = 8 * 1024 * 1024;
const defaultTimeoutMs = 30_000;

/** What belongs to the connection, or says who is asked: it follows from the address and the body. */
const ownHeaders: ReadonlySet<string> = new Set([
  ...['host', 'connection', 'keep-alive', 'proxy-connection', 'proxy-authorization', 'te', 'trailer', 'upgrade'],
  ...['transfer-encoding', 'content-length', 'expect', 'accept-encoding', 'via', 'forwarded', 'x-forwarded-for'],
]);
/** Not for another origin than the one that they were meant for. */
const secretHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie', 'x-api-key']);

interface Wanted {
  readonly url: URL;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer | undefined;
}

/**
 * Asks a host that was granted, and answers as `HttpAnswer` says. Each redirect is looked at like the first address.
 */
export async function fetchHttp(scope: HostScope, call: FetchCall): Promise<Json> {
  const timeout = AbortSignal.timeout(Math.min(call.timeoutMs ?? defaultTimeoutMs, defaultTimeoutMs));
  const signal = AbortSignal.any([scope.signal, timeout]);
  let wanted = readRequest(call);
  for (let redirects = 0; ; redirects += 1) {
    const response = await send(await target(scope, wanted.url), wanted, signal);
    const next = isRedirect(response) ? response.headers.location : undefined;
    if (next === undefined || call.redirect === 'manual') return answer(response, wanted, redirects > 0, signal);
    response.destroy();
    if (call.redirect === 'error') throw failed(wanted.url, 'redirects, which the plugin does not want.');
    if (redirects === mostRedirects) throw failed(wanted.url, `redirects more than ${mostRedirects} times.`);
    wanted = follow(wanted, next, response.statusCode ?? 0);
  }
}

function readRequest({ url, method, headers, body }: FetchCall): Wanted {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed) throw bad(`'${url.slice(0, 200)}' is no address.`);
  const verb = method.toUpperCase();
  if (!/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(verb)) throw bad(`'${method}' is no method.`);
  for (const [name, value] of headers) {
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      throw bad(`The header '${name.slice(0, 60)}' is not valid.`);
    }
  }
  const kept = headers.filter(([name]) => !ownHeaders.has(name.toLowerCase()));
  return { url: parsed, method: verb, headers: kept, body: body && toBytes(body) };
}

function toBytes(body: NonNullable<FetchCall['body']>): Buffer {
  return body.as === 'text' ? Buffer.from(body.text, 'utf8') : Buffer.from(body.base64, 'base64');
}

/**
 * Where to connect to, looked up once: what was checked is what is asked, whatever the name leads to a moment later.
 */
async function target(scope: HostScope, url: URL): Promise<Address> {
  const { parts, plugin } = scope;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw bad(`'${url.protocol}' is neither http nor https.`);
  if (url.username !== '' || url.password !== '') throw bad('An address has no user and password: use a header.');
  if (!coversHost(plugin.granted.hosts, url)) throw notGranted(scope, `the host ${url.host}`);
  return publicAddress(parts.resolve ?? systemResolve, url.hostname, coversHost(parts.privateHosts, url));
}

function send({ address, family }: Address, wanted: Wanted, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, method, headers, body } = wanted;
  const options: RequestOptions = {
    method,
    // Its own connection, gone with it.
    agent: false,
    signal,
    family,
    lookup: (_host, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family)),
    headers: [
      ...['Host', url.host, 'Accept-Encoding', 'gzip, br'],
      ...(body ? ['Content-Length', String(body.length)] : []),
      ...headers.flat(),
    ],
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, resolve);
    request.on('error', (error) => reject(toError(error, url, signal)));
    request.end(body);
  });
}

async function answer(
  response: IncomingMessage,
  { url, method }: Wanted,
  redirected: boolean,
  signal: AbortSignal,
): Promise<Json> {
  const { content, isUnpacked } = unpacked(response, method);
  const bytes = await readAll(content, url).catch((error: unknown) => {
    response.destroy();
    throw error instanceof KilnError ? error : toError(error, url, signal);
  });
  const headers: Json[] = [];
  const raw = response.rawHeaders;
  for (let n = 0; n + 1 < raw.length && headers.length < 100; n += 2) {
    const name = (raw[n] ?? '').toLowerCase().slice(0, 200);
    // They are about the packed bytes.
    if (isUnpacked && (name === 'content-encoding' || name === 'content-length')) continue;
    headers.push([name, (raw[n + 1] ?? '').slice(0, 16_384)]);
  }
  return {
    url: url.href,
    status: response.statusCode ?? 0,
    statusText: (response.statusMessage ?? '').slice(0, 500),
    redirected,
    headers,
    body: { as: 'base64', base64: bytes.toString('base64') },
  };
}

/** Stops reading, and unpacking, where it becomes too large. */
async function readAll(content: Readable, url: URL): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > largestBody) throw failed(url, `answers with more than ${largestBody} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isRedirect({ statusCode = 0 }: IncomingMessage): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode);
}

function follow({ url, method, headers, body }: Wanted, location: string, status: number): Wanted {
  if (!URL.canParse(location, url.href)) throw failed(url, 'redirects to what is no address.');
  const next = new URL(location, url.href);
  const becomesGet = status === 303 ? method !== 'HEAD' : status < 303 && method === 'POST';
  const isSame = next.origin === url.origin;
  const kept = headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return (isSame || !secretHeaders.has(lower)) && !(becomesGet && lower.startsWith('content-'));
  });
  return { url: next, method: becomesGet ? 'GET' : method, headers: kept, body: becomesGet ? undefined : body };
}

function toError(error: unknown, url: URL, signal: AbortSignal): KilnError {
  if (signal.aborted) return failed(url, 'did not answer in time.', error);
  return failed(url, isOfZlib(error) ? 'answers with what cannot be unpacked.' : 'cannot be reached.', error);
}

function isOfZlib(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(Z_|ERR_BROTLI|ERR__ERROR|ERR_PADDING)/.test(code);
}

function failed({ host }: URL, detail: string, cause?: unknown): KilnError {
  return new KilnError('KILN_UNAVAILABLE', { detail: `${host} ${detail}`, extra: { host }, cause });
}

function bad(detail: string): KilnError {
  return new KilnError('KILN_BAD_REQUEST', { detail });
}
