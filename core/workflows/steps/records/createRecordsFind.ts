import type { Json } from '../../../lib/json.ts';
import { list } from '../../../records/list.ts';
import type { StepRunner } from '../../engine/StepRunner.ts';
import { filledCondition } from './filledCondition.ts';
import { selectWithIds } from './selectWithIds.ts';

const defaultLimit = 100;

/** A page of records, at most 1,000: output is `{data, next, count?}`. */
export function createRecordsFind(): StepRunner {
  return {
    name: 'records.find',
    transactional: true,
    async run({ ctx, input }) {
      const { where, select, sort, after, limit = defaultLimit, count } = input;
      const entity = String(input.entity);
      const condition = filledCondition(where);
      const page = await list(ctx, entity, {
        ...(condition ? { where: condition } : {}),
        ...selectWithIds(select),
        ...(typeof sort === 'string' ? { sort } : {}),
        ...(typeof after === 'string' ? { after } : {}),
        ...(count === true ? { count: 'true' } : {}),
        limit: String(limit),
      });
      const output: Json = JSON.parse(page);
      return { output };
    },
  };
}
