import type { Ctx } from '../../../context/types.ts';
import { KilnError } from '../../../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../../../lib/json.ts';
import { create } from '../../../records/create.ts';
import { get } from '../../../records/get.ts';
import type { StepCall, StepRunner } from '../../engine/StepRunner.ts';
import { stepRecordId } from './stepRecordId.ts';

/** Creates a record: output is the record. */
export function createRecordsCreate(): StepRunner {
  return {
    name: 'records.create',
    transactional: true,
    async run(call) {
      const { entity, values } = call.input;
      return { output: await createOnce(call, String(entity), isObject(values) ? values : {}) };
    },
  };
}

/**
 * Creates a record under the id of the step. Where the step was done before, in an attempt of the run that was retried
 * by hand, it is there already: as it is today.
 */
export async function createOnce(
  { ctx, run, attempt, idempotencyKey }: Pick<StepCall, 'ctx' | 'run' | 'attempt' | 'idempotencyKey'>,
  entity: string,
  values: JsonObject,
): Promise<Json> {
  const id = typeof values.id === 'string' ? values.id : stepRecordId(idempotencyKey);
  const known = attempt > 1 || run.attempt > 1 ? await find(ctx, entity, id) : undefined;
  return JSON.parse(known ?? (await create(ctx, entity, { ...values, id })));
}

async function find(ctx: Ctx, entity: string, id: string): Promise<string | undefined> {
  return get(ctx, entity, id).catch((error: unknown) => {
    if (error instanceof KilnError && error.code === 'KILN_NOT_FOUND') return undefined;
    throw error;
  });
}
