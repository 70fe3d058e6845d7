import type { Actor, Ctx } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { newIds } from '../records/newIds.ts';

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
  /** Absent: Kiln tells it. */
  readonly from?: Pick<Actor, 'id' | 'name'>;
  readonly target?: NotificationTarget;
  /** A user is told something of this key once. */
  readonly key?: string;
}

const longestTitle = 300;
const longestText = 10_000;

/**
 * Tells people something, in the transaction of `ctx`, if it has one: they hear of it once that is committed. Answers to
 * how many it was new.
 */
export async function notify({ run }: Pick<Ctx, 'run'>, notification: Notification): Promise<number> {
  const { kind, title, text = '', from, key } = notification;
  const to = [...new Set(notification.to)];
  if (to.length === 0) return 0;
  const target: JsonObject | null = notification.target ? { ...notification.target } : null;
  const rows = await run.query({
    name: 'notify',
    text: notifySql,
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
    ],
  });
  return rows.length;
}

/** Postgres keeps neither NUL nor half of a character. */
function shortened(text: string, most: number): string {
  const storable = text.toWellFormed().replaceAll('\0', '');
  return storable.length <= most ? storable : `${storable.slice(0, most - 1).toWellFormed()}…`;
}

const notifySql = `
insert into kiln.notification (id, user_id, kind, title, text, sender, sender_name, target, key)
select n.id, n.user_id, $3, $4, $5, $6::uuid, $7, $8::json, $9
from unnest($1::uuid[], $2::uuid[]) as n(id, user_id)
on conflict (user_id, key) where key is not null do nothing
returning 1`;
