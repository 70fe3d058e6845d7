import type { Ctx } from '../context/types.ts';
import { isObject, type Json } from '../lib/json.ts';
import { get } from '../records/get.ts';
import { update } from '../records/update.ts';

/**
 * Makes a user a member of a team, by the actor's own rights. Inside the transaction that is open. Throws as get and
 * update do.
 */
export async function joinTeam(ctx: Ctx, team: string, user: string): Promise<void> {
  // Two statements: one that has to wait for the lock would still see the members of before.
  await get(ctx, 'team', team, { select: 'id', lock: true });
  const record: Json = JSON.parse(await get(ctx, 'team', team, { select: 'members(id)' }));
  const members = isObject(record) && Array.isArray(record.members) ? record.members : [];
  const ids = members.flatMap((member) => (isObject(member) && typeof member.id === 'string' ? [member.id] : []));
  await update(ctx, 'team', team, { members: [...new Set([...ids, user])] });
}
