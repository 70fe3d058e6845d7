import { stepsOf } from '../../model/kinds/workflow/stepsOf.ts';
import type { DoStep, Step } from '../../model/workflowTypes.ts';
import type { StepRecord } from './StepRecord.ts';
import { stepIdOf, turnOf } from './stepKey.ts';
import type { Frame, Walk } from './Walk.ts';

/** Takes back what steps wait for, since nobody will go on from there. */
export async function cancelWaits(walk: Walk, steps: readonly Step[], frame: Pick<Frame, 'index'>): Promise<void> {
  const found = new Map(stepsOf(steps).map((step) => [step.id, step]));
  for (const record of [...walk.ledger.all()]) {
    const step = found.get(stepIdOf(record.key));
    if (record.state !== 'waiting' || step?.kind !== 'do' || !isWithin(record.key, frame)) continue;
    await cancelWait(walk, step, record);
  }
}

async function cancelWait(walk: Walk, step: DoStep, record: StepRecord): Promise<void> {
  const { key, input } = record;
  const wait = walk.ledger.waitOf(key);
  const cancel = wait?.kind === 'step' ? walk.parts.runners.get(step.do)?.cancel : undefined;
  if (cancel) {
    const call = { run: walk.run, key, input: input ?? {}, state: wait?.state ?? null };
    await walk.turns.inside((tx) => cancel({ ...call, ctx: tx.sudo() }));
  }
  walk.ledger.stopWaiting(key);
  walk.ledger.put({ ...record, state: 'cancelled', endedAt: new Date().toISOString() });
}

function isWithin(key: string, { index }: Pick<Frame, 'index'>): boolean {
  return turnOf(key).slice(0, index.length).join() === index.join();
}
