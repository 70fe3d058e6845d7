import { queryOptions } from '@tanstack/react-query';
import { isObject, type JsonObject } from '../../../core/lib/json.ts';
import type { ActorLike } from '../../../core/model/actorVariable.ts';
import { asObject, asText, asTexts } from '../lib/values.ts';
import { type FileValue, toFileValue } from './files.ts';
import { identityKeys } from './keys.ts';
import { request } from './request.ts';

/** Who works here. */
export interface Me {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  /** Names of roles. */
  readonly roles: readonly string[];
  readonly phone: string | undefined;
  readonly jobTitle: string | undefined;
  readonly language: string | undefined;
  readonly timeZone: string | undefined;
  readonly avatar: FileValue | undefined;
  /** Has a second factor. */
  readonly twoFactor: boolean;
  /** False: comes by passkey or single sign-on only. */
  readonly hasPassword: boolean;
  /** What expressions know as `actor`. */
  readonly actor: ActorLike;
}

export async function fetchMe(signal?: AbortSignal): Promise<Me> {
  const body = await request('/api/me', signal ? { signal } : {});
  const me = isObject(body) ? body : {};
  const facts = asObject(me.actor) ?? {};
  const [id, name] = [asText(me.id) ?? '', asText(me.name) ?? ''];
  return {
    id,
    name,
    email: asText(me.email),
    roles: asTexts(me.roles),
    phone: asText(facts.phone),
    jobTitle: asText(facts.jobTitle),
    language: asText(me.language),
    timeZone: asText(me.timeZone),
    avatar: toFileValue(me.avatar),
    twoFactor: me.twoFactor === true,
    hasPassword: me.hasPassword === true,
    actor: { facts, id, name, kind: asText(me.kind) ?? 'user' },
  };
}

export type ProfileChange = Partial<Pick<Me, 'name'>> & {
  readonly phone?: string | null;
  readonly language?: string | null;
  readonly timeZone?: string | null;
  readonly avatar?: JsonObject | null;
};

/** Changes what one may change of oneself. */
export async function changeProfile(changes: ProfileChange): Promise<void> {
  await request('/api/me', { method: 'PATCH', body: { ...changes } });
}

export function meQuery() {
  return queryOptions({
    queryKey: identityKeys.me,
    queryFn: ({ signal }) => fetchMe(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
