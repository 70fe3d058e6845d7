import type { BeforeHook, Ctx, HookedValues } from '../context/types.ts';
import { isObject, type Json } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';
import type { NewRecord } from './insertRecords.ts';
import { prepareNew } from './prepareNew.ts';

/** What hooks made of new records, asked before the transaction. */
export interface HookedNew {
  readonly made: readonly HookedValues[];
}

/**
 * As prepareNew, where hooks may listen: they are asked about the records with their defaults, and what they make of
 * them is checked again. `hooked`: they were asked already.
 */
export async function prepareHooked(
  ctx: Ctx,
  entity: Entity,
  bodies: readonly Json[],
  pointerOf: (index: number) => string,
  hooked?: HookedNew,
): Promise<NewRecord[]> {
  const hook = ctx.hooks.before(entity.name, 'creating');
  if (!hook) return prepareNew(ctx, entity, bodies, pointerOf);
  const { made } = hooked ?? (await askCreating(ctx, entity, hook, bodies, pointerOf));
  const changed = bodies.map((body, index) => (isObject(body) ? { ...body, ...made[index]?.values } : body));
  return prepareNew(ctx, entity, changed, pointerOf, { own: made.map(({ own }) => own) });
}

export async function askCreating(
  ctx: Ctx,
  entity: Entity,
  hook: BeforeHook,
  bodies: readonly Json[],
  pointerOf: (index: number) => string,
): Promise<HookedNew> {
  const drafts = prepareNew(ctx, entity, bodies, pointerOf, { draft: true });
  const writes = drafts.map(({ id, values }) => ({ ...(id === undefined ? {} : { id }), values }));
  return { made: await hook(ctx, writes, pointerOf) };
}
