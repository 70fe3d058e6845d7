import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { get } from './get.ts';

/** What a write of several statements answers, see answerSql. */
export async function getWritten(ctx: Ctx, entityName: string, id: string): Promise<string> {
  return get(ctx, entityName, id).catch((error: unknown) => {
    if (error instanceof KilnError && error.code === 'KILN_NOT_FOUND') return JSON.stringify({ id });
    throw error;
  });
}
