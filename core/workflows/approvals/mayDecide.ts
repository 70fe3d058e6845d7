import type { Ctx } from '../../context/types.ts';
import { readActor } from '../../identity/readActor.ts';
import { byId } from '../../model/byId.ts';
import { readableIds } from '../../records/readableIds.ts';
import type { Approval } from './Approval.ts';

/** Why somebody cannot decide. */
type Hindrance = 'inactive' | 'requester' | 'unreadable';

/**
 * Whether a user is active, may have a say in it and may read what it is about. Of a record that was purged nobody may.
 */
export async function hindranceOf(
  ctx: Ctx,
  approval: Pick<Approval, 'entity' | 'record' | 'requester' | 'requesterDecides'>,
  user: string,
): Promise<Hindrance | undefined> {
  if (user === approval.requester && !approval.requesterDecides) return 'requester';
  const known = await readActor(ctx.run, ctx.model, 'user', user);
  if (!known) return 'inactive';
  return (await readsRecord(ctx.as(known.actor), approval)) ? undefined : 'unreadable';
}

/** Whether the actor of the context may read what it is about; true where it is about no record. */
export async function readsRecord(ctx: Ctx, { entity, record }: Pick<Approval, 'entity' | 'record'>): Promise<boolean> {
  if (entity === null || record === null) return true;
  const known = byId(ctx.model.entities, entity);
  return known !== undefined && (await readableIds(ctx, known.name, [record])).has(record);
}
