import { isObject, type JsonObject } from '../../../core/lib/json.ts';
import { asObjects, asText, asTexts } from '../lib/values.ts';
import { request } from './request.ts';

/** A secret by which a program acts for somebody. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Given to the server when it starts: it comes back if it is revoked here. */
  readonly fromEnvironment: boolean;
  readonly owner: { readonly id: string; readonly name: string };
  /** ISO 8601 */
  readonly createdAt: string;
  readonly expiresAt: string | undefined;
  readonly lastUsedAt: string | undefined;
}

export async function listTokens(whose: 'own' | 'all', signal?: AbortSignal): Promise<readonly ApiToken[]> {
  const body = await request(`/api/tokens${whose === 'all' ? '?all=true' : ''}`, signal ? { signal } : {});
  return asObjects(isObject(body) ? body.data : []).map(toToken);
}

export interface NewToken {
  readonly name: string;
  readonly roles: readonly string[];
  /** ISO 8601; absent: it does not expire. */
  readonly expiresAt?: string;
}

/** The secret, which is never told again. */
export async function createToken({ name, roles, expiresAt }: NewToken): Promise<string> {
  const body = { name, roles: [...roles], ...(expiresAt ? { expiresAt } : {}) };
  const created = await request('/api/tokens', { method: 'POST', body });
  return (isObject(created) && asText(created.secret)) || '';
}

export async function revokeToken(id: string): Promise<void> {
  await request(`/api/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

function toToken({ id, name, roles, fromEnvironment, user, createdAt, expiresAt, lastUsedAt }: JsonObject): ApiToken {
  const owner = isObject(user) ? user : {};
  return {
    id: asText(id) ?? '',
    name: asText(name) ?? '',
    roles: asTexts(roles),
    fromEnvironment: fromEnvironment === true,
    owner: { id: asText(owner.id) ?? '', name: asText(owner.name) ?? '' },
    createdAt: asText(createdAt) ?? '',
    expiresAt: asText(expiresAt),
    lastUsedAt: asText(lastUsedAt),
  };
}
