import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { requireRight } from '../../identity/requireRight.ts';
import { isUuid } from '../../query/bind.ts';
import { runSql } from './runSql.ts';

export interface RunFilter {
  /** Names, with commas between them. */
  readonly workflow?: string | undefined;
  readonly state?: string | undefined;
  readonly entity?: string | undefined;
  /** uuid */
  readonly record?: string | undefined;
  /** ISO 8601: runs that were set off from then on, or before. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: string | undefined;
}

const allStates: readonly string[] = ['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'];
const most = 200;

/** Runs as JSON text, `{"data": […], "next"}`, the latest first. Takes the system right `workflows`. */
export async function listRuns(ctx: Ctx, filter: RunFilter): Promise<string> {
  requireRight(ctx, 'workflows');
  const values: unknown[] = [];
  const text = listRunsSql(ctx, filter, (value) => `$${values.push(value)}`);
  const [row] = await ctx.run.query({ text, values, readOnly: true });
  const [data, last] = row ?? [];
  return `{"data":${data},"next":${last ? `"${last}"` : 'null'}}`;
}

/** The statement: the runs of a page, and the id of the last one if the page is full. */
export function listRunsSql(ctx: Pick<Ctx, 'model'>, filter: RunFilter, add: Add): string {
  const limit = limitOf(filter.limit);
  return `${pageSql(ctx, filter, limit, add)}
    select coalesce(json_agg(run order by id desc), '[]'), (array_agg(id order by id desc))[${limit}] from (
      select r.id, ${runSql(ctx, add)} as run from page join kiln.run as r using (id)
    ) as runs`;
}

function limitOf(limit: string | undefined): number {
  const count = limit === undefined ? 50 : Number(limit);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw bad(`limit has to be a number from 1 to ${most}.`);
}

type Add = (value: unknown) => string;

/** A common table expression `page` with the ids. */
function pageSql(ctx: Pick<Ctx, 'model'>, filter: RunFilter, limit: number, add: Add): string {
  const { workflow, state, entity, record } = filter;
  const times = timeConditions(filter, add);
  const about = entity === undefined ? [] : [`r.entity = ${add(ctx.model.entities.get(entity)?.id ?? entity)}`];
  const states = state === undefined ? allStates : statesOf(state);
  const latest = `order by r.id desc limit ${limit}`;
  if (record !== undefined || (workflow === undefined && state === undefined && entity === undefined)) {
    const which = [
      ...(record === undefined ? [] : [`r.record = ${add(uuidOf(record, 'record'))}::uuid`]),
      ...(workflow === undefined ? [] : [`r.workflow = any(${add(workflowsOf(ctx, workflow))}::text[])`]),
      ...(state === undefined ? [] : [`r.state = any(${add(states)}::text[])`]),
    ];
    return `with page as (select r.id from kiln.run as r${whereSql([...which, ...about, ...times])} ${latest})`;
  }
  const workflows =
    workflow === undefined
      ? workflowsSql(about)
      : `workflow (id) as (select unnest(${add(workflowsOf(ctx, workflow))}::text[]))`;
  const lane = ['r.workflow = workflow.id', 'r.state = states.state'];
  // Where few fit among many, no index has them in the order of all; those of one workflow in one state it has.
  return `with recursive ${workflows}, page as (
      select r.id from workflow cross join unnest(${add(states)}::text[]) as states (state) cross join lateral (
        select r.id from kiln.run as r${whereSql([...lane, ...about, ...times])} ${latest}
      ) as r ${latest}
    )`;
}

/** `workflow` with all that have runs, from one to the next by the index. */
function workflowsSql(about: readonly string[]): string {
  const next = (more: readonly string[]) => `select min(r.workflow) from kiln.run as r${whereSql([...about, ...more])}`;
  return `workflow (id) as (
      (${next([])})
      union all
      select (${next(['r.workflow > workflow.id'])}) from workflow where workflow.id is not null
    )`;
}

function timeConditions({ since, until, after }: RunFilter, add: Add): string[] {
  const found: string[] = [];
  if (since !== undefined) {
    const time = timeOf(since, 'since');
    found.push(`r.created_at >= ${add(time.toISOString())}::timestamp with time zone`);
    found.push(`r.id >= ${add(idAt(time.getTime() - clocksMs))}::uuid`);
  }
  if (until !== undefined) {
    const time = timeOf(until, 'until');
    found.push(`r.created_at < ${add(time.toISOString())}::timestamp with time zone`);
    found.push(`r.id < ${add(idAt(time.getTime() + clocksMs))}::uuid`);
  }
  if (after !== undefined) found.push(`r.id < ${add(uuidOf(after, 'after'))}::uuid`);
  return found;
}

function whereSql(conditions: readonly string[]): string {
  return conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '';
}

function statesOf(text: string): string[] {
  const given = text.split(',');
  const wrong = given.find((each) => !allStates.includes(each));
  if (wrong !== undefined) throw bad(`There is no state '${wrong.slice(0, 40)}'.`);
  return [...new Set(given)];
}

/** x-ids, each once. */
function workflowsOf(ctx: Pick<Ctx, 'model'>, text: string): string[] {
  return [...new Set(text.split(',').map((name) => idOf(ctx, name)))];
}

/** Runs of a workflow that is gone are found by its x-id. */
function idOf({ model }: Pick<Ctx, 'model'>, name: string): string {
  return model.workflows.get(name)?.id ?? name;
}

function uuidOf(text: string, name: string): string {
  if (isUuid(text)) return text;
  throw bad(`${name} has to be an id.`);
}

/** How far clocks of servers may be apart. */
const clocksMs = 60 * 60_000;

/** The first id of this time: they begin with it, so a time is a place in the index. */
function idAt(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}

function timeOf(text: string, name: string): Date {
  const time = new Date(text);
  // Postgres knows no year 0, and the ids of runs have places for no year after 9999.
  const year = Number.isNaN(time.getTime()) ? 0 : time.getUTCFullYear();
  if (year < 1 || year > 9_999) throw bad(`${name} has to be a time, such as 2026-01-31T09:00:00Z.`);
  return time;
}

function bad(detail: string): KilnError {
  return new KilnError('KILN_BAD_QUERY', { detail });
}
