import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isUuid } from '../../query/bind.ts';
import type { EngineParts } from '../engine/EngineParts.ts';
import { endRun } from '../engine/endRun.ts';
import { type LoadedRun, loadRun } from '../engine/loadRun.ts';
import { tellRun } from '../engine/tellRun.ts';

/** Tells processes to end what a run does outside. */
export const cancelChannel = 'kiln_run_cancelled';

/**
 * Ends a run where it is, with the runs that its steps have started and wait for. What was done stays done. Throws
 * KILN_NOT_FOUND, and KILN_CONFLICT where it has ended.
 */
export async function cancelRun(parts: EngineParts, ctx: Ctx, id: string): Promise<void> {
  const ended = await ctx.inTx(async (tx) => {
    const run = isUuid(id) ? await loadRun(tx.run, id) : undefined;
    if (!run) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no such run.' });
    if (run.endedAt !== undefined) throw new KilnError('KILN_CONFLICT', { detail: 'The run has ended already.' });
    await audit(tx, { action: 'runsChanged', details: { cancelled: id, workflow: run.workflow } });
    return cancelAll(parts, tx, run);
  });
  parts.reached('cancel: committed');
  for (const run of ended) tellRun(parts, run, 'cancelled');
}

async function cancelAll(parts: EngineParts, tx: Ctx, run: LoadedRun): Promise<LoadedRun[]> {
  const message = `${tx.actor.name} cancelled the run.`;
  await endRun(parts, tx, run, { state: 'cancelled', error: { code: 'KILN_RUN_CANCELLED', message } });
  await tx.run.query({ text: 'select pg_notify($1, $2)', values: [cancelChannel, run.id] });
  parts.reached('cancel: written');
  const ended = [run];
  const children = await tx.run.query({ text: childrenSql, values: [run.id] });
  for (const [child] of children) {
    const loaded = child ? await loadRun(tx.run, child) : undefined;
    if (loaded && loaded.endedAt === undefined) ended.push(...(await cancelAll(parts, tx, loaded)));
  }
  return ended;
}

const childrenSql = `select id from kiln.run where parent = $1 and state in ('queued', 'running', 'waiting')
  order by id`;
