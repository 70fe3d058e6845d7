import { type HttpAnswer, httpAnswerShape } from '../protocol.ts';
import type { Ask } from './Ask.ts';
import { bytesOfBase64, toBase64 } from './web/base64.ts';
import { decodeUtf8, encodeUtf8 } from './web/utf8.ts';

export interface RequestOptions {
  method?: string;
  headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
  body?: unknown;
  redirect?: 'follow' | 'manual' | 'error';
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** `ctx.fetch`: rejects with HostError when there is no answer, and with the signal's reason when it gives up. */
export async function fetchHttp(ask: Ask, url: string | URL, options: RequestOptions = {}): Promise<object> {
  const { method = 'GET', redirect = 'follow', timeoutMs, signal } = options;
  signal?.throwIfAborted();
  const { body, type } = bodyOf(options.body);
  const headers = headersOf(options.headers);
  if (type && !headers.some(([name]) => name.toLowerCase() === 'content-type')) headers.push(['content-type', type]);
  const asked = ask({
    do: 'fetch',
    url: String(url),
    method: method.toUpperCase(),
    headers,
    redirect,
    ...(body ? { body } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  return responseOf(httpAnswerShape(await (signal ? unlessAborted(asked, signal) : asked), ''));
}

function headersOf(headers: RequestOptions['headers'] = []): (readonly [string, string])[] {
  const pairs = isList(headers) ? headers : Object.entries(headers);
  return pairs.map(([name, value]) => [String(name), String(value)] as const);
}

function isList(headers: NonNullable<RequestOptions['headers']>): headers is readonly (readonly [string, string])[] {
  return Array.isArray(headers);
}

function bodyOf(body: unknown): { body?: HttpAnswer['body']; type?: string } {
  if (body === undefined || body === null) return {};
  if (typeof body === 'string') return { body: { as: 'text', text: body }, type: 'text/plain;charset=UTF-8' };
  if (body instanceof Uint8Array) return { body: { as: 'base64', base64: toBase64(body) } };
  if (body instanceof URLSearchParams) {
    return { body: { as: 'text', text: String(body) }, type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  }
  return { body: { as: 'text', text: JSON.stringify(body) }, type: 'application/json' };
}

function unlessAborted<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    asked.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function responseOf({ status, statusText, url, redirected, headers, body }: HttpAnswer): object {
  const byName = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = byName.get(key);
    byName.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  const text = () => (body.as === 'text' ? body.text : decodeUtf8(bytesOfBase64(body.base64)));
  return Object.freeze({
    ok: status >= 200 && status <= 299,
    status,
    statusText,
    url,
    redirected,
    headers: Object.freeze({
      get: (name: string) => byName.get(String(name).toLowerCase()) ?? null,
      has: (name: string) => byName.has(String(name).toLowerCase()),
      entries: () => byName.entries(),
    }),
    text: async () => text(),
    json: async () => JSON.parse(text()),
    bytes: async () => (body.as === 'text' ? encodeUtf8(body.text) : bytesOfBase64(body.base64)),
  });
}
