import { isUtf8 } from 'node:buffer';
import { systemActor } from '../../context/systemActor.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import { findHook, receiveHook } from '../../workflows/triggers/hooks/receiveHook.ts';
import { type Answer, type ApiRequest, param, type Routes } from '../answer.ts';
import { parseJson } from '../parseJson.ts';

/** Bytes of what workflows are told from outside. */
const mostBytes = 1_048_576;

/** Calls from outside: the key in the address shows who asks, and where the workflow says so, a signature. */
export const hooks: Routes = { '/api/hooks/:key': { POST: receive } };

async function receive(request: ApiRequest): Promise<Answer> {
  const { workspace, req, query, client } = request;
  const { parts } = workspace.triggers;
  const ctx = workspace.ctx(systemActor, request.ctx.requestId);
  const called = await findHook(parts, ctx, param(request, 'key'), client().address);
  const raw = await request.bytes(mostBytes);
  const headers = Object.fromEntries(
    Object.entries(req.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  const body = parseBody(raw, req.headers['content-type'] ?? '', req.headers['content-encoding']);
  const { id, isReplay } = await receiveHook(parts, ctx, called, { raw, body, headers, query });
  const replayed = isReplay ? ['Idempotency-Replayed', 'true'] : [];
  return { status: 202, headers: replayed, body: JSON.stringify({ id }) };
}

function parseBody(raw: Buffer, contentType: string, encoding: string | undefined): Json {
  if (raw.length === 0) return null;
  if (encoding !== undefined && encoding !== 'identity') throw unsupported('Send the body without a Content-Encoding.');
  const [type = ''] = contentType.toLowerCase().split(';');
  const isForm = type.trim() === 'application/x-www-form-urlencoded';
  if (!isForm && !/^application\/([\w.-]+\+)?json$/.test(type.trim())) {
    throw unsupported('Send the body as Content-Type: application/json.');
  }
  if (!isUtf8(raw)) throw new KilnError('KILN_BAD_JSON', { detail: 'The body is not valid UTF-8.' });
  const text = raw.toString('utf8');
  return parseJson(isForm ? JSON.stringify(formOf(new URLSearchParams(text))) : text);
}

/** A name that comes several times is a list. */
function formOf(form: URLSearchParams): JsonObject {
  const values = [...new Set(form.keys())].map((name) => [name, form.getAll(name)] as const);
  return Object.fromEntries(values.map(([name, all]) => [name, all.length > 1 ? all : (all[0] ?? '')]));
}

function unsupported(detail: string): KilnError {
  return new KilnError('KILN_UNSUPPORTED_MEDIA', { detail });
}
