import { KilnError } from '../../../errors/KilnError.ts';
import type { Json } from '../../../lib/json.ts';
import { get } from '../../../records/get.ts';
import type { StepRunner } from '../../engine/StepRunner.ts';
import { selectWithIds } from './selectWithIds.ts';

/** A record: output is null where there is none that may be read, or nothing is named. */
export function createRecordsGet(): StepRunner {
  return {
    name: 'records.get',
    transactional: true,
    async run({ ctx, input }) {
      const { entity, id, select } = input;
      if (typeof id !== 'string') return { output: null };
      const text = await get(ctx, String(entity), id, selectWithIds(select)).catch((error: unknown) => {
        if (error instanceof KilnError && error.code === 'KILN_NOT_FOUND' && ctx.model.entities.has(String(entity))) {
          return 'null';
        }
        throw error;
      });
      const output: Json = JSON.parse(text);
      return { output };
    },
  };
}
