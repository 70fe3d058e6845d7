import type { Ctx } from '../../../context/types.ts';
import { KilnError } from '../../../errors/KilnError.ts';
import type { Model, Workflow } from '../../../model/types.ts';
import type { Reached } from '../../../online/JobRun.ts';
import { type Dated, startDue } from './startDue.ts';

/** Each minute one job; jobs of its queue do not overlap. */
export const datesTask = 'workflow.dates';

/** A record that is written a moment before its date is committed a moment after it. */
const overlap = `interval '10 minutes'`;
/** Longer than clocks may go wrong unnoticed: what was due is started once, though they are put back. */
const keptDays = 40;

/** The workflows of a model that wait for dates. */
export function datedOf(model: Model): Dated[] {
  return [...model.workflows.values()].flatMap((workflow) => datedOne(model, workflow) ?? []);
}

function datedOne(model: Model, workflow: Workflow): Dated | undefined {
  const { trigger, enabled } = workflow;
  if (!enabled || trigger.on !== 'date') return undefined;
  const entity = model.entities.get(trigger.entity);
  const field = entity?.fields.get(trigger.field);
  return entity && field && { workflow, trigger, entity, field };
}

/**
 * Lets the clocks of workflows that wait for dates begin now, where they have none, and those end that wait no more:
 * what is due while a workflow is switched off starts nothing.
 */
export async function setClocks({ run, model }: Ctx): Promise<void> {
  const all = datedOf(model);
  await run.query({
    text: `with gone as (delete from kiln.workflow_clock where workflow <> all($1::text[]))
      insert into kiln.workflow_clock as c (workflow, pattern) select * from unnest($1::text[], $2::text[])
      on conflict (workflow) do update set pattern = excluded.pattern, since = now(), upto = now() where c.pattern <> excluded.pattern`,
    values: [all.map(({ workflow }) => workflow.id), all.map(patternOf)],
  });
}

/** Starts what has become due since the last time, however long ago that is. */
export async function runDates(ctx: Ctx, signal: AbortSignal, reached: Reached = () => undefined): Promise<void> {
  await setClocks(ctx);
  for (const dated of datedOf(ctx.model)) {
    try {
      if (!(await runDated(ctx, dated, signal, reached))) return;
    } catch (error) {
      // What cannot be looked for at all keeps no other workflow waiting. It is looked for again in a minute.
      if (!(error instanceof KilnError) || error.code !== 'KILN_INVALID') throw error;
      ctx.log.error({ err: error, workflow: dated.workflow.id }, 'the dates of a workflow cannot be looked for');
    }
  }
  await ctx.run.query({
    text: 'delete from kiln.workflow_due where due < now() - make_interval(days => $1)',
    values: [keptDays],
  });
}

/** False: it ended early. */
async function runDated(ctx: Ctx, dated: Dated, signal: AbortSignal, reached: Reached): Promise<boolean> {
  const values = [dated.workflow.id];
  // Where the clock was put back, it goes on from there.
  const [row] = await ctx.run.query({
    text: `select greatest(least(since, now()), least(upto, now()) - ${overlap}), now() from kiln.workflow_clock where workflow = $1`,
    values,
  });
  const [from, to] = row ?? [];
  if (!from || !to) return true;
  if (!(await startDue(ctx, dated, { from, to }, signal, reached))) return false;
  await ctx.run.query({
    text: 'update kiln.workflow_clock set upto = $2::timestamptz, since = least(since, $2::timestamptz) where workflow = $1',
    values: [...values, to],
  });
  reached('dates: noted');
  return true;
}

function patternOf({ entity, field, trigger: { every, offset, at, timeZone } }: Dated): string {
  return JSON.stringify([entity.id, field.id, offset, at, timeZone, ...(every ? [every] : [])]);
}
