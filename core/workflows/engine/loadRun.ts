import type { Queryable } from '../../db/types.ts';
import { isoTimeSql } from '../../lib/isoTimeSql.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import type { RunState, RunTrigger, Starter, StepState } from './RunInfo.ts';
import type { StepRecord, WaitRecord } from './StepRecord.ts';
import type { StepFault } from './StepRunner.ts';

/** A run and all that is recorded of it. */
export interface LoadedRun {
  readonly id: string;
  /** x-id */
  readonly workflow: string;
  readonly version: string;
  readonly state: RunState;
  readonly record: { readonly entity: string; readonly id: string } | undefined;
  readonly trigger: RunTrigger;
  readonly input: JsonObject | null;
  /** Null: it has not begun. */
  readonly vars: JsonObject | null;
  readonly starter: Starter;
  readonly causes: readonly string[];
  readonly parent: { readonly run: string; readonly key: string } | undefined;
  readonly attempt: number;
  readonly createdAt: string;
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  readonly limited: boolean;
  readonly slot: boolean;
  readonly rev: number;
  /** The job that works on it outside of a transaction. */
  readonly job: string | undefined;
  /** Somebody does that job at this moment. */
  readonly jobRuns: boolean;
  readonly bytes: number;
  /** How often steps were undone before they were done anew, by key; null: none was. */
  readonly undone: Readonly<Record<string, number>> | null;
  readonly steps: ReadonlyMap<string, StepRecord>;
  readonly waits: ReadonlyMap<string, WaitRecord>;
}

/** It has not ended. */
export function isOpen({ state }: Pick<LoadedRun, 'state'>): boolean {
  return state === 'queued' || state === 'running' || state === 'waiting';
}

/** Locks a run and reads it with its steps. Undefined: there is none. */
export async function loadRun(tx: Queryable, id: string): Promise<LoadedRun | undefined> {
  for (;;) {
    const [row] = await tx.query({ name: 'run_load', text: loadSql, values: [id] });
    if (!row) return undefined;
    const [run, rev, seen] = row;
    // It was locked by another one, and its steps are those of before: once more.
    if (rev === seen) return parse(id, Number(rev), JSON.parse(run ?? 'null'), row.slice(3));
  }
}

function apartSql(part: 'input' | 'output'): string {
  return `(select value from kiln.run_payload as p where p.run = s.run and p.key = s.key and p.part = '${part}')`;
}

/** What it was when the lock was asked for stands in `seen`. */
const loadSql = `
select json_build_object(
  'workflow', workflow, 'version', version, 'state', state, 'entity', entity, 'record', record,
  'starter', json_build_object('kind', starter_kind, 'id', coalesce(starter::text, ''), 'name', starter_name,
    'roles', starter_roles),
  'causes', causes, 'parent', parent, 'parentKey', parent_key, 'attempt', attempt,
  'createdAt', ${isoTimeSql('created_at')}, 'startedAt', ${isoTimeSql('started_at')},
  'endedAt', ${isoTimeSql('ended_at')},
  'limited', limited, 'slot', slot, 'bytes', bytes, 'undone', undone,
  'job', job::text,
  'jobRuns', exists (select from kiln_queue._private_jobs as j where j.id = r.job and j.locked_at is not null)
), rev, (select rev from kiln.run where id = $1), trigger, input, vars, (
  select json_agg(json_build_array(key, ord, state, attempts, case when state in ('waiting', 'running') then
      case when 'input' = any(apart) then ${apartSql('input')} else input end end,
    case when 'output' = any(apart) then ${apartSql('output')} else output end,
    error, compensated, ${isoTimeSql('started_at')}, ${isoTimeSql('ended_at')}) order by ord)
  from kiln.run_step as s where run = $1
), (
  select json_agg(json_build_array(key, kind, ${isoTimeSql('since')}, state, woken, payload))
  from kiln.run_wait where run = $1
)
from kiln.run as r where id = $1 for update of r`;

interface RunRow {
  readonly workflow: string;
  readonly version: string;
  readonly state: RunState;
  readonly entity: string | null;
  readonly record: string | null;
  readonly starter: Starter;
  readonly causes: readonly string[];
  readonly parent: string | null;
  readonly parentKey: string | null;
  readonly attempt: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly limited: boolean;
  readonly slot: boolean;
  readonly bytes: number;
  readonly undone: LoadedRun['undone'];
  readonly job: string | null;
  readonly jobRuns: boolean;
}

type StepRow = readonly [
  string,
  number,
  StepState,
  number,
  JsonObject | null,
  Json,
  StepFault | null,
  boolean,
  string,
  string | null,
];
type WaitRow = readonly [string, WaitRecord['kind'], string, Json, WaitRecord['woken'], Json];

function parse(id: string, rev: number, row: RunRow, texts: readonly (string | null)[]): LoadedRun {
  const [trigger, input, vars, steps, waits] = texts;
  const stepRows: readonly StepRow[] = JSON.parse(steps ?? '[]');
  const waitRows: readonly WaitRow[] = JSON.parse(waits ?? '[]');
  const { entity, record, parent, parentKey, startedAt, endedAt, job, ...rest } = row;
  return {
    ...rest,
    id,
    rev,
    record: entity !== null && record !== null ? { entity, id: record } : undefined,
    parent: parent !== null && parentKey !== null ? { run: parent, key: parentKey } : undefined,
    startedAt: startedAt ?? undefined,
    endedAt: endedAt ?? undefined,
    job: job ?? undefined,
    trigger: JSON.parse(trigger ?? '{}'),
    input: JSON.parse(input ?? 'null'),
    vars: JSON.parse(vars ?? 'null'),
    steps: new Map(stepRows.map((each) => [each[0], stepOf(each)])),
    waits: new Map(waitRows.map((each) => [each[0], waitOf(each)])),
  };
}

function stepOf([
  key,
  ord,
  state,
  attempts,
  input,
  output,
  error,
  compensated,
  startedAt,
  endedAt,
]: StepRow): StepRecord {
  return { key, ord, state, attempts, input, output, error, compensated, startedAt, endedAt };
}

function waitOf([key, kind, since, state, woken, payload]: WaitRow): WaitRecord {
  return { key, kind, since, state, woken, payload };
}
