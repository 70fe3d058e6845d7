import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Identity } from './Identity.ts';
import { mayChangeUser } from './mayChangeUser.ts';
import { type SentLink, sendInvitation, sendReset } from './sendLink.ts';

/**
 * Sends a user a link that sets a new password; to one who never had one, the invitation again. Links sent before stop
 * working.
 */
export async function resetUserPassword(ctx: Ctx, identity: Identity, id: string, origin: string): Promise<SentLink> {
  await mayChangeUser(ctx, id);
  const [row] = await ctx.run.query({
    text: `select exists (select from auth."account" where "userId" = u."id") from auth."user" u
      join data."user" d on d.id = u."id"::uuid and d.active
      where u."id" = $1`,
    values: [id],
  });
  if (!row) throw new KilnError('KILN_CONFLICT', { detail: 'Nobody signs in as this user.' });
  await ctx.inTx(async (tx) => {
    await tx.run.query({ text: 'delete from auth."verification" where "value" = $1', values: [id] });
    await noteChange(tx, id, 'passwordReset');
  });
  return row[0] === 't' ? sendReset(ctx, identity, id, origin) : sendInvitation(ctx, identity, id, origin);
}

/** For a user who has lost their second factor: takes away authenticator and passkeys, and ends every session. */
export async function resetSecondFactor(ctx: Ctx, id: string): Promise<void> {
  await mayChangeUser(ctx, id);
  await ctx.inTx(async (tx) => {
    const { run } = tx;
    await run.query({ text: 'delete from auth."twoFactor" where "userId" = $1', values: [id] });
    await run.query({ text: 'delete from auth."passkey" where "userId" = $1', values: [id] });
    await run.query({ text: 'update auth."user" set "twoFactorEnabled" = false where "id" = $1', values: [id] });
    await run.query({ text: 'delete from auth."session" where "userId" = $1', values: [id] });
    await noteChange(tx, id, 'secondFactorReset');
  });
}

function noteChange(tx: Ctx, id: string, what: string): Promise<void> {
  return audit(tx, { action: 'usersChanged', record: id, details: { [what]: true } });
}
