import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context/types.ts';
import { saidFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { said } from '../errors/said.ts';

/**
 * Makes these the roles of a user. Throws KILN_INVALID for roles that do not exist, KILN_FORBIDDEN for giving or taking
 * one that the actor does not hold, unless they may edit roles anyway.
 */
export async function setRoles(ctx: Ctx, userId: string, roles: readonly string[]): Promise<void> {
  const unknown = roles.filter((role) => !ctx.model.roles.has(role));
  if (unknown.length > 0) {
    const faults = unknown.map((role) => saidFault('/roles', said`There is no role "${role.slice(0, 60)}".`));
    throw new KilnError('KILN_INVALID', { errors: faults });
  }
  const before = await rolesOf(ctx, userId);
  const after = [...new Set(roles)].sort();
  const changed = [
    ...roles.filter((role) => !before.includes(role)),
    ...before.filter((role) => !roles.includes(role)),
  ];
  const foreign = changed.filter((role) => !ctx.actor.roles.includes(role));
  if (foreign.length > 0 && !ctx.access.mayUse('roles')) {
    throw new KilnError('KILN_FORBIDDEN', {
      detail: `Nobody gives or takes a role that they do not hold: ${foreign.join(', ')}.`,
    });
  }
  await ctx.run.query({
    text: 'delete from kiln.role_member where user_id = $1::uuid and role <> all($2::text[])',
    values: [userId, [...roles]],
  });
  await ctx.run.query({
    text: 'insert into kiln.role_member (user_id, role) select $1::uuid, unnest($2::text[]) on conflict do nothing',
    values: [userId, [...roles]],
  });
  if (changed.length === 0) return;
  await audit(ctx, { action: 'usersChanged', record: userId, details: { roles: { before, after } } });
}

/** Names of the roles that a user holds. */
export async function rolesOf(ctx: Ctx, userId: string): Promise<string[]> {
  const rows = await ctx.run.query({
    text: 'select role from kiln.role_member where user_id = $1::uuid order by role',
    values: [userId],
  });
  return rows.map(([role]) => role ?? '');
}
