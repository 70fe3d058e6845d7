import { KilnError } from '../../errors/KilnError.ts';
import { type NotificationTarget, notify } from '../../notifications/notify.ts';
import type { StepCall, StepRunner } from '../engine/StepRunner.ts';
import { resolvePeople } from '../resolvePeople.ts';

/** Tells people at the bell: output is `{users}`, ids of those who are told. */
export function createNotify(): StepRunner {
  return {
    name: 'notify',
    transactional: true,
    async run(call) {
      const { ctx, input, idempotencyKey } = call;
      const users = await resolvePeople(ctx, input.to);
      const target = targetOf(call);
      await notify(ctx, {
        to: users,
        kind: 'notify',
        wordings: call.wordings(),
        title: String(input.title ?? ''),
        ...(typeof input.text === 'string' ? { text: input.text } : {}),
        ...(target ? { target } : {}),
        key: `step ${idempotencyKey}`,
      });
      return { output: { users } };
    },
  };
}

/** The record that is named, else the one that the run is about. */
function targetOf({ ctx, input, run }: StepCall): NotificationTarget | undefined {
  const { entity, id } = input;
  if (typeof entity !== 'string' || typeof id !== 'string') return run.record;
  const found = ctx.model.entities.get(entity);
  if (!found) throw new KilnError('KILN_STEP_FAILED', { detail: `There is no entity '${entity.slice(0, 60)}'.` });
  return { entity: found.id, id };
}
