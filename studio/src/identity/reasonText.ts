import type { TFunction } from 'i18next';
import { ApiError } from '../api/ApiError.ts';
import type texts from '../app/locales/settings/en.json';
import { errorText } from '../lib/errorText.ts';

type Reason = keyof (typeof texts)['reason'];

const reasons: ReadonlySet<string> = new Set<Reason>([
  'ACCOUNT_INACTIVE',
  'AUTHENTICATION_FAILED',
  'INVALID_BACKUP_CODE',
  'INVALID_CODE',
  'INVALID_EMAIL',
  'INVALID_EMAIL_OR_PASSWORD',
  'INVALID_PASSWORD',
  'INVALID_TOKEN',
  'INVALID_TWO_FACTOR_COOKIE',
  'PASSKEY_NOT_FOUND',
  'PASSWORD_COMMON',
  'PASSWORD_LIKE_USER',
  'PASSWORD_TOO_LONG',
  'PASSWORD_TOO_SHORT',
  'PASSWORD_TOO_SIMPLE',
  'PREVIOUSLY_REGISTERED',
  'SESSION_NOT_FRESH',
  'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE',
  'USER_VERIFICATION_REQUIRED',
]);

/** Why a sign-in, a code or a password was refused, in the user's language. */
export function reasonText(t: TFunction, language: string, error: unknown): string {
  if (!(error instanceof ApiError)) return errorText(t, error);
  const { reason, retryAfter } = error;
  if (retryAfter !== undefined) return t('signIn.locked', { when: clock(language, retryAfter) });
  return reason !== undefined && isReason(reason) ? t(`reason.${reason}`) : errorText(t, error);
}

function clock(language: string, seconds: number): string {
  // The next whole minute: who comes back then must not be early.
  const then = new Date(Math.ceil((Date.now() + seconds * 1000) / 60_000) * 60_000);
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(then);
}

function isReason(reason: string): reason is Reason {
  return reasons.has(reason);
}
