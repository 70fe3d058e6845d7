import { createHash } from 'node:crypto';
import type { Ctx } from '../context/types.ts';
import type { Queryable } from '../db/types.ts';
import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Answer, ApiRequest, JsonBody } from './answer.ts';

const KEY = /^[\x21-\x7e]{1,255}$/;
/** How long an answer is kept for its key. */
const KEPT_HOURS = 24;

/**
 * Runs a write once per Idempotency-Key of an actor. The key is taken in the transaction of the write: of several
 * requests at the same time one executes and the others wait for its answer; a write that fails leaves the key free.
 * Throws KILN_IDEMPOTENCY_MISMATCH when the key came with another request before.
 */
export async function idempotent(
  request: ApiRequest,
  body: JsonBody,
  write: (ctx: Ctx) => Promise<Answer>,
): Promise<Answer> {
  const key = request.req.headers['idempotency-key'];
  if (key === undefined) return write(request.ctx);
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new KilnError('KILN_BAD_REQUEST', {
      errors: [wordedFault('Idempotency-Key', 'other', 'Must be 1 to 255 printable ASCII characters without blanks.')],
    });
  }
  const { method = '', url = '' } = request.req;
  // A token acts in the name of a user, with fewer rights: it must not be told what the user was answered.
  const { actor, access } = request.ctx;
  const asked = `${actor.kind} ${access.key} ${method} ${url}\n`;
  const hash = createHash('sha256').update(asked).update(body.raw).digest('base64');
  const once = async (ctx: Ctx) => {
    if (!(await take(ctx, key, hash))) return replay(ctx, key, hash);
    const answer = await write(ctx);
    await keep(ctx, key, answer);
    return answer;
  };
  // Hooks of the write run inside of it.
  return request.ctx.hooks.admit(() => request.ctx.inTx(once));
}

/**
 * True when the key is ours: new, or older than the time for which answers are kept. Waits for whoever has it right
 * now.
 */
async function take(ctx: Ctx, key: string, hash: string): Promise<boolean> {
  const rows = await ctx.run.query({
    name: 'idempotency_take',
    text: `
      insert into kiln.idempotency as kept (actor, key, request_hash) values ($1, $2, $3)
      on conflict (actor, key) do update
      set request_hash = excluded.request_hash, status = null, body = null, created_at = now()
      where kept.created_at < now() - make_interval(hours => $4)
      returning key`,
    values: [ctx.actor.id, key, hash, KEPT_HOURS],
  });
  return rows.length > 0;
}

/** The first line of what is kept are the headers, as JSON. */
async function keep(ctx: Ctx, key: string, answer: Answer): Promise<void> {
  const text = typeof answer.body === 'string' ? answer.body : '';
  await ctx.run.query({
    name: 'idempotency_keep',
    text: 'update kiln.idempotency set status = $3, body = $4 where actor = $1 and key = $2',
    values: [ctx.actor.id, key, answer.status, `${JSON.stringify(answer.headers ?? [])}\n${text}`],
  });
}

async function replay(ctx: Ctx, key: string, hash: string): Promise<Answer> {
  const rows = await ctx.run.query({
    name: 'idempotency_find',
    text: 'select request_hash, status, body from kiln.idempotency where actor = $1 and key = $2',
    values: [ctx.actor.id, key],
  });
  const [keptHash, status, body] = rows[0] ?? [];
  if (keptHash !== hash) {
    throw new KilnError('KILN_IDEMPOTENCY_MISMATCH', {
      detail: 'This Idempotency-Key came with another request before. Use a new key for a new request.',
    });
  }
  if (!status || !body)
    throw new KilnError('KILN_UNAVAILABLE', { detail: 'The first request with this key runs still.' });
  const end = body.indexOf('\n');
  const headers: string[] = JSON.parse(body.slice(0, end));
  return {
    status: Number(status),
    headers: [...headers, 'Idempotency-Replayed', 'true'],
    body: body.slice(end + 1),
  };
}

/** Forgets answers that are no longer replayed. */
export async function forgetAnswers(run: Queryable): Promise<void> {
  await run.query({
    text: 'delete from kiln.idempotency where created_at < now() - make_interval(hours => $1)',
    values: [KEPT_HOURS],
  });
}
