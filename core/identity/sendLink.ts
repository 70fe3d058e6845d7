import type { Ctx } from '../context/types.ts';
import type { Identity } from './Identity.ts';
import { invitationMail, type LinkMail, resetMail } from './mailTexts.ts';

/** How long an invitation is good for. */
const invitationDays = 7;
const resetSeconds = 60 * 60;

export interface SentLink {
  /** A mail is on its way. */
  readonly mailed: boolean;
  /** To be handed on by the administrator. Only where no mail was sent. */
  readonly link?: string;
}

/**
 * Invites: makes the link that lets a new user choose their password, and sends it, or gives it back where that cannot
 * be.
 */
export async function sendInvitation(ctx: Ctx, identity: Identity, userId: string, origin: string): Promise<SentLink> {
  const token = await identity.auth.makeLink(userId, invitationDays * 24 * 60 * 60);
  const link = `${origin}/welcome?token=${token}`;
  return deliver(ctx, identity, userId, link, (mail) => invitationMail(mail, ctx.actor.name, invitationDays));
}

/** The same for a user who has forgotten theirs, asked for by an administrator. */
export async function sendReset(ctx: Ctx, identity: Identity, userId: string, origin: string): Promise<SentLink> {
  const token = await identity.auth.makeLink(userId, resetSeconds);
  return deliver(ctx, identity, userId, `${origin}/reset-password?token=${token}`, resetMail);
}

/**
 * What somebody asked for by themselves; whoever reads the answer learns nothing, not even whether there is such a
 * user.
 */
export async function sendResetLink(
  ctx: Ctx,
  identity: Identity,
  userId: string,
  { token, origin }: { readonly token: string; readonly origin: string },
): Promise<void> {
  const link = `${identity.settings.url ?? origin}/reset-password?token=${token}`;
  await deliver(ctx, identity, userId, link, resetMail);
}

async function deliver(
  ctx: Ctx,
  { mailer }: Identity,
  userId: string,
  link: string,
  write: (mail: LinkMail) => ReturnType<typeof resetMail>,
): Promise<SentLink> {
  const [row] = await ctx.run.query({
    text: 'select email, name, language from data."user" where id = $1::uuid and active and deleted_at is null',
    values: [userId],
  });
  const [email, name, language] = row ?? [];
  if (!email) return { mailed: false };
  const mail = { to: email, name: name ?? '', link, language: language ?? undefined };
  if (await mailer.send(write(mail))) return { mailed: true };
  ctx.log.warn({ email, link }, 'no mail was sent; hand this link on');
  return { mailed: false, link };
}
