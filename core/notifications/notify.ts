import type { Actor, Ctx } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { newIds } from '../records/newIds.ts';
import type { Wording, Wordings } from './Wordings.ts';

/** What a notification leads to. `entity` is an x-id. */
export type NotificationTarget =
  | { readonly entity: string; readonly id: string }
  | { readonly approval: string }
  | { readonly run: string };

export interface Notification {
  /** Ids of users. */
  readonly to: readonly string[];
  /** Such as `notify` or `approval`. */
  readonly kind: string;
  readonly title: string;
  readonly text?: string;
  /** The same in other languages: everybody is told in that of their profile, if it is one of these. */
  readonly wordings?: Wordings;
  /** Absent: Kiln tells it. */
  readonly from?: Pick<Actor, 'id' | 'name'>;
  readonly target?: NotificationTarget;
  /** A user is told something of this key once. */
  readonly key?: string;
}

const longestTitle = 300;
const longestText = 10_000;

/**
 * Tells people something, in the transaction of `ctx`, if it has one: they hear of it once that is committed. Answers
 * to how many it was new.
 */
export async function notify({ run }: Pick<Ctx, 'run'>, notification: Notification): Promise<number> {
  const { kind, title, text = '', wordings = {}, from, key } = notification;
  const to = [...new Set(notification.to)];
  if (to.length === 0) return 0;
  const target: JsonObject | null = notification.target ? { ...notification.target } : null;
  const isWorded = Object.keys(wordings).length > 0;
  const rows = await run.query({
    name: isWorded ? 'notify_worded' : 'notify',
    text: isWorded ? notifySql(wordedSql) : notifySql('select id, user_id, $4::text, $5::text from people'),
    values: [
      newIds(to.length),
      to,
      kind,
      shortened(title, longestTitle),
      shortened(text, longestText),
      from?.id ?? null,
      from?.name ?? null,
      target && JSON.stringify(target),
      key ?? null,
      ...(isWorded ? [JSON.stringify(shortenedAll(wordings))] : []),
    ],
  });
  return rows.length;
}

function shortenedAll(wordings: Wordings): JsonObject {
  const own = ({ title, text }: Wording): JsonObject => ({
    ...(title === undefined ? {} : { title: shortened(title, longestTitle) }),
    ...(text === undefined ? {} : { text: shortened(text, longestText) }),
  });
  return Object.fromEntries(Object.entries(wordings).map(([language, wording]) => [language, own(wording)]));
}

/** Postgres keeps neither NUL nor half of a character. */
function shortened(text: string, most: number): string {
  const storable = text.toWellFormed().replaceAll('\0', '');
  return storable.length <= most ? storable : `${storable.slice(0, most - 1).toWellFormed()}…`;
}

const wordedSql = `
  select p.id, p.user_id, coalesce(w.wording ->> 'title', $4::text), coalesce(w.wording ->> 'text', $5::text)
  from people p left join data."user" u on u.id = p.user_id
  cross join lateral (select $10::json -> u.language as wording) w`;

function notifySql(told: string): string {
  return `
with people as (select * from unnest($1::uuid[], $2::uuid[]) as p(id, user_id)),
told (id, user_id, title, text) as (${told})
insert into kiln.notification (id, user_id, kind, title, text, sender, sender_name, target, key)
select id, user_id, $3, title, text, $6::uuid, $7, $8::json, $9 from told
on conflict (user_id, key) where key is not null do nothing
returning 1`;
}
