import { systemActor } from '../../context/systemActor.ts';
import type { EngineParts } from './EngineParts.ts';
import { endRun } from './endRun.ts';
import { faultOf } from './faultOf.ts';
import { isOpen, loadRun } from './loadRun.ts';
import { tellRun } from './tellRun.ts';

/** Ends a run that cannot go on. One that has ended meanwhile stays as it is. */
export async function failRun(parts: EngineParts, id: string, error: unknown): Promise<void> {
  const ended = await parts.ctx(systemActor, `run-${id}`).inTx(async (tx) => {
    const run = await loadRun(tx.run, id);
    if (!run || !isOpen(run)) return undefined;
    await endRun(parts, tx, run, { state: 'failed', error: faultOf(error) });
    return run;
  });
  if (ended) tellRun(parts, ended, 'failed');
}
