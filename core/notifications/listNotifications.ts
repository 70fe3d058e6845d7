import type { Ctx } from '../context/types.ts';
import { isoTimeSql } from '../lib/isoTimeSql.ts';
import type { Model } from '../model/types.ts';

export interface NotificationParams {
  readonly unread: boolean;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/** From this number on the count of those that are unread says no more than that there are many. */
const mostCounted = 100;

/**
 * The actor's own, the latest first, as JSON text:
 * `{"data":[{id, at, kind, title, text, from: {id, name}|null, read, target}], "next", "unread"}`, `unread` up to 100.
 */
export async function listNotifications(ctx: Ctx, { unread, limit, after }: NotificationParams): Promise<string> {
  const [row] = await ctx.run.query({
    name: `notifications ${unread}`,
    text: listSql(unread),
    values: [ctx.actor.id, after ?? null, limit, JSON.stringify(entityNames(ctx.model))],
    readOnly: true,
  });
  return row?.[0] ?? '';
}

/** How many each of these users has not read, up to 100. */
export async function countUnread({ run }: Pick<Ctx, 'run'>, users: readonly string[]): Promise<Map<string, number>> {
  const rows = await run.query({
    name: 'count_unread',
    text: `select u.id, (${unreadSql('u.id')}) from unnest($1::uuid[]) as u(id)`,
    values: [[...users]],
    readOnly: true,
  });
  return new Map(rows.map(([id, count]) => [id ?? '', Number(count)]));
}

/** Names of today by x-id. */
function entityNames({ entities }: Model): Record<string, string> {
  return Object.fromEntries([...entities.values()].map(({ id, name }) => [id, name]));
}

function unreadSql(user: string): string {
  return `select count(*) from (
    select from kiln.notification n where n.user_id = ${user} and n.read_at is null limit ${mostCounted}) as few`;
}

/** A target whose entity is gone leads nowhere. */
const targetSql = `case
  when n.target ->> 'entity' is null then n.target
  when $4::json ->> (n.target ->> 'entity') is not null
    then json_build_object('entity', $4::json ->> (n.target ->> 'entity'), 'id', n.target ->> 'id')
end`;

function listSql(unread: boolean): string {
  return `
with page as (
  select n.* from kiln.notification n
  where n.user_id = $1::uuid and ($2::uuid is null or n.id < $2::uuid)${unread ? ' and n.read_at is null' : ''}
  order by n.id desc limit $3::integer + 1
),
shown as (select * from page order by id desc limit $3::integer)
select json_build_object(
  'data', (select coalesce(json_agg(json_build_object(
    'id', n.id, 'at', ${isoTimeSql('n.at')},
    'kind', n.kind, 'title', n.title, 'text', n.text,
    'from', case when n.sender is not null then json_build_object('id', n.sender, 'name', n.sender_name) end,
    'read', n.read_at is not null, 'target', ${targetSql}) order by n.id desc), '[]') from shown n),
  'next', case when (select count(*) from page) > $3::integer then (select id from shown order by id limit 1) end,
  'unread', (${unreadSql('$1::uuid')}))::text`;
}
