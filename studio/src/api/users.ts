import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { asNumber, asObjects, asText, asTexts } from '../lib/values.ts';
import { request } from './request.ts';

/** invited: has not chosen a password yet; service: nobody signs in as them. */
export type UserStatus = 'active' | 'invited' | 'inactive' | 'service';

/** Somebody who signs in, as administrators see them. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly jobTitle: string | undefined;
  readonly active: boolean;
  readonly status: UserStatus;
  readonly roles: readonly string[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly twoFactor: boolean;
  readonly passkeys: number;
  /** ISO 8601 */
  readonly lastSignInAt: string | undefined;
}

export interface UserQuery {
  /** Part of a name or address. */
  readonly search: string;
  /** Name of a role; empty: any. */
  readonly role: string;
}

export interface UserPage {
  readonly data: readonly User[];
  readonly next: string | undefined;
}

const pageSize = 100;

export async function listUsers({ search, role }: UserQuery, after?: string, signal?: AbortSignal): Promise<UserPage> {
  const params = new URLSearchParams({ limit: String(pageSize) });
  if (search) params.set('search', search);
  if (role) params.set('role', role);
  if (after) params.set('after', after);
  const body = toObject(await request(`/api/users?${params}`, signal ? { signal } : {}));
  return { data: asObjects(body.data).map(toUser), next: asText(body.next) };
}

/** undefined: there is no such user. */
export async function getUser(id: string, signal?: AbortSignal): Promise<User | undefined> {
  const body = await request(`/api/users?${new URLSearchParams({ id })}`, signal ? { signal } : {});
  return asObjects(toObject(body).data).map(toUser)[0];
}

/** What a new password is chosen by: mailed, or a link to hand on. */
export interface SentLink {
  readonly mailed: boolean;
  readonly link: string | undefined;
}

export interface Invitation {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly language: string;
  /** Id of a team to belong to from the beginning. */
  readonly team: string | undefined;
}

export async function inviteUser({ roles, team, ...person }: Invitation): Promise<SentLink> {
  const body = { ...person, roles: [...roles], ...(team ? { team } : {}) };
  return toSent(await request('/api/users', { method: 'POST', body }));
}

export interface UserChange {
  readonly name?: string;
  readonly email?: string;
  readonly active?: boolean;
  readonly roles?: readonly string[];
}

export async function changeUser(id: string, { roles, ...fields }: UserChange): Promise<void> {
  await request(path(id), { method: 'PATCH', body: { ...fields, ...(roles ? { roles: [...roles] } : {}) } });
}

/** To somebody who was invited and has not come yet, the invitation again. */
export async function resetUserPassword(id: string): Promise<SentLink> {
  return toSent(await request(`${path(id)}/reset-password`, { method: 'POST', body: {} }));
}

export async function resetSecondFactor(id: string): Promise<void> {
  await request(`${path(id)}/reset-second-factor`, { method: 'POST', body: {} });
}

/** How many sessions were ended. */
export async function signOutUser(id: string): Promise<number> {
  return asNumber(toObject(await request(`${path(id)}/sign-out`, { method: 'POST', body: {} })).sessions) ?? 0;
}

function path(id: string): string {
  return `/api/users/${encodeURIComponent(id)}`;
}

function toSent(body: Json): SentLink {
  const { mailed, link } = toObject(body);
  return { mailed: mailed === true, link: asText(link) };
}

function toUser(value: JsonObject): User {
  return {
    id: asText(value.id) ?? '',
    name: asText(value.name) ?? '',
    email: asText(value.email),
    jobTitle: asText(value.jobTitle),
    active: value.active === true,
    status: toStatus(value.status),
    roles: asTexts(value.roles),
    teams: asObjects(value.teams).map(({ id, name }) => ({ id: asText(id) ?? '', name: asText(name) ?? '' })),
    twoFactor: value.twoFactor === true,
    passkeys: asNumber(value.passkeys) ?? 0,
    lastSignInAt: asText(value.lastSignInAt),
  };
}

function toStatus(value: Json | undefined): UserStatus {
  return value === 'active' || value === 'invited' || value === 'service' ? value : 'inactive';
}

function toObject(body: Json): JsonObject {
  return isObject(body) ? body : {};
}
