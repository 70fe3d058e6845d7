import { type IncomingMessage, type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Readable } from 'node:stream';
import { KilnError } from '../../errors/KilnError.ts';
import type { Address } from './publicAddress.ts';
import { unpacked } from './unpacked.ts';

/** A request to somebody else's server. */
export interface HttpRequest {
  readonly url: URL;
  /** In capitals. */
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer | undefined;
}

export interface HttpResponse {
  /** After redirects. */
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly redirected: boolean;
  /** At most 100, names in lower case. */
  readonly headers: readonly (readonly [string, string])[];
  /** Unpacked. */
  readonly bytes: Buffer;
}

export interface HttpOptions {
  /** Where to connect to; throws for what may not be asked. Asked of each redirect as well. */
  readonly target: (url: URL) => Promise<Address>;
  readonly redirect: 'follow' | 'manual' | 'error';
  /** Of the answer, unpacked. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

const mostRedirects = 5;

/** What belongs to the connection, or says who is asked: it follows from the address and the body. */
const ownHeaders: ReadonlySet<string> = new Set([
  ...['host', 'connection', 'keep-alive', 'proxy-connection', 'proxy-authorization', 'te', 'trailer', 'upgrade'],
  ...['transfer-encoding', 'content-length', 'expect', 'accept-encoding', 'via', 'forwarded', 'x-forwarded-for'],
]);
/** Not for another origin than the one that they were meant for. */
const secretHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie', 'x-api-key']);

/** What is to be asked, checked. Throws KILN_BAD_REQUEST. */
export function toHttpRequest(
  url: string,
  method: string,
  headers: readonly (readonly [string, string])[],
  body: Buffer | undefined,
): HttpRequest {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed) throw bad(`'${url.slice(0, 200)}' is no address.`);
  const verb = method.toUpperCase();
  if (!/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(verb)) throw bad(`'${method}' is no method.`);
  for (const [name, value] of headers) {
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      throw bad(`The header '${name.slice(0, 60)}' is not valid.`);
    }
  }
  return { url: parsed, method: verb, headers: headers.filter(([name]) => !ownHeaders.has(name.toLowerCase())), body };
}

/** Throws KILN_BAD_REQUEST for what is no address of the web. */
export function requireWebAddress(url: URL): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw bad(`'${url.protocol}' is neither http nor https.`);
  if (url.username !== '' || url.password !== '') throw bad('An address has no user and password: use a header.');
}

/**
 * Asks, on a connection of its own to the address that `target` has looked at, whatever the name leads to a moment
 * later. Answers of any status are answers. Throws KILN_UNAVAILABLE with `host` where there is none.
 */
export async function requestHttp(request: HttpRequest, options: HttpOptions): Promise<HttpResponse> {
  let wanted = request;
  for (let redirects = 0; ; redirects += 1) {
    const response = await send(await options.target(wanted.url), wanted, options.signal);
    const next = isRedirect(response) ? response.headers.location : undefined;
    if (next === undefined || options.redirect === 'manual') return answer(response, wanted, redirects > 0, options);
    response.destroy();
    if (options.redirect === 'error') throw failed(wanted.url, 'redirects, which is not wanted.');
    if (redirects === mostRedirects) throw failed(wanted.url, `redirects more than ${mostRedirects} times.`);
    wanted = follow(wanted, next, response.statusCode ?? 0);
  }
}

function send({ address, family }: Address, wanted: HttpRequest, signal: AbortSignal): Promise<IncomingMessage> {
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
    const request = (url.protocol === 'https:' ? requestSecure : requestPlain)(url, options, resolve);
    request.on('error', (error) => reject(toError(error, url, signal)));
    request.end(body);
  });
}

async function answer(
  response: IncomingMessage,
  { url, method }: HttpRequest,
  redirected: boolean,
  { mostBytes, signal }: HttpOptions,
): Promise<HttpResponse> {
  const { content, isUnpacked } = unpacked(response, method);
  const bytes = await readAll(content, url, mostBytes).catch((error: unknown) => {
    response.destroy();
    throw error instanceof KilnError ? error : toError(error, url, signal);
  });
  const headers: (readonly [string, string])[] = [];
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
    bytes,
  };
}

/** Stops reading, and unpacking, where it becomes too large. */
async function readAll(content: Readable, url: URL, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > mostBytes) throw failed(url, `answers with more than ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isRedirect({ statusCode = 0 }: IncomingMessage): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode);
}

function follow({ url, method, headers, body }: HttpRequest, location: string, status: number): HttpRequest {
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
