import type { Queryable } from '../../db/types.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import { apartBytes } from './limits.ts';
import type { RunState } from './RunInfo.ts';
import type { NewWait, StepRecord } from './StepRecord.ts';
import type { StepFault } from './StepRunner.ts';
import { Stale } from './signals.ts';

/** What is to be recorded of a run's steps. */
export interface SavedSteps {
  readonly steps: readonly StepRecord[];
  readonly waits: readonly NewWait[];
  /** Keys of steps that wait no longer. */
  readonly over: readonly string[];
}

/** What becomes of the run itself. */
export interface SavedRun {
  readonly state: RunState;
  readonly vars: JsonObject;
  readonly startedAt: string;
  readonly ended: boolean;
  readonly output: Json;
  readonly error: StepFault | null;
  /** The job that works on it outside of a transaction. */
  readonly job: string | null;
  readonly slot: boolean;
}

/**
 * Records steps and the state of their run in one statement. Returns the run's new `rev`. Throws Stale where it is not
 * `rev` any more: then nothing of the transaction may stay. The commit of an end waits for no disk: where a crash of
 * Postgres takes it back, its job and all that it did in the database are taken back with it, and it is done then. What
 * follows from it, and what steps outside have answered, has a commit of its own, which keeps what was before it.
 */
export async function saveRun(tx: Queryable, id: string, rev: number, saved: SavedSteps & SavedRun): Promise<number> {
  const { state, vars, startedAt, ended, output, error, job, slot } = saved;
  const steps = stepsSql(saved, 12);
  const [row] = await tx.query({
    name: `run_save${steps.name}`,
    text: `with ${steps.text} update kiln.run set state = $4, vars = $5::json,
      started_at = coalesce(started_at, $6::timestamp with time zone),
      ended_at = case when $7::boolean then now() end, output = $8::json, error = $9::json, job = $10::bigint,
      slot = $11::boolean,
      bytes = bytes + $3::integer, rev = rev + 1
      where id = $1 and rev = $12 returning rev, (select count(*) from written),
      case when $7 then set_config('synchronous_commit', 'off', true) end`,
    values: [
      ...[id, steps.records, steps.bytes, state, JSON.stringify(vars), startedAt, ended, textOf(output)],
      ...[textOf(error), job, slot, rev],
      ...steps.values,
    ],
  });
  return checked(row, saved);
}

/**
 * Records steps at once, whatever became of the run meanwhile. Returns its new `rev` and its state. Throws Stale where
 * one of them has been recorded by somebody else.
 */
export async function saveSteps(
  run: Queryable,
  id: string,
  saved: SavedSteps,
): Promise<{ readonly rev: number; readonly state: string }> {
  const steps = stepsSql(saved, 3);
  const [row] = await run.query({
    name: `run_steps${steps.name}`,
    text: `with ${steps.text} update kiln.run set bytes = bytes + $3::integer, rev = rev + 1
      where id = $1 returning rev, (select count(*) from written), state`,
    values: [id, steps.records, steps.bytes, ...steps.values],
  });
  return { rev: checked(row, saved), state: row?.[2] ?? '' };
}

function checked(row: readonly (string | null)[] | undefined, { steps }: SavedSteps): number {
  const [rev, written] = row ?? [];
  if (rev === undefined || Number(written) !== steps.length) throw new Stale();
  return Number(rev);
}

interface StepsSql {
  readonly name: string;
  readonly text: string;
  /** $2 */
  readonly records: string;
  /** $3 */
  readonly bytes: number;
  readonly values: readonly unknown[];
}

/**
 * Common table expressions that write the steps; `taken`: parameters in use. A step that ended is never written again.
 */
function stepsSql({ steps, waits, over }: SavedSteps, taken: number): StepsSql {
  const records: JsonObject[] = [];
  const payloads: JsonObject[] = [];
  let bytes = 0;
  for (const step of steps) {
    const { apart, kept, size } = parted(step, payloads);
    bytes += size;
    records.push({ ...kept, ...(apart.length > 0 ? { apart } : {}) });
  }
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${taken + values.push(value)}`;
  const parts = [writtenSql];
  if (payloads.length > 0) parts.push(payloadSql(parameter(JSON.stringify(payloads))));
  if (over.length > 0) parts.push(overSql(parameter(over)));
  if (waits.length > 0) parts.push(waitsSql(parameter(JSON.stringify(waits))));
  const name = `${payloads.length > 0 ? '_p' : ''}${over.length > 0 ? '_o' : ''}${waits.length > 0 ? '_w' : ''}`;
  return { name, text: parts.join(', '), records: JSON.stringify(records), bytes, values };
}

function parted(step: StepRecord, payloads: JsonObject[]) {
  const { key, ord, state, attempts, error, compensated, startedAt, endedAt } = step;
  const apart: string[] = [];
  let size = 0;
  const keep = (part: 'input' | 'output'): Json => {
    const value = step[part];
    if (value === null) return null;
    const { length } = JSON.stringify(value);
    size += length;
    if (length <= apartBytes) return value;
    apart.push(part);
    payloads.push({ key, part, value });
    return null;
  };
  const written = { input: keep('input'), output: keep('output') };
  const fault: Json = error && { ...error };
  const kept = { key, ord, state, attempts, ...written, error: fault, compensated, startedAt, endedAt };
  return { apart, kept, size };
}

const writtenSql = `given as (
  select * from json_to_recordset($2::json) as g(key text, ord integer, state text, attempts integer, input json,
    output json, error json, apart text[], compensated boolean, "startedAt" timestamp with time zone,
    "endedAt" timestamp with time zone)
), written as (
  insert into kiln.run_step as s
    (run, key, ord, state, attempts, input, output, error, apart, compensated, started_at, ended_at)
  select $1, key, ord, state, attempts, input, output, error, apart, compensated, "startedAt", "endedAt" from given
  on conflict (run, key) do update set state = excluded.state, attempts = excluded.attempts,
    input = case when excluded.compensated then s.input else excluded.input end, output = excluded.output,
    error = excluded.error,
    apart = case when excluded.compensated then s.apart else excluded.apart end,
    compensated = excluded.compensated, ended_at = excluded.ended_at
  where s.state not in ('done', 'skipped') or (excluded.compensated and not s.compensated)
  returning key
)`;

function payloadSql(parameter: string): string {
  return `payloads as (
    insert into kiln.run_payload as p (run, key, part, value)
    select $1, key, part, value from json_to_recordset(${parameter}::json) as g(key text, part text, value json)
    on conflict (run, key, part) do update set value = excluded.value
  )`;
}

function overSql(parameter: string): string {
  return `over as (delete from kiln.run_wait where run = $1 and key = any(${parameter}::text[]))`;
}

function waitsSql(parameter: string): string {
  return `waits as (
    insert into kiln.run_wait as w (run, key, kind, wake_at, event, state, since)
    select $1, key, kind, coalesce("until", now() + "afterMs" * interval '1 ms'), event, state, coalesce(since, now())
    from json_to_recordset(${parameter}::json) as g(key text, kind text, "until" timestamp with time zone,
      "afterMs" double precision, event text, state json, since timestamp with time zone)
    on conflict (run, key) do update set kind = excluded.kind, wake_at = excluded.wake_at, event = excluded.event,
      state = excluded.state, since = excluded.since, woken = null, payload = null
  )`;
}

function textOf(value: Json | StepFault): string | null {
  return value === null ? null : JSON.stringify(value);
}
