import type { Ctx } from '../context/types.ts';
import { isoTimeSql } from '../lib/isoTimeSql.ts';
import { teamMembers } from './peopleTables.ts';
import { requireRight } from './requireRight.ts';

export interface UserPage {
  readonly limit: number;
  /** Id of the last user of the page before. */
  readonly after?: string;
  /** Part of a name or address. */
  readonly search?: string;
  /** Name of a role that they hold. */
  readonly role?: string;
  /** Only this one. */
  readonly id?: string;
}

/**
 * Users by name, as `{"data":[…],"next":…}`. status: `active`, `invited` (has not chosen a password yet), `inactive`,
 * or `service` (nobody signs in as them).
 */
export async function listUsers(ctx: Ctx, { limit, after, search, role, id }: UserPage): Promise<string> {
  requireRight(ctx, 'users');
  const [row] = await ctx.run.query({
    text: `
      with page as (
        select u.*, lower(u.name) as sorted from data."user" u
        where u.deleted_at is null
          and ($2::uuid is null or (lower(u.name), u.id) > (select lower(name), id from data."user" where id = $2::uuid))
          and ($3::text is null or strpos(lower(u.name || ' ' || coalesce(u.email, '')), lower($3::text)) > 0)
          and ($4::text is null or exists (select from kiln.role_member h where h.user_id = u.id and h.role = $4::text))
          and ($5::uuid is null or u.id = $5::uuid)
        order by lower(u.name), u.id limit $1::integer + 1
      ), shown as (select * from page order by sorted, id limit $1::integer)
      select json_build_object(
        'data', coalesce((select json_agg(json_build_object(
          'id', s.id, 'name', s.name, 'email', s.email, 'active', coalesce(s.active, false), 'language', s.language,
          'jobTitle', s.job_title,
          'roles', (select coalesce(json_agg(m.role order by m.role), '[]') from kiln.role_member m where m.user_id = s.id),
          'teams', (
            select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name), '[]')
            from ${teamMembers(ctx.model)} l join data.team t on t.id = l.source and t.deleted_at is null
            where l.target = s.id),
          'status', case
            when s.active is not true then 'inactive'
            when a."id" is null then 'service'
            when exists (select from auth."account" c where c."userId" = a."id")
              or exists (select from auth."passkey" k where k."userId" = a."id") then 'active'
            else 'invited' end,
          'twoFactor', coalesce(a."twoFactorEnabled", false),
          'passkeys', (select count(*) from auth."passkey" k where k."userId" = a."id"),
          'lastSignInAt', (
            select ${isoTimeSql('i.at')} from kiln.last_sign_in i
            where i.user_id = s.id)
        ) order by s.sorted, s.id) from shown s left join auth."user" a on a."id" = s.id::text), '[]'),
        'next', case when (select count(*) from page) > $1::integer
          then (select id from shown order by sorted desc, id desc limit 1) end)::text`,
    values: [limit, after ?? null, search ?? null, role ?? null, id ?? null],
    readOnly: true,
  });
  return row?.[0] ?? '';
}
