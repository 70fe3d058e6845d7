import type { Logger } from 'pino';
import type { Ctx } from '../context/types.ts';
import type { Db } from '../db/types.ts';
import type { AuthHooks } from './authOptions.ts';
import { createAuth } from './createAuth.ts';
import { createAuthenticator } from './createAuthenticator.ts';
import { createMailer } from './createMailer.ts';
import { ensureAdmin } from './ensureAdmin.ts';
import type { Identity, IdentitySettings } from './Identity.ts';
import { identitySecret } from './identitySecret.ts';
import { installTriggers } from './installTriggers.ts';
import { sendResetLink } from './sendLink.ts';

export interface IdentityParts {
  readonly db: Db;
  readonly databaseUrl: string;
  /** That of the installation. */
  readonly secret: string;
  readonly settings: IdentitySettings;
  readonly log: Logger;
  /** A context of Kiln itself. */
  readonly ctx: () => Ctx;
}

/** Makes ready who may enter: what tells of changes, the administrator that the environment names, and the parts. */
export async function createIdentity(parts: IdentityParts): Promise<Identity> {
  const { db, databaseUrl, settings, log, ctx } = parts;
  const secret = identitySecret(parts.secret);
  await installTriggers(ctx());
  if (settings.admin) await ensureAdmin(ctx(), settings.admin, settings.minPassword);
  const mailer = createMailer(settings.mail, log);
  const authenticator = await createAuthenticator({ db, secret, model: () => ctx().model, log });
  const sending = new Set<Promise<unknown>>();
  // Not waited for: the time of the answer would tell whether there is such a user.
  const sendReset: AuthHooks['sendReset'] = async ({ id }, token, origin) => {
    const sent = sendResetLink(ctx(), identity, id, { token, origin })
      .catch((error: unknown) => log.error({ err: error }, 'cannot send a link'))
      .finally(() => sending.delete(sent));
    sending.add(sent);
  };
  const auth = createAuth({
    databaseUrl,
    secret,
    minPassword: settings.minPassword,
    oidc: settings.oidc,
    log,
    hooks: async () => {
      const { createAuthHooks } = await import('./createAuthHooks.ts');
      return createAuthHooks({ minPassword: settings.minPassword, oidc: settings.oidc, ctx, sendReset });
    },
  });
  const identity: Identity = {
    authenticator,
    auth,
    mailer,
    settings,
    async close() {
      await authenticator.close();
      await auth.close();
      await Promise.all(sending);
      await mailer.close();
    },
  };
  return identity;
}
