import { isObject, type Json } from '../../../lib/json.ts';
import { update } from '../../../records/update.ts';
import type { StepRunner } from '../../engine/StepRunner.ts';

/** Changes a record: output is the record afterwards. With `version` only the one of that version. */
export function createRecordsUpdate(): StepRunner {
  return {
    name: 'records.update',
    transactional: true,
    async run({ ctx, input }) {
      const { entity, id, values, version } = input;
      const options = typeof version === 'number' ? { ifMatch: version } : {};
      const text = await update(ctx, String(entity), String(id), isObject(values) ? values : {}, options);
      const output: Json = JSON.parse(text);
      return { output };
    },
  };
}
