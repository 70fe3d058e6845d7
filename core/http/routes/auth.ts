import type { ErrorCode } from '../../errors/codes.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject, type Json } from '../../lib/json.ts';
import type { Answer, ApiRequest, Methods, Routes } from '../answer.ts';
import { originOf } from '../originOf.ts';
import { readBody } from '../readBody.ts';

/**
 * better-auth's endpoints that Kiln offers. What is not here does not exist: people are invited, and their records are
 * Kiln's.
 */
const endpoints = {
  GET: [
    'get-session',
    'list-sessions',
    'list-accounts',
    'callback/oidc',
    'passkey/generate-register-options',
    'passkey/generate-authenticate-options',
    'passkey/list-user-passkeys',
  ],
  POST: [
    'sign-in/email',
    'sign-in/social',
    'sign-out',
    'change-password',
    'request-password-reset',
    'reset-password',
    'revoke-session',
    'revoke-sessions',
    'revoke-other-sessions',
    'two-factor/enable',
    'two-factor/disable',
    'two-factor/verify-totp',
    'two-factor/verify-backup-code',
    'two-factor/generate-backup-codes',
    'two-factor/get-totp-uri',
    'passkey/verify-registration',
    'passkey/verify-authentication',
    'passkey/delete-passkey',
    'passkey/update-passkey',
  ],
} as const;

/** Handed on to better-auth; everything else that a client sends it does not need to see. */
const passedOn = ['cookie', 'origin', 'referer', 'user-agent', 'accept-language', 'content-type'] as const;
const fetchMetadata = ['sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'] as const;
const mostBytes = 65_536;

/** /api/auth/*: sign-in, sessions, second factors, passkeys and single sign-on, by better-auth. */
export const auth: Routes = {
  ...routesOf('GET', endpoints.GET),
  ...routesOf('POST', endpoints.POST),
};

function routesOf(method: 'GET' | 'POST', paths: readonly string[]): Routes {
  const methods: Methods = { [method]: forward };
  return Object.fromEntries(paths.map((path) => [`/api/auth/${path}`, methods]));
}

async function forward(request: ApiRequest): Promise<Answer> {
  const { req } = request;
  const body = req.method === 'POST' ? await readBody(req, mostBytes) : undefined;
  return askAuth(request, req.url ?? '', body && body.length > 0 ? body : Buffer.from('{}'));
}

/**
 * One request to better-auth in the client's name. Throws for what it refuses, as a problem with its code in `reason`.
 */
export async function askAuth(request: ApiRequest, path: string, body: Buffer): Promise<Answer> {
  const { req, client, workspace, ctx } = request;
  const { address, secure } = client();
  const headers = new Headers();
  for (const name of [...passedOn, ...fetchMetadata]) {
    const value = req.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  headers.set('x-kiln-address', address);
  headers.set('x-request-id', ctx.requestId);
  const isPost = req.method === 'POST';
  if (isPost) headers.set('content-type', 'application/json');
  const response = await workspace.identity.auth.handle(
    new Request(`${originOf(request)}${path}`, {
      method: isPost ? 'POST' : 'GET',
      headers,
      ...(isPost ? { body: Uint8Array.from(body) } : {}),
    }),
  );
  const text = await response.text();
  if (response.status >= 400) throw refusal(response, text);
  const cookies = response.headers.getSetCookie().flatMap((cookie) => ['Set-Cookie', secured(cookie, secure)]);
  const location = response.headers.get('location');
  return {
    status: response.status,
    headers: ['Cache-Control', 'no-store', ...cookies, ...(location === null ? [] : ['Location', location])],
    body: text || 'null',
  };
}

function secured(cookie: string, secure: boolean): string {
  return secure && !/;\s*secure/i.test(cookie) ? `${cookie}; Secure` : cookie;
}

const codes: Readonly<Record<number, ErrorCode>> = {
  401: 'KILN_UNAUTHENTICATED',
  403: 'KILN_FORBIDDEN',
  404: 'KILN_NOT_FOUND',
  409: 'KILN_CONFLICT',
  422: 'KILN_INVALID',
  423: 'KILN_FORBIDDEN',
  429: 'KILN_TOO_MANY_REQUESTS',
};

function refusal(response: Response, text: string): KilnError {
  const { code, message } = parse(text);
  const wait = Number(response.headers.get('retry-after') ?? 0);
  return new KilnError(codes[response.status] ?? (response.status >= 500 ? 'KILN_INTERNAL' : 'KILN_BAD_REQUEST'), {
    ...(typeof message === 'string' ? { detail: message } : {}),
    extra: {
      ...(typeof code === 'string' ? { reason: code } : {}),
      ...(response.status === 429 ? { retryAfter: wait || 60 } : {}),
    },
  });
}

function parse(text: string): Readonly<Record<string, Json | undefined>> {
  try {
    const body: Json = JSON.parse(text);
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}
