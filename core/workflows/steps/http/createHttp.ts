import { KilnError } from '../../../errors/KilnError.ts';
import type { Json, JsonObject } from '../../../lib/json.ts';
import { coversHost } from '../../../plugins/host/hostGrant.ts';
import { type Address, publicAddress, systemResolve } from '../../../plugins/host/publicAddress.ts';
import { type HttpResponse, requestHttp, requireWebAddress, toHttpRequest } from '../../../plugins/host/requestHttp.ts';
import type { StepCall, StepFault, StepResult, StepRunner } from '../../engine/StepRunner.ts';
import { type OpenedSecret, openSecret } from '../../secrets/openSecret.ts';
import { createOutputCheck, type OutputCheck } from '../createOutputCheck.ts';
import { exampleOf } from '../exampleOf.ts';
import type { StepParts } from '../StepParts.ts';
import { createRedactor } from './createRedactor.ts';
import { readBody, readHeaders, retryAfterMs } from './readAnswer.ts';
import { type HttpInput, readHttpInput, secretsIn } from './readHttpInput.ts';

/** Of an answer, unpacked: what is larger would not be kept as an output. */
const largestAnswer = 1_000_000;
/** Of a body that is sent. */
const largestBody = 8 * 1024 * 1024;
/** Whatever the step's own time is. */
const longestMs = 120_000;
/** Characters of an answer that counts as a failure, in the error. */
const longestExcerpt = 4_000;

/** Another try says the same. */
const permanent: ReadonlySet<number> = new Set([400, 401, 403, 405, 406, 411, 413, 414, 415, 422, 431, 451, 501]);
const withoutKey: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

type Parts = Pick<StepParts, 'db' | 'vault' | 'plugins'>;

/**
 * Asks another server. Secrets are opened here, sent to their hosts alone, and taken out of whatever comes back.
 * Output: `{status, headers, body}`.
 */
export function createHttp(parts: Parts): StepRunner {
  const check = createOutputCheck();
  return {
    name: 'http',
    transactional: false,
    async run({ input, idempotencyKey, signal, effects }) {
      if (!effects) return { output: simulated(input, idempotencyKey) };
      const secrets = await openAll(parts, secretsIn(requestOf(input)));
      if ('failed' in secrets) return secrets;
      const redact = createRedactor([...secrets.values()].map(({ text }) => text));
      try {
        const asked = readHttpInput(input, (name) => secrets.get(name)?.text ?? '');
        const response = await ask(parts, asked, secrets, { idempotencyKey, signal });
        const result = judge(response, input, asked, check);
        return redacted(result, redact);
      } catch (error) {
        if (!(error instanceof KilnError)) throw error;
        // Not handed on: what caused it may say what was sent.
        const message = String(redact(error.message));
        const isFinal = error.code === 'KILN_FORBIDDEN' || error.code === 'KILN_BAD_REQUEST';
        const code = error.code === 'KILN_UNAVAILABLE' ? 'KILN_HTTP_FAILED' : error.code;
        return { failed: { code, message }, ...(isFinal ? { retry: false } : {}) };
      }
    },
  };
}

/** What is sent: a schema may have examples that look like anything. */
function requestOf({ schema: _, ...request }: JsonObject): JsonObject {
  return request;
}

type Secrets = ReadonlyMap<string, OpenedSecret>;

async function openAll(
  { db, vault }: Parts,
  names: readonly string[],
): Promise<Secrets | { failed: StepFault; retry: false }> {
  const opened = new Map<string, OpenedSecret>();
  for (const name of new Set(names)) {
    const secret = await openSecret(db, vault, name);
    if (!secret) {
      const message = `The secret "${name}" is not set. Whoever administers workflows sets it.`;
      return { failed: { code: 'KILN_STEP_FAILED', message }, retry: false };
    }
    opened.set(name, secret);
  }
  return opened;
}

async function ask(
  { plugins }: Parts,
  { method, url, headers, body }: HttpInput,
  secrets: Secrets,
  { idempotencyKey, signal }: Pick<StepCall, 'idempotencyKey' | 'signal'>,
): Promise<HttpResponse> {
  const { resolve = systemResolve, privateHosts } = plugins.parts;
  const content = body === undefined ? undefined : Buffer.from(body, 'utf8');
  if (content && content.length > largestBody) {
    throw new KilnError('KILN_BAD_REQUEST', { detail: `A request has at most ${largestBody} bytes.` });
  }
  const hasKey =
    withoutKey.has(method.toUpperCase()) || headers.some(([name]) => name.toLowerCase() === 'idempotency-key');
  const all = hasKey ? headers : [...headers, ['Idempotency-Key', idempotencyKey] as const];
  const target = async (to: URL): Promise<Address> => {
    requireWebAddress(to);
    // Redirects, too: a secret goes nowhere but where it is meant for.
    for (const [name, { hosts }] of secrets) if (!coversHost(hosts, to)) throw notMeantFor(name, to);
    return publicAddress(resolve, to.hostname, coversHost(privateHosts, to));
  };
  return requestHttp(toHttpRequest(url, method, all, content), {
    target,
    redirect: 'follow',
    mostBytes: largestAnswer,
    signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]),
  });
}

function notMeantFor(name: string, { host }: URL): KilnError {
  return new KilnError('KILN_FORBIDDEN', { detail: `The secret "${name}" is not meant for ${host}.` });
}

function judge(response: HttpResponse, input: JsonObject, { method, url }: HttpInput, check: OutputCheck): StepResult {
  const { status, statusText } = response;
  const body = readBody(response);
  const asked = `${method} ${new URL(url).host}`;
  if (isFailure(status, input.failOn)) {
    const waitMs = retryAfterMs(response, Date.now());
    const message = `${asked} answered ${status}${statusText ? ` ${statusText}` : ''}.`;
    return {
      failed: { code: 'KILN_HTTP_FAILED', message, data: { status, body: excerpt(body) } },
      ...(waitMs !== undefined ? { retry: { afterMs: waitMs } } : permanent.has(status) ? { retry: false } : {}),
    };
  }
  const errors = check(input.schema, body);
  if (errors.length === 0) return { output: { status, headers: readHeaders(response), body } };
  const [first] = errors;
  const message = `${asked} answered with something else than the schema says: ${first?.pointer || '/'} ${first?.message}`;
  return { failed: { code: 'KILN_HTTP_FAILED', message, data: { status, errors, body: excerpt(body) } } };
}

/** `failOn`: statuses, and `4xx` for all of a hundred. Default: those from 400 on. */
function isFailure(status: number, failOn: Json | undefined): boolean {
  if (!Array.isArray(failOn)) return status >= 400;
  return failOn.some((each) => each === status || each === String(status) || each === `${Math.floor(status / 100)}xx`);
}

function excerpt(body: Json): Json {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text.length <= longestExcerpt ? body : `${text.slice(0, longestExcerpt).toWellFormed()}…`;
}

function redacted(result: StepResult, redact: (value: Json) => Json): StepResult {
  if ('output' in result) return { output: redact(result.output) };
  if (!('failed' in result)) return result;
  const { failed, ...rest } = result;
  const { code, message, data } = failed;
  const kept = data === undefined ? {} : { data: redact(data) };
  return { ...rest, failed: { code, message: String(redact(message)), ...kept } };
}

/** What would be sent, with names of secrets in their places; the body that the schema gives as an example. */
function simulated(input: JsonObject, idempotencyKey: string): Json {
  const { method, url, headers, body } = readHttpInput(input, (name) => `{${name}}`);
  return {
    status: 200,
    headers: {},
    body: exampleOf(input.schema),
    simulated: { method, url, headers: Object.fromEntries(headers), body: body ?? null, idempotencyKey },
  };
}
