import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context/types.ts';
import { createPerson, type NewPerson } from './createPerson.ts';
import type { Identity } from './Identity.ts';
import { joinTeam } from './joinTeam.ts';
import { requireRight } from './requireRight.ts';
import { type SentLink, sendInvitation } from './sendLink.ts';
import { setRoles } from './setRoles.ts';

export interface Invitation extends NewPerson {
  readonly email: string;
  readonly roles: readonly string[];
  /** Id of a team to belong to from the beginning. */
  readonly team?: string;
}

/** Makes a user who may choose a password. `origin`: of the link, without a slash. Throws KILN_NOT_UNIQUE, and
 * what setRoles and joinTeam throw. */
export async function inviteUser(
  ctx: Ctx,
  identity: Identity,
  { roles, team, ...person }: Invitation,
  origin: string,
): Promise<SentLink & { readonly id: string }> {
  requireRight(ctx, 'users');
  const id = await ctx.inTx(async (tx) => {
    const created = await createPerson(tx, person);
    await setRoles(tx, created, roles);
    if (team !== undefined) await joinTeam(tx, team, created);
    await audit(tx, { action: 'usersChanged', record: created, details: { invited: person.email } });
    return created;
  });
  return { id, ...(await sendInvitation(ctx, identity, id, origin)) };
}
