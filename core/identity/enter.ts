import { APIError } from 'better-auth/api';
import { audit } from '../audit/audit.ts';
import type { OidcConfig } from '../config/readConfig.ts';
import type { Ctx } from '../context/types.ts';
import { adminRole } from '../model/adminRole.ts';
import { hasAdmin, lockAdmins } from './admins.ts';
import { createPerson } from './createPerson.ts';
import { setRoles } from './setRoles.ts';

/** What the provider of single sign-on says of a person. */
export type Claims = Readonly<Record<string, unknown>>;

interface Entrance {
  /** Absent: by another way than single sign-on. */
  readonly oidc: OidcConfig | undefined;
  /** By the provider's own id of the person. */
  readonly claimsOf: (subject: string) => Claims | undefined;
}

/**
 * Whether somebody who has shown who they are may enter: who is switched off may not. Who comes by single sign-on for
 * the first time becomes a user where KILN_OIDC_ROLE says so; their roles follow the claim of KILN_OIDC_ROLE_CLAIM each
 * time.
 */
export async function enter(ctx: Ctx, userId: string, { oidc, claimsOf }: Entrance): Promise<void> {
  const [person] = await ctx.run.query({
    text: 'select active and deleted_at is null from data."user" where id = $1::uuid',
    values: [userId],
  });
  if (person && person[0] !== 't') throw refused();
  if (!person) {
    if (oidc?.role === undefined) throw refused();
    await adopt(ctx, userId, oidc.role);
  }
  if (oidc?.roleClaim !== undefined) await followClaim(ctx, userId, oidc.roleClaim, claimsOf);
}

function refused(): APIError {
  return new APIError('FORBIDDEN', { code: 'ACCOUNT_INACTIVE', message: 'This account is switched off.' });
}

/** better-auth has made the user in its own transaction already. */
async function adopt(ctx: Ctx, userId: string, role: string): Promise<void> {
  await ctx.inTx(async (tx) => {
    const [found] = await tx.run.query({
      text: 'select "name", "email" from auth."user" where "id" = $1',
      values: [userId],
    });
    const [name, email] = found ?? [];
    if (!email) throw refused();
    await createPerson(tx, { id: userId, name: name || email, email });
    await tx.run.query({
      text: 'insert into kiln.role_member (user_id, role) values ($1::uuid, $2)',
      values: [userId, role],
    });
    const details = { singleSignOn: true, roles: { before: [], after: [role] } };
    await audit(tx, { action: 'usersChanged', record: userId, details });
  });
}

/**
 * Roles that the model does not know are the provider's own business. A person of whom the claim is not told keeps
 * theirs.
 */
async function followClaim(ctx: Ctx, userId: string, claim: string, claimsOf: Entrance['claimsOf']): Promise<void> {
  const [account] = await ctx.run.query({
    text: `select "accountId" from auth."account" where "userId" = $1 and "providerId" = 'oidc'
      order by "updatedAt" desc limit 1`,
    values: [userId],
  });
  const claimed = account?.[0] ? claimsOf(account[0])?.[claim] : undefined;
  if (claimed === undefined) return;
  const roles = (Array.isArray(claimed) ? claimed : [claimed]).map(String).filter((role) => ctx.model.roles.has(role));
  await ctx.inTx(async (tx) => {
    await lockAdmins(tx.run);
    const hadAdmin = await hasAdmin(tx.run);
    await setRoles(tx, userId, roles);
    if (!hadAdmin || (await hasAdmin(tx.run))) return;
    // A claim that somebody forgot to set up must not leave an installation that nobody can administer.
    await setRoles(tx, userId, [...roles, adminRole]);
    ctx.log.warn({ user: userId }, 'the last administrator stays one, whatever single sign-on says');
  });
}
