import type { Ctx } from '../context/types.ts';
import { isUuid } from '../query/bind.ts';
import { compileGet, type GetOptions } from '../query/compileGet.ts';
import { defaultSelection, parseSelect } from '../query/parseSelect.ts';
import { run } from '../query/run.ts';
import { seenEntityOf } from './entityOf.ts';
import { notFound } from './notFound.ts';

export interface GetParams extends GetOptions {
  readonly select?: string;
}

/** One record as JSON text. Throws KILN_NOT_FOUND, or KILN_BAD_QUERY for a select that is wrong. */
export async function get(ctx: Ctx, entityName: string, id: string, params: GetParams = {}): Promise<string> {
  const entity = seenEntityOf(ctx, entityName);
  if (!isUuid(id)) throw notFound(entity, id);
  const { select, deleted, lock } = params;
  const shape = `get ${entity.name} ${deleted ? 1 : 0}${lock ? 1 : 0} ${select ?? ''}`;
  const plan = ctx.plans.get(shape, () => {
    const selection = select ? parseSelect(ctx.access.model, entity, select) : defaultSelection(entity);
    return compileGet(ctx, selection, params);
  });
  const rows = await run(ctx, plan, { arguments: [id] });
  const record = rows[0]?.[0];
  if (!record) throw notFound(entity, id);
  return record;
}
