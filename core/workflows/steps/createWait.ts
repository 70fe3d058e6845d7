import { said } from '../../errors/said.ts';
import { check } from '../../expressions/check.ts';
import type { FilledCondition } from '../../expressions/types.ts';
import { parseDuration } from '../../expressions/values/durations.ts';
import { isObject, type Json } from '../../lib/json.ts';
import { entityScope } from '../../model/scope.ts';
import { list } from '../../records/list.ts';
import { lockRow } from '../../records/lockRow.ts';
import type { StepCall, StepResult, StepRunner, WaitingCall } from '../engine/StepRunner.ts';
import { eventKey } from '../eventKey.ts';
import { isoMoment } from '../isoMoment.ts';
import { timeOf } from '../timeOf.ts';
import { permanentFailure } from './permanentFailure.ts';
import { recordMeant } from './recordMeant.ts';
import { bothConditions, filledCondition } from './records/filledCondition.ts';
import { isOwn, type RelatedRead, relatedReads } from './relatedReads.ts';

/** What a condition reads of many records, or what time it is, tells nobody: so often it is looked at. */
const lookEveryMs = 5 * 60_000;
/** Whoever wrote a record before it was watched told nobody: it is looked at once more. */
const lookAgainMs = 1_000;

/**
 * Waits for a while (`for`), until a moment (`until`), until a condition holds for a record (`where`) or for an event. A
 * run that waits is rows alone. Output: `{timedOut, payload, at}`.
 */
export function createWait(): StepRunner {
  return {
    name: 'wait',
    transactional: true,
    async run(call) {
      const { input, run, woken } = call;
      if (run.trial) return over({ timedOut: run.trial.waits === 'timedOut' && typeof input.timeout === 'string' });
      const where = filledCondition(input.where);
      if (where) return untilHolds(call, where);
      if (typeof input.event === 'string') return untilEvent(call, input.event);
      if (woken) return over({});
      const now = await timeOf(call.ctx.run);
      const until = momentOf(input.for, input.until, now);
      return until.getTime() <= now ? over({}) : { wait: { until: isoMoment(until.getTime()) } };
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
  throw permanentFailure(said`It does not say for how long, until when or for what it waits.`);
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
  if (!record) throw permanentFailure(said`There is no record to look at.`);
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
  const event = `record ${entity.id} ${id}`;
  const own: Watch = { entity: entity.id, record: id, fields: [], event: null };
  const checked = check(where, entityScope(ctx.model.entities, entity.name), 'bool');
  const expression = checked.ok ? checked.expression : undefined;
  const reads = await relatedReads(ctx.sudo(), entity, id, expression?.uses ?? []);
  const isNew = await watch(call, [own, ...reads.map((read): Watch => ({ ...read, event }))]);
  const lookIn = reads.length > 0 && isNew ? lookAgainMs : lookEveryMs;
  const next = expression && isOwn(entity, expression) ? undefined : new Date(now + lookIn).toISOString();
  const until = [next, deadline ?? undefined].filter((time) => time !== undefined).sort()[0];
  return { wait: { event, state: { deadline }, ...(until === undefined ? {} : { until }) } };
}

/** A record whose writers tell; `event`: what they wake, null for the record that it is about. */
interface Watch extends RelatedRead {
  readonly event: string | null;
}

/** Watches these records, and no others any more. Resolves to whether there is one among them that was not watched yet. */
async function watch({ ctx, run, key }: StepCall, watches: readonly Watch[]): Promise<boolean> {
  const [row] = await ctx.run.query({
    name: 'watch_records',
    text: watchSql,
    values: [run.id, key, JSON.stringify(merged(watches))],
  });
  return row?.[0] === 't';
}

const watchSql = `
with wanted as (
  select entity, record, array(select json_array_elements_text(fields)) as fields, event
  from json_to_recordset($3::json) as w(entity text, record uuid, fields json, event text)
), gone as (
  delete from kiln.record_watch as w where run = $1::uuid and step = $2
    and not exists (select from wanted where wanted.entity = w.entity and wanted.record = w.record)
), added as (
  insert into kiln.record_watch (entity, record, run, step, fields, event)
  select entity, record, $1::uuid, $2, fields, event from wanted
  on conflict (run, step, record, entity) where run is not null do nothing
  returning 1
)
select exists (select from added)`;

/** One for each record: it may be read over several relations, and lead back to the one that it is about. */
function merged(watches: readonly Watch[]): Watch[] {
  const groups = Map.groupBy(watches, ({ entity, record }) => `${entity} ${record}`);
  return [...groups.values()].flatMap(([first, ...others]): Watch[] => {
    if (!first) return [];
    return [{ ...first, fields: [...new Set([first, ...others].flatMap(({ fields }) => fields))] }];
  });
}

function deadlineOf(timeout: Json | undefined, now: number): string | null {
  const ms = typeof timeout === 'string' ? parseDuration(timeout) : null;
  return ms === null ? null : isoMoment(now + ms);
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
