import { KilnError } from '../../../errors/KilnError.ts';
import { remove } from '../../../records/remove.ts';
import type { StepRunner } from '../../engine/StepRunner.ts';

/** Puts a record into the recycle bin: output is `{id, deleted}`, false where it was gone already. */
export function createRecordsDelete(): StepRunner {
  return {
    name: 'records.delete',
    transactional: true,
    async run({ ctx, input }) {
      const { id = null } = input;
      const entity = String(input.entity);
      try {
        await remove(ctx, entity, String(id));
        return { output: { id, deleted: true } };
      } catch (error) {
        // What is to be gone is gone; it was looked at before anything was written.
        const isGone = error instanceof KilnError && error.code === 'KILN_NOT_FOUND' && ctx.model.entities.has(entity);
        if (!isGone || input.ifMissing === 'fail') throw error;
        return { output: { id, deleted: false } };
      }
    },
  };
}
