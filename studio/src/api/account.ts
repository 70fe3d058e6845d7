import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { asObjects, asText, asTexts } from '../lib/values.ts';
import { request } from './request.ts';

/** A browser that is signed in. */
export interface Session {
  readonly id: string;
  /** To end it by. */
  readonly token: string;
  /** ISO 8601 */
  readonly createdAt: string | undefined;
  readonly updatedAt: string | undefined;
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
  readonly isThis: boolean;
}

/** One's own, this one first, then by last use. */
export async function listSessions(signal?: AbortSignal): Promise<readonly Session[]> {
  const options = signal ? { signal } : {};
  const [list, current] = await Promise.all([
    request('/api/auth/list-sessions', options),
    request('/api/auth/get-session', options),
  ]);
  const here = isObject(current) && isObject(current.session) ? current.session.id : undefined;
  const sessions = asObjects(list).map(
    ({ id, token, createdAt, updatedAt, ipAddress, userAgent }): Session => ({
      id: asText(id) ?? '',
      token: asText(token) ?? '',
      createdAt: asText(createdAt),
      updatedAt: asText(updatedAt),
      address: asText(ipAddress) || undefined,
      userAgent: asText(userAgent) || undefined,
      isThis: id === here,
    }),
  );
  return sessions.sort(
    (a, b) => Number(b.isThis) - Number(a.isThis) || (b.updatedAt ?? '').localeCompare(a.updatedAt ?? ''),
  );
}

export async function endSession(token: string): Promise<void> {
  await post('revoke-session', { token });
}

export async function endOtherSessions(): Promise<void> {
  await post('revoke-other-sessions', {});
}

export async function changePassword(currentPassword: string, newPassword: string, endOthers: boolean): Promise<void> {
  await post('change-password', { currentPassword, newPassword, revokeOtherSessions: endOthers });
}

export interface SecondFactor {
  /** `otpauth://…`, for the QR code. */
  readonly uri: string;
  /** Shown this once. */
  readonly backupCodes: readonly string[];
}

/** Begins: it counts once a first code was verified. */
export async function enableSecondFactor(password: string): Promise<SecondFactor> {
  const { totpURI, backupCodes } = toObject(await post('two-factor/enable', { password }));
  return { uri: asText(totpURI) ?? '', backupCodes: asTexts(backupCodes) };
}

export async function disableSecondFactor(password: string): Promise<void> {
  await post('two-factor/disable', { password });
}

/** The ones before stop working. */
export async function newBackupCodes(password: string): Promise<readonly string[]> {
  return asTexts(toObject(await post('two-factor/generate-backup-codes', { password })).backupCodes);
}

function post(path: string, body: JsonObject): Promise<Json> {
  return request(`/api/auth/${path}`, { method: 'POST', body });
}

function toObject(body: Json): JsonObject {
  return isObject(body) ? body : {};
}
