import { passkey } from '@better-auth/passkey';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { genericOAuth, twoFactor } from 'better-auth/plugins';
import type { BetterAuthOptions } from 'better-auth/types';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { OidcConfig } from '../config/readConfig.ts';
import { hashPassword, verifyPassword } from './hashPassword.ts';
import { cookiePrefix } from './sessionCookie.ts';

/** Id of the provider of single sign-on, in routes and accounts. */
export const oidcProvider = 'oidc';
/** Carries the client's address from the HTTP server, which knows it, to better-auth. Never taken from a request. */
export const addressHeader = 'x-kiln-address';

/** What better-auth tells of the endpoint that runs. */
export type AuthContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** What happens around better-auth's endpoints: limits, rules for passwords, audit. */
export interface AuthHooks {
  readonly before: (ctx: AuthContext) => Promise<void>;
  readonly after: (ctx: AuthContext) => Promise<void>;
  /** Called with the endpoint's path before a session begins. Throws where this user may not enter. */
  readonly enter: (userId: string, path: string) => Promise<void>;
  /** Told of what the provider of single sign-on says of a person, before they enter. */
  readonly heard: (profile: Readonly<Record<string, unknown>>) => void;
  /** `origin`: under which the request came in. Must not wait for the mail. */
  readonly sendReset: (user: { readonly id: string }, token: string, origin: string) => Promise<void>;
}

export interface AuthOptions {
  readonly pool: pg.Pool;
  readonly secret: string;
  readonly minPassword: number;
  readonly oidc: OidcConfig | undefined;
  readonly log: (level: string, message: string, ...details: unknown[]) => void;
  readonly hooks: AuthHooks;
}

const day = 24 * 60 * 60;

/**
 * How better-auth runs here. Its tables are those of core/db/systemTables; it makes no calls but to the provider of
 * single sign-on.
 */
export function authOptions({ pool, secret, minPassword, oidc, log, hooks }: AuthOptions) {
  return {
    appName: 'Kiln',
    basePath: '/api/auth',
    secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { disableColors: true, level: 'warn', log },
    advanced: {
      cookiePrefix,
      // Secure is added where the request came over TLS, which a proxy may have ended: see core/http/routes/auth.ts.
      useSecureCookies: false,
      // Said, because better-auth would leave them out where NODE_ENV is test.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: () => uuidv7(), validateSchema: false },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    session: { expiresIn: 14 * day, updateAge: day, freshAge: day },
    verification: { storeIdentifier: 'hashed' },
    // What a client did wrong is its answer, not a line in the log.
    onAPIError: {
      onError: (error) => {
        const isRefusal = error instanceof APIError && error.statusCode < 500;
        if (!isRefusal) log('error', 'an endpoint failed', error);
      },
    },
    // Limits are Kiln's own, by account and by address, in the database: see AuthHooks.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: minPassword,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: verifyPassword },
      resetPasswordTokenExpiresIn: 60 * 60,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }, request) =>
        hooks.sendReset(user, token, request ? new URL(request.url).origin : ''),
    },
    account: {
      // Whoever was invited may come by single sign-on, as far as the provider answers for the address.
      accountLinking: { enabled: true, trustedProviders: oidc?.trustEmail ? [oidcProvider] : [] },
    },
    hooks: { before: createAuthMiddleware(hooks.before) },
    databaseHooks: {
      session: { create: { before: async ({ userId }, context) => hooks.enter(userId, context?.path ?? '') } },
    },
    plugins: [
      twoFactor({
        issuer: 'Kiln',
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 15 * 60 },
      }),
      passkey({
        rpName: 'Kiln',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        authentication: {
          // A passkey stands for both factors, so whoever holds the device must have shown that it is theirs.
          afterVerification: async ({ verification }) => {
            if (!verification.authenticationInfo.userVerified) {
              throw new APIError('UNAUTHORIZED', {
                code: 'USER_VERIFICATION_REQUIRED',
                message: 'The device has to ask for a PIN, a fingerprint or a face.',
              });
            }
          },
        },
      }),
      genericOAuth({ config: oidc ? [provider(oidc, hooks.heard)] : [] }),
      // The last: what it sees is what is answered, after the second factor had its say.
      { id: 'kiln', hooks: { after: [{ matcher: () => true, handler: createAuthMiddleware(hooks.after) }] } },
    ],
  } satisfies BetterAuthOptions;
}

function provider(oidc: OidcConfig, heard: AuthHooks['heard']) {
  return {
    providerId: oidcProvider,
    name: oidc.label,
    discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    scopes: ['openid', 'profile', 'email'],
    pkce: true,
    requireIdTokenVerification: true,
    disableSignUp: oidc.role === undefined,
    mapProfileToUser: (profile: Readonly<Record<string, unknown>>) => {
      heard(profile);
      return {};
    },
  };
}
