import { KilnError } from '../../errors/KilnError.ts';
import { byId } from '../../model/byId.ts';
import type { Entity } from '../../model/types.ts';
import type { StepCall } from '../engine/StepRunner.ts';

/** The record that `entity` and `id` name, else the one that the run is about; undefined: it is about none. */
export function recordMeant({
  ctx,
  run,
  input,
}: Pick<StepCall, 'ctx' | 'run' | 'input'>): { readonly entity: Entity; readonly id: string } | undefined {
  const { entity: name, id } = input;
  if (typeof name === 'string' && typeof id === 'string') {
    const entity = ctx.model.entities.get(name);
    if (!entity) throw new KilnError('KILN_STEP_FAILED', { detail: `There is no entity '${name.slice(0, 60)}'.` });
    return { entity, id };
  }
  const entity = byId(ctx.model.entities, run.record?.entity);
  return run.record && entity ? { entity, id: run.record.id } : undefined;
}
