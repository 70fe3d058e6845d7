import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { isUuid } from '../query/bind.ts';
import { requireRight } from './requireRight.ts';
import { rolesOf } from './setRoles.ts';

/**
 * Throws KILN_FORBIDDEN where the actor does not administer users, or the user holds a role that the actor does not:
 * who can set somebody's password can be them. KILN_NOT_FOUND where there is no such user.
 */
export async function mayChangeUser(ctx: Ctx, id: string): Promise<void> {
  requireRight(ctx, 'users');
  const found = isUuid(id)
    ? await ctx.run.query({
        text: 'select from data."user" where id = $1::uuid and deleted_at is null',
        values: [id],
      })
    : [];
  if (found.length === 0) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no such user.' });
  if (ctx.access.mayUse('roles')) return;
  const above = (await rolesOf(ctx, id)).filter((role) => !ctx.actor.roles.includes(role));
  if (above.length === 0) return;
  throw new KilnError('KILN_FORBIDDEN', {
    detail: `This user holds roles that you do not hold: ${above.join(', ')}.`,
  });
}
