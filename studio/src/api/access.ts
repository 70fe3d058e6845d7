import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { rights } from '../../../core/model/rights.ts';
import type { Right } from '../../../core/model/types.ts';
import { request } from './request.ts';

/** Why somebody may or may not do something with one record. */
export interface Explanation {
  readonly actor: { readonly id: string; readonly name: string; readonly roles: readonly string[] };
  readonly rights: readonly RightExplanation[];
  /** Of the record with them or a team of theirs. */
  readonly shares: readonly Share[];
  /** Fields that are not shown or changed like the rest. */
  readonly fields: readonly FieldExplanation[];
}

export interface RightExplanation {
  readonly right: Right;
  readonly allowed: boolean;
  readonly roles: readonly {
    readonly role: string;
    /** CEL; true: every record; false: none. */
    readonly rule: string | boolean;
    readonly applies: boolean;
  }[];
}

export interface FieldExplanation {
  readonly name: string;
  readonly roles: readonly { readonly role: string; readonly shown: string; readonly writable: boolean }[];
}

/** A record that was handed to a user or a team. */
export interface Share {
  readonly grantee: { readonly entity: string; readonly id: string };
  readonly name: string;
  readonly level: ShareLevel;
}

export type ShareLevel = 'read' | 'write';

/** `actor`: id of a user; absent: oneself. */
export async function explainAccess(
  entity: string,
  id: string,
  actor?: string,
  signal?: AbortSignal,
): Promise<Explanation> {
  const query = new URLSearchParams({ entity, id, ...(actor === undefined ? {} : { actor }) });
  const body = toObject(await request(`/api/access/explain?${query}`, signal ? { signal } : {}));
  const who = toObject(body.actor);
  return {
    actor: { id: text(who.id), name: text(who.name), roles: texts(who.roles) },
    rights: objects(body.rights).flatMap(toRight),
    shares: objects(body.shares).map(toShare),
    fields: objects(body.fields).map(({ name, roles }) => ({
      name: text(name),
      roles: objects(roles).map(({ role, shown, writable }) => ({
        role: text(role),
        shown: text(shown),
        writable: writable === true,
      })),
    })),
  };
}

export async function listShares(entity: string, id: string, signal?: AbortSignal): Promise<Share[]> {
  return objects(toObject(await request(sharesPath(entity, id), signal ? { signal } : {})).data).map(toShare);
}

/** Hands a record to a user or a team; once more with another level changes the level. */
export async function shareRecord(
  entity: string,
  id: string,
  grantee: { readonly entity: string; readonly id: string },
  level: ShareLevel,
): Promise<void> {
  await request(sharesPath(entity, id), { method: 'POST', body: { grantee: { ...grantee }, level } });
}

export async function unshareRecord(entity: string, id: string, grantee: string): Promise<void> {
  await request(`${sharesPath(entity, id)}/${encodeURIComponent(grantee)}`, { method: 'DELETE' });
}

/** People who hold a role, at most 100 of them; only for those who administer users. */
export async function roleHolders(role: string, signal?: AbortSignal): Promise<{ names: string[]; hasMore: boolean }> {
  const body = toObject(await request(`/api/users?${new URLSearchParams({ role })}`, signal ? { signal } : {}));
  return { names: objects(body.data).map(({ name }) => text(name)), hasMore: typeof body.next === 'string' };
}

function sharesPath(entity: string, id: string): string {
  return `/api/records/${encodeURIComponent(entity)}/${encodeURIComponent(id)}/shares`;
}

function toRight({ right, allowed, roles }: JsonObject): RightExplanation[] {
  const known = rights.find((each) => each === right);
  if (!known) return [];
  const said = objects(roles).map(({ role, rule = false, applies }) => ({
    role: text(role),
    rule: typeof rule === 'string' || typeof rule === 'boolean' ? rule : false,
    applies: applies === true,
  }));
  return [{ right: known, allowed: allowed === true, roles: said }];
}

function toShare({ grantee, name, level }: JsonObject): Share {
  const { entity, id } = toObject(grantee ?? null);
  return {
    grantee: { entity: text(entity), id: text(id) },
    name: text(name),
    level: level === 'write' ? 'write' : 'read',
  };
}

function toObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
