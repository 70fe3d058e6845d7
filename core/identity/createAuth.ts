import pg from 'pg';
import type { Logger } from 'pino';
import type { OidcConfig } from '../config/readConfig.ts';
import { connectionOptions } from '../db/connectionOptions.ts';
import type { AuthHooks, authOptions } from './authOptions.ts';
import { randomSecret } from './randomSecret.ts';

export interface AuthParts {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly minPassword: number;
  readonly oidc: OidcConfig | undefined;
  readonly log: Logger;
  /** Loaded together with better-auth. */
  readonly hooks: () => Promise<AuthHooks>;
}

type BetterAuth = ReturnType<typeof import('better-auth').betterAuth<ReturnType<typeof authOptions>>>;

/**
 * better-auth, loaded when it is first needed: checking a session does not need it, and it takes a quarter of a second.
 */
export interface Auth {
  /** Serves a request under /api/auth. */
  handle(request: Request): Promise<Response>;
  /** Makes the token of a link that sets a password, once, within so many seconds. */
  makeLink(userId: string, seconds: number): Promise<string>;
  close(): Promise<void>;
}

/** Until the provider of single sign-on is asked again after it did not answer. */
const retryMs = 5_000;

export function createAuth({ databaseUrl, log, oidc, hooks: loadHooks, ...rest }: AuthParts): Auth {
  let opened: Promise<BetterAuth> | undefined;
  let again = Number.POSITIVE_INFINITY;
  let pool: pg.Pool | undefined;

  async function open(): Promise<BetterAuth> {
    again = Number.POSITIVE_INFINITY;
    const [{ betterAuth }, { authOptions, oidcProvider }, hooks] = await Promise.all([
      import('better-auth'),
      import('./authOptions.ts'),
      loadHooks(),
    ]);
    pool ??= createPool(databaseUrl, log);
    const auth = betterAuth(authOptions({ ...rest, hooks, oidc, pool, log: logger(log) }));
    const { socialProviders } = await auth.$context;
    if (oidc && !socialProviders.some(({ id }) => id === oidcProvider)) {
      log.error({ issuer: oidc.issuer }, 'the provider of single sign-on does not answer');
      again = Date.now() + retryMs;
    }
    return auth;
  }

  function current(): Promise<BetterAuth> {
    if (!opened || Date.now() > again) {
      const opening = open();
      opening.catch(() => {
        if (opened === opening) opened = undefined;
      });
      opened = opening;
    }
    return opened;
  }

  return {
    handle: async (request) => (await current()).handler(request),
    async makeLink(userId, seconds) {
      const { internalAdapter } = await (await current()).$context;
      const token = randomSecret();
      await internalAdapter.createVerificationValue({
        value: userId,
        identifier: `reset-password:${token}`,
        expiresAt: new Date(Date.now() + seconds * 1000),
      });
      return token;
    },
    async close() {
      await opened?.catch(() => undefined);
      await pool?.end();
    },
  };
}

/** better-auth writes the names of its tables without their schema, and wants values as JavaScript has them. */
function createPool(url: string, log: Logger): pg.Pool {
  const { types: _rawText, options, ...settings } = connectionOptions({ url, applicationName: 'kiln auth' });
  const pool = new pg.Pool({ ...settings, options: `${options} -c search_path=auth`, max: 3 });
  pool.on('error', (error) => log.warn({ err: error }, 'a connection for sign-in broke'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** What better-auth says goes into Kiln's log. A wrong password is no warning: it is in the audit. */
function logger(log: Logger) {
  return (level: string, message: string, ...details: unknown[]): void => {
    const entry = { details: details.map((each) => (each instanceof Error ? each.message : each)) };
    if (level === 'error') log.error(entry, `better-auth: ${message}`);
    else log.debug(entry, `better-auth: ${message}`);
  };
}
