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

const states: ReadonlySet<string> = new Set(['queued', 'running', 'waiting', 'done', 'failed', 'cancelled']);
const most = 200;

/** Runs as JSON text, `{"data": […], "next"}`, the latest first. Takes the system right `workflows`. */
export async function listRuns(ctx: Ctx, filter: RunFilter): Promise<string> {
  requireRight(ctx, 'workflows');
  const limit = limitOf(filter.limit);
  const values: unknown[] = [];
  const add = (value: unknown) => `$${values.push(value)}`;
  const where = conditions(ctx, filter, add);
  const text = `
    select coalesce(json_agg(run), '[]'), (array_agg(id order by id desc))[${limit}] from (
      select r.id, ${runSql(ctx, add)} as run from kiln.run as r
      ${where.length > 0 ? `where ${where.join(' and ')}` : ''} order by r.id desc limit ${limit}
    ) as page`;
  const [row] = await ctx.run.query({ text, values, readOnly: true });
  const [data, last] = row ?? [];
  return `{"data":${data},"next":${last ? `"${last}"` : 'null'}}`;
}

function limitOf(limit: string | undefined): number {
  const count = limit === undefined ? 50 : Number(limit);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw bad(`limit has to be a number from 1 to ${most}.`);
}

type Add = (value: unknown) => string;

function conditions(ctx: Ctx, filter: RunFilter, add: Add): string[] {
  const { workflow, state, entity, record, since, until, after } = filter;
  const found: string[] = [];
  if (workflow !== undefined)
    found.push(`r.workflow = any(${add(workflow.split(',').map((name) => idOf(ctx, name)))}::text[])`);
  if (state !== undefined) {
    const given = state.split(',');
    const wrong = given.find((each) => !states.has(each));
    if (wrong !== undefined) throw bad(`There is no state '${wrong.slice(0, 40)}'.`);
    // As constants, so that the index of those that are not done may serve.
    found.push(`r.state in (${given.map((each) => `'${each}'`).join(', ')})`);
    if (!given.includes('done')) found.push(`r.state <> 'done'`);
  }
  if (entity !== undefined) found.push(`r.entity = ${add(ctx.model.entities.get(entity)?.id ?? entity)}`);
  if (record !== undefined) found.push(`r.record = ${add(uuidOf(record, 'record'))}::uuid`);
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

/** Runs of a workflow that is gone are found by its x-id. */
function idOf({ model }: Ctx, name: string): string {
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
  if (Number.isNaN(time.getTime())) throw bad(`${name} has to be a time, such as 2026-01-31T09:00:00Z.`);
  return time;
}

function bad(detail: string): KilnError {
  return new KilnError('KILN_BAD_QUERY', { detail });
}
