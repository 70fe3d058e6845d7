import { NIL } from 'uuid';
import type { Ctx } from '../../../context/types.ts';
import { isObject, type Json } from '../../../lib/json.ts';
import { byId } from '../../../model/byId.ts';
import type { Reached } from '../../../online/JobRun.ts';
import { startRun } from '../../engine/startRun.ts';

export const tickTask = 'workflow.tick';

/** Starts the run of a tick, once, however often the job is tried. The workflow may be gone, or off, by now. */
export async function startTick(ctx: Ctx, payload: Json, reached: Reached = () => undefined): Promise<void> {
  const { workflow: id, tick } = isObject(payload) ? payload : {};
  if (typeof id !== 'string' || typeof tick !== 'string') return;
  const workflow = byId(ctx.model.workflows, id);
  if (!workflow?.enabled || workflow.trigger.on !== 'cron') return;
  await ctx.inTx(async (tx) => {
    const [row] = await tx.run.query({
      text: 'insert into kiln.workflow_due (workflow, record, due) values ($1, $2, $3::timestamptz) on conflict do nothing returning 1',
      values: [id, NIL, tick],
    });
    if (!row) return;
    await tx.run.query({
      text: `delete from kiln.workflow_due
        where workflow = $1 and record = $2 and due < least(now(), $3::timestamptz) - interval '40 days'`,
      values: [id, NIL, tick],
    });
    await startRun(tx, { workflow: workflow.name, trigger: { on: 'cron', at: tick } });
    reached('tick: started');
  });
  reached('tick: committed');
}
