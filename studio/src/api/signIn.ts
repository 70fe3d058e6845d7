import { isObject, type Json } from '../../../core/lib/json.ts';
import { asNumber, asText } from '../lib/values.ts';
import { request } from './request.ts';

/** How one can sign in here. */
export interface SignInWays {
  /** Nobody can administer yet: the link that the server printed has to be opened first. */
  readonly needsSetup: boolean;
  /** What the button for single sign-on says. */
  readonly oidcLabel: string | undefined;
  /** The server sends mails. */
  readonly sendsMail: boolean;
  readonly minPassword: number;
}

export async function fetchSignInWays(): Promise<SignInWays> {
  const { setup, oidc, mail, minPassword } = toObject(await request('/api/sign-in'));
  return {
    needsSetup: setup === true,
    oidcLabel: isObject(oidc) ? asText(oidc.label) : undefined,
    sendsMail: mail === true,
    minPassword: asNumber(minPassword) ?? 10,
  };
}

/** `code`: the password was right, a second factor is asked for. */
export type SignInStep = 'done' | 'code';

export async function signIn(email: string, password: string): Promise<SignInStep> {
  const answer = toObject(await auth('sign-in/email', { email, password, rememberMe: true }));
  return answer.twoFactorRedirect === true ? 'code' : 'done';
}

export async function verifyCode(code: string, trustDevice: boolean): Promise<void> {
  await auth('two-factor/verify-totp', { code, trustDevice });
}

export async function verifyBackupCode(code: string, trustDevice: boolean): Promise<void> {
  await auth('two-factor/verify-backup-code', { code, trustDevice });
}

/** The address of the provider of single sign-on, to go to. */
export async function startSingleSignOn(callbackURL: string, errorCallbackURL: string): Promise<string> {
  const body = { provider: 'oidc', callbackURL, errorCallbackURL };
  return asText(toObject(await auth('sign-in/social', body)).url) ?? errorCallbackURL;
}

export async function signOut(): Promise<void> {
  await auth('sign-out', {});
}

/** True when this browser has a session. Prolongs it. */
export async function hasSession(): Promise<boolean> {
  return isObject(await request('/api/auth/get-session'));
}

export interface LinkOwner {
  readonly name: string;
  readonly email: string;
  readonly language: string | undefined;
}

/** Whom a link of an invitation or a reset is for. 404: it was used, or is too old. */
export async function fetchLinkOwner(token: string): Promise<LinkOwner> {
  const { name, email, language } = toObject(await request('/api/link', { method: 'POST', body: { token } }));
  return { name: asText(name) ?? '', email: asText(email) ?? '', language: asText(language) };
}

/** Uses a link up; ends all sessions of its owner. */
export async function setPasswordByLink(token: string, newPassword: string): Promise<void> {
  await auth('reset-password', { token, newPassword });
}

export async function requestPasswordReset(email: string): Promise<void> {
  await auth('request-password-reset', { email });
}

export interface FirstAdmin {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly language: string;
}

/** Makes the first administrator, signed in. */
export async function setUp(admin: FirstAdmin): Promise<void> {
  await request('/api/setup', { method: 'POST', body: { ...admin } });
}

function auth(path: string, body: Json): Promise<Json> {
  return request(`/api/auth/${path}`, { method: 'POST', body });
}

function toObject(body: Json) {
  return isObject(body) ? body : {};
}
