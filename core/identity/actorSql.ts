import { quoteIdent } from '../lib/quoteIdent.ts';
import { actorFields } from '../model/actorFields.ts';
import type { Model } from '../model/types.ts';
import { teamMembers } from './peopleTables.ts';

/**
 * Where the user comes from: the token of a session, the SHA-256 of a secret in hex, or the id. It is the one
 * parameter.
 */
export type ActorSource = 'session' | 'token' | 'user';

/**
 * One statement that tells everything about whom a credential stands for, as one JSON object; no row: nobody who may
 * enter. Teams: own ones; `teamsBelow` also those that one manages and all teams below. `…Users`: their members, and
 * oneself.
 */
export function actorSql(model: Model, source: ActorSource): string {
  const members = teamMembers(model);
  const facts = [...actorFields(model.entities)].map(
    ([name, field]) => `p.${quoteIdent(field.column)} as ${quoteIdent(name)}`,
  );
  const usersOf = (teams: string): string => `(
    select json_agg(u.id) from (
      select p.id union select l.target from ${members} l where l.source in (select id from ${teams})
    ) u)`;
  return `
with recursive credential as materialized (${sources[source]}),
person as materialized (
  select u.* from data."user" u join credential c on c.user_id = u.id where u.active and u.deleted_at is null
),
own as materialized (
  select t.id from ${members} l join person p on l.target = p.id
  join data.team t on t.id = l.source and t.deleted_at is null
),
below as (
  (select id from own union select t.id from data.team t join person p on t.manager = p.id where t.deleted_at is null)
  union
  select t.id from data.team t join below b on t.parent = b.id where t.deleted_at is null
)
select json_build_object(
  'id', p.id,
  'name', p.name,
  'expiresAt', extract(epoch from c.expires_at) * 1000,
  'tokenId', c.token_id,
  'roles', (
    select coalesce(json_agg(m.role), '[]') from kiln.role_member m
    where m.user_id = p.id and (c.roles is null or m.role = any(c.roles))),
  'teams', (select coalesce(json_agg(id), '[]') from own),
  'teamsBelow', (select coalesce(json_agg(id), '[]') from below),
  'teamUsers', ${usersOf('own')},
  'belowUsers', ${usersOf('below')},
  'fields', (select row_to_json(_f) from (select ${facts.join(', ')}) _f))::text
from person p cross join credential c`;
}

const sources: Readonly<Record<ActorSource, string>> = {
  session: `
    select s."userId"::uuid as user_id, s."expiresAt" as expires_at, null::uuid as token_id, null::text[] as roles
    from auth."session" s where s."token" = $1 and s."expiresAt" > now()`,
  token: `
    select t.user_id, t.expires_at, t.id as token_id, t.roles
    from kiln.token t
    where t.hash = decode($1, 'hex') and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())`,
  user: `select $1::uuid as user_id, null::timestamptz as expires_at, null::uuid as token_id, null::text[] as roles`,
};
