import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { requireRight } from '../../identity/requireRight.ts';
import { isoTimeSql } from '../../lib/isoTimeSql.ts';
import { byId } from '../../model/byId.ts';
import { isUuid } from '../../query/bind.ts';
import { todaysTrigger } from '../triggers/todaysTrigger.ts';
import { runSql } from './runSql.ts';

/**
 * A run with all its steps, in the order in which they came, and the document of its version, as JSON text; `texts`: of
 * its texts, those that the language `locale` has. What is large of a step is left out: `cut`. Takes the system right
 * `workflows`.
 */
export async function getRun(ctx: Ctx, id: string, locale = 'en'): Promise<string> {
  requireRight(ctx, 'workflows');
  const values: unknown[] = [id];
  const run = runSql(ctx, (value) => `$${values.push(value)}`);
  const text = `
    select ${run}, trigger, coalesce(input, 'null'::json), coalesce(output, 'null'::json),
      (select coalesce(json_agg(${stepSql} order by s.ord), '[]') from kiln.run_step as s
        left join kiln.run_wait as w on w.run = s.run and w.key = s.key
        left join kiln.approval as a on a.run = s.run and a.step = s.key and a.state in ('open', 'returned')
        where s.run = r.id),
      (select coalesce(json_agg(json_build_object('key', c.parent_key, 'run', c.id) order by c.id), '[]')
        from kiln.run as c where c.parent = r.id),
      (select coalesce(followed, document) from kiln.workflow_version as v
        where v.workflow = r.workflow and v.hash = r.version), r.workflow
    from kiln.run as r where r.id = $1::uuid`;
  const [row] = isUuid(id) ? await ctx.run.query({ text, values, readOnly: true }) : [];
  if (!row) throw noRun();
  const [summary = '{}', trigger, input, output, steps, children, document, workflow] = row;
  const data = JSON.stringify(todaysTrigger(ctx.model, JSON.parse(trigger ?? '{}')));
  const name = byId(ctx.model.workflows, workflow)?.name ?? '';
  const texts = JSON.stringify(ctx.model.locales.get(locale)?.workflows[name] ?? {});
  const parts = { data, input, output, steps, children, document, texts };
  const more = Object.entries(parts).map(([name, json]) => `"${name}":${json ?? 'null'}`);
  return `${summary?.slice(0, -1)},${more.join(',')}}`;
}

/** A step of a run with all that it recorded, as JSON text. Takes the system right `workflows`. */
export async function getRunStep(ctx: Ctx, id: string, key: string): Promise<string> {
  requireRight(ctx, 'workflows');
  const part = (name: 'input' | 'output') =>
    `coalesce((select value from kiln.run_payload as p
      where p.run = s.run and p.key = s.key and part = '${name}'), s.${name})`;
  const text = `
    select json_build_object('key', s.key, 'state', s.state, 'attempts', s.attempts, 'input', ${part('input')},
      'output', ${part('output')}, 'error', s.error,
        'compensated', s.compensated, 'startedAt', ${isoTimeSql('s.started_at')},
      'endedAt', ${isoTimeSql('s.ended_at')})
    from kiln.run_step as s where s.run = $1::uuid and s.key = $2`;
  const [row] = isUuid(id) ? await ctx.run.query({ text, values: [id, key], readOnly: true }) : [];
  if (!row?.[0]) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no such run, or it has no such step.' });
  return row[0];
}

export function noRun(): KilnError {
  return new KilnError('KILN_NOT_FOUND', { detail: 'There is no such run.' });
}

const stepSql = `json_build_object(
  'key', s.key, 'id', split_part(s.key, '[', 1), 'state', s.state,
    'attempts', s.attempts, 'input', s.input, 'output', s.output,
  'error', s.error, 'cut', s.apart is not null, 'compensated', s.compensated,
  'startedAt', ${isoTimeSql('s.started_at')}, 'endedAt', ${isoTimeSql('s.ended_at')},
  'wait', case when w.run is not null then json_build_object('until', ${isoTimeSql('w.wake_at')},
    'on', w.event, 'kind', w.kind, 'approval', a.id) end)`;
