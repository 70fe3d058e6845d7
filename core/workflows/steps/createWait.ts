import { KilnError } from '../../errors/KilnError.ts';
import { check } from '../../expressions/check.ts';
import type { FilledCondition } from '../../expressions/types.ts';
import { parseDuration } from '../../expressions/values/durations.ts';
import { isObject, type Json } from '../../lib/json.ts';
import { ownScope } from '../../model/scope.ts';
import type { Entity } from '../../model/types.ts';
import { list } from '../../records/list.ts';
import { lockRow } from '../../records/lockRow.ts';
import type { StepCall, StepResult, StepRunner, WaitingCall } from '../engine/StepRunner.ts';
import { eventKey } from '../eventKey.ts';
import { timeOf } from '../timeOf.ts';
import { recordMeant } from './recordMeant.ts';
import { bothConditions, filledCondition } from './records/filledCondition.ts';

/** What else a condition reads, or what time it is, is no change of the record: so often it is looked at. */
const lookEveryMs = 5 * 60_000;

/**
 * Waits for a while (`for`), until a moment (`until`), until a condition holds for a record (`where`) or for an event. A
 * run that waits is rows alone. Output: `{timedOut, payload, at}`.
 */
export function createWait(): StepRunner {
  return {
    name: 'wait',
    transactional: true,
    async run(call) {
      const { input, woken, effects } = call;
      if (!effects) return over({});
      const where = filledCondition(input.where);
      if (where) return untilHolds(call, where);
      if (typeof input.event === 'string') return untilEvent(call, input.event);
      if (woken) return over({});
      const now = await timeOf(call.ctx.run);
      const until = momentOf(input.for, input.until, now);
      return until.getTime() <= now ? over({}) : { wait: { until: until.toISOString() } };
    },
    cancel: unwatch,
  };
}

function over({ timedOut = false, payload = null }: { timedOut?: boolean; payload?: Json }): StepResult {
  return { output: { timedOut, payload, at: new Date().toISOString() } };
}

function momentOf(duration: Json | undefined, moment: Json | undefined, now: number): Date {
  const ms = typeof duration === 'string' ? parseDuration(duration) : null;
  const until = ms === null ? new Date(typeof moment === 'string' ? moment : '') : new Date(now + ms);
  if (!Number.isNaN(until.getTime())) return until;
  throw new KilnError('KILN_STEP_FAILED', {
    detail: 'It does not say for how long, until when or for what it waits.',
    extra: { permanent: true },
  });
}

async function untilEvent({ ctx, input, woken }: StepCall, name: string): Promise<StepResult> {
  if (woken) return over({ timedOut: woken.by === 'time', payload: woken.payload });
  const deadline = deadlineOf(input.timeout, await timeOf(ctx.run));
  const correlation = typeof input.correlation === 'string' ? input.correlation : '';
  return { wait: { event: eventKey(name, correlation), ...(deadline === null ? {} : { until: deadline }) } };
}

async function untilHolds(call: StepCall, where: FilledCondition): Promise<StepResult> {
  const { ctx, run, key, input, woken } = call;
  const record = recordMeant(call);
  if (!record)
    throw new KilnError('KILN_STEP_FAILED', { detail: 'There is no record to look at.', extra: { permanent: true } });
  const { entity, id } = record;
  // Nobody writes it between this look and the commit from which on writers tell.
  await lockRow(ctx.sudo(), entity, id, { right: 'update', place: 'anywhere' });
  const now = await timeOf(ctx.run);
  const deadline = woken ? deadlineIn(woken.state) : deadlineOf(input.timeout, now);
  const page: Json = JSON.parse(
    await list(ctx, entity.name, {
      where: bothConditions(where, { cel: 'id == _0', values: [id] }),
      select: 'id',
      limit: '1',
    }),
  );
  const holds = isObject(page) && Array.isArray(page.data) && page.data.length > 0;
  const isLate = deadline !== null && Date.parse(deadline) <= now;
  if (holds || isLate) {
    await unwatch({ ctx, run, key });
    return over({ timedOut: !holds });
  }
  await ctx.run.query({
    text: `insert into kiln.record_watch (entity, record, run, step) values ($1, $2::uuid, $3::uuid, $4)
      on conflict (run, step) where run is not null do nothing`,
    values: [entity.id, id, run.id, key],
  });
  const next = isOwn(call, entity, where) ? undefined : new Date(now + lookEveryMs).toISOString();
  const until = [next, deadline ?? undefined].filter((time) => time !== undefined).sort()[0];
  return {
    wait: { event: `record ${entity.id} ${id}`, state: { deadline }, ...(until === undefined ? {} : { until }) },
  };
}

/** Whether it can only come to hold by a change of the record itself. */
function isOwn({ ctx }: StepCall, entity: Entity, where: FilledCondition): boolean {
  if (/\b(?:now|today)\s*\(/.test(where.cel)) return false;
  return check(where, ownScope(ctx.model.entities, entity.name), 'bool').ok;
}

function deadlineOf(timeout: Json | undefined, now: number): string | null {
  const ms = typeof timeout === 'string' ? parseDuration(timeout) : null;
  return ms === null ? null : new Date(now + ms).toISOString();
}

function deadlineIn(state: Json): string | null {
  return isObject(state) && typeof state.deadline === 'string' ? state.deadline : null;
}

async function unwatch({ ctx, run, key }: Pick<WaitingCall, 'ctx' | 'run' | 'key'>): Promise<void> {
  await ctx.run.query({
    text: 'delete from kiln.record_watch where run = $1::uuid and step = $2',
    values: [run.id, key],
  });
}
