import { APIError, getSessionFromCtx } from 'better-auth/api';
import { LRUCache } from 'lru-cache';
import type { OidcConfig } from '../config/readConfig.ts';
import type { Ctx } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { clearAttempts, forgiveAttempt, isFirstUse, takeAttempt } from './attempts.ts';
import { type AuthContext, type AuthHooks, addressHeader } from './authOptions.ts';
import { type Claims, enter } from './enter.ts';
import { limits } from './limits.ts';
import { passwordProblem } from './passwordProblem.ts';

export interface AuthHookParts {
  readonly minPassword: number;
  readonly oidc: OidcConfig | undefined;
  /** A context of Kiln itself. */
  readonly ctx: () => Ctx;
  readonly sendReset: AuthHooks['sendReset'];
}

/** Endpoints that ask somebody who has signed in for their password. */
const asksAgain: ReadonlySet<string> = new Set([
  '/change-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/get-totp-uri',
  '/two-factor/generate-backup-codes',
]);

/** Endpoints that anybody may try. */
const guessable: ReadonlySet<string> = new Set([
  '/sign-in/email',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/passkey/verify-authentication',
  '/reset-password',
  '/request-password-reset',
]);

/** A code of an authenticator is good for its half minute and those beside it. */
const codeSeconds = 120;

/**
 * What Kiln adds to better-auth: limits that all processes count together, each try before it is made; codes that work
 * once; rules for new passwords; and the audit.
 */
export function createAuthHooks({ minPassword, oidc, ctx: newCtx, sendReset }: AuthHookParts): AuthHooks {
  // Between what the provider says of a person and their session lie a few statements.
  const claims = new LRUCache<string, Claims>({ max: 1_000, ttl: 60_000 });
  // Whoever signs out is not signed in afterwards, and a link that was used leads to nobody.
  const askers = new WeakMap<Request, Asker>();

  async function before(auth: AuthContext): Promise<void> {
    const { run } = newCtx();
    const tries = await triesOf(auth);
    for (const { what, limit } of tries) {
      const wait = await takeAttempt(run, what, limit);
      if (wait > 0) throw tooMany(wait);
    }
    if (auth.path === '/two-factor/verify-totp') await refuseReplay(auth, run);
    if (auth.path === '/reset-password' || auth.path === '/change-password') await checkNewPassword(auth);
    const asker = auth.request && ownChanges.has(auth.path) ? await askerOf(auth) : undefined;
    if (auth.request && asker) askers.set(auth.request, asker);
  }

  async function after(auth: AuthContext): Promise<void> {
    const { returned, newSession } = auth.context;
    const ctx = newCtx();
    if (returned instanceof APIError) {
      if (guessable.has(auth.path) && returned.statusCode === 401) noteFailure(ctx, auth);
      return;
    }
    // A right try counts for nothing; asking for links is what its limit is about.
    if (auth.path !== '/request-password-reset') {
      for (const { what, own } of await triesOf(auth)) {
        if (own) await clearAttempts(ctx.run, what);
        else await forgiveAttempt(ctx.run, what);
      }
    }
    const asker = auth.request && askers.get(auth.request);
    if (asker) noteOwnChange(ctx, auth, asker);
    if (newSession && begins.some((path) => auth.path.startsWith(path))) {
      await endEarlier(ctx, auth, newSession.session.token);
      const { id, name } = newSession.user;
      if (!asker) note(ctx, auth, 'signedIn', { kind: 'user', id, name }, wayOf(auth));
    }
  }

  /** A code that was seen by somebody else must not let them in as well. */
  async function refuseReplay(auth: AuthContext, run: Ctx['run']): Promise<void> {
    const who = (await userOfChallenge(auth)) ?? (await getSessionFromCtx(auth))?.user.id;
    if (who === undefined || (await isFirstUse(run, `code ${who} ${String(auth.body?.code)}`, codeSeconds))) return;
    throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'Invalid code' });
  }

  async function checkNewPassword(auth: AuthContext): Promise<void> {
    const password: unknown = auth.body?.newPassword;
    if (typeof password !== 'string') return;
    const user = await userOfPassword(auth);
    const problem = passwordProblem(password, { minLength: minPassword, ...(user ? { user } : {}) });
    if (problem) throw new APIError('BAD_REQUEST', { code: problem, message: 'The password is not good enough.' });
  }

  return {
    before,
    after,
    sendReset,
    heard: (profile) => void claims.set(String(profile.sub), profile),
    enter: (userId, path) =>
      enter(newCtx(), userId, {
        oidc: path.startsWith('/callback/') ? oidc : undefined,
        claimsOf: (subject) => claims.get(subject),
      }),
  };
}

/** Endpoints after which somebody has newly come in. */
const begins = ['/sign-in/', '/two-factor/verify-', '/passkey/verify-authentication', '/callback/'];

interface Try {
  readonly what: string;
  readonly limit: (typeof limits)[keyof typeof limits];
  /** Nobody else's tries are counted with it. */
  readonly own: boolean;
}

async function triesOf(auth: AuthContext): Promise<Try[]> {
  const { path, body, headers } = auth;
  const tries: Try[] = [];
  const email = typeof body?.email === 'string' ? body.email.trim().toLowerCase() : undefined;
  if (guessable.has(path)) {
    tries.push({ what: `address ${headers?.get(addressHeader) ?? ''}`, limit: limits.address, own: false });
  }
  if (path === '/sign-in/email' && email) tries.push({ what: `account ${email}`, limit: limits.account, own: true });
  if (path === '/request-password-reset' && email) tries.push({ what: `link ${email}`, limit: limits.link, own: true });
  if (asksAgain.has(path)) {
    const session = await getSessionFromCtx(auth);
    if (session) tries.push({ what: `again ${session.user.id}`, limit: limits.again, own: true });
  }
  return tries;
}

function tooMany(seconds: number): APIError {
  const message = 'Too many tries. Wait a while.';
  return new APIError('TOO_MANY_REQUESTS', { code: 'TOO_MANY_TRIES', message }, { 'Retry-After': String(seconds) });
}

/** Whose second factor is asked for. */
async function userOfChallenge(auth: AuthContext): Promise<string | undefined> {
  const { name } = auth.context.createAuthCookie('two_factor');
  const challenge = await auth.getSignedCookie(name, auth.context.secret);
  if (!challenge) return undefined;
  return (await auth.context.internalAdapter.findVerificationValue(challenge))?.value;
}

async function userOfPassword(auth: AuthContext): Promise<{ id: string; email: string; name: string } | undefined> {
  if (auth.path === '/change-password') return (await getSessionFromCtx(auth))?.user;
  const token: unknown = auth.body?.token ?? auth.query?.token;
  if (typeof token !== 'string') return undefined;
  const { internalAdapter } = auth.context;
  const link = await internalAdapter.findVerificationValue(`reset-password:${token}`);
  return (link && (await internalAdapter.findUserById(link.value))) ?? undefined;
}

/** Who is known to ask before the endpoint runs. */
interface Asker {
  readonly id: string;
  readonly name: string;
  readonly twoFactorEnabled: boolean;
}

async function askerOf(auth: AuthContext): Promise<Asker | undefined> {
  const user = auth.path === '/reset-password' ? await userOfPassword(auth) : (await getSessionFromCtx(auth))?.user;
  if (!user) return undefined;
  const { id, name } = user;
  return { id, name, twoFactorEnabled: 'twoFactorEnabled' in user && user.twoFactorEnabled === true };
}

/** What people change of their own way in, as the audit tells it. Never what they sent, which holds secrets. */
const ownChanges: ReadonlyMap<string, { readonly action: 'signedOut' | 'usersChanged'; readonly details: JsonObject }> =
  new Map([
    ['/sign-out', { action: 'signedOut', details: {} }],
    ['/revoke-session', { action: 'signedOut', details: { sessions: 'one' } }],
    ['/revoke-other-sessions', { action: 'signedOut', details: { sessions: 'others' } }],
    ['/revoke-sessions', { action: 'signedOut', details: { sessions: 'all' } }],
    ['/change-password', { action: 'usersChanged', details: { passwordChanged: true } }],
    ['/reset-password', { action: 'usersChanged', details: { passwordSetByLink: true } }],
    ['/two-factor/verify-totp', { action: 'usersChanged', details: { secondFactorOn: true } }],
    ['/two-factor/disable', { action: 'usersChanged', details: { secondFactorOff: true } }],
    ['/two-factor/generate-backup-codes', { action: 'usersChanged', details: { backupCodesRenewed: true } }],
    ['/passkey/verify-registration', { action: 'usersChanged', details: { passkeyAdded: true } }],
    ['/passkey/delete-passkey', { action: 'usersChanged', details: { passkeyRemoved: true } }],
  ]);

function noteOwnChange(ctx: Ctx, auth: AuthContext, { id, name, twoFactorEnabled }: Asker): void {
  const change = ownChanges.get(auth.path);
  // Who has one already has only shown a code.
  if (!change || (auth.path === '/two-factor/verify-totp' && twoFactorEnabled)) return;
  note(ctx, auth, change.action, { kind: 'user', id, name }, change.details, id);
}

/** Whoever signs in again in the same browser leaves no session behind that no cookie leads to any more. */
async function endEarlier(ctx: Ctx, auth: AuthContext, current: string): Promise<void> {
  const { sessionToken } = auth.context.authCookies;
  const earlier = await auth.getSignedCookie(sessionToken.name, auth.context.secret);
  if (!earlier || earlier === current) return;
  await ctx.run.query({ text: 'delete from auth."session" where "token" = $1', values: [earlier] });
}

function noteFailure(ctx: Ctx, auth: AuthContext): void {
  note(ctx, auth, 'signInFailed', null, wayOf(auth));
}

function wayOf({ path, body }: AuthContext): JsonObject {
  const email: unknown = body?.email;
  return { way: path, ...(typeof email === 'string' ? { email: email.slice(0, 254) } : {}) };
}

function note(
  ctx: Ctx,
  auth: AuthContext,
  action: 'signedIn' | 'signInFailed' | 'signedOut' | 'usersChanged',
  actor: { readonly kind: 'user'; readonly id: string; readonly name: string } | null,
  details: JsonObject,
  record?: string,
): void {
  const address = auth.headers?.get(addressHeader);
  ctx.trail.note({
    action,
    actor,
    via: 'ui',
    requestId: auth.headers?.get('x-request-id') ?? '',
    ...(record === undefined ? {} : { record }),
    details: { ...details, ...(address ? { address } : {}) },
  });
}
