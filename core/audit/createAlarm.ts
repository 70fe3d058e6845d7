import type { Logger } from 'pino';
import type { AuditEntry } from '../context/types.ts';
import type { Queryable } from '../db/types.ts';

/** Somebody was refused again and again. */
export interface Alert {
  readonly actor: { readonly id: string; readonly name: string };
  /** How often in the last `minutes`. */
  readonly denials: number;
  readonly minutes: number;
  /** ISO 8601 */
  readonly at: string;
}

export type Alarm = (entries: readonly AuditEntry[]) => Promise<void>;

export interface AlarmOptions {
  /** So many refusals in so many minutes are worth an alert. */
  readonly denials: number;
  readonly minutes: number;
  /** Each gets every alert; one that fails hinders none of the others. */
  readonly senders: readonly ((alert: Alert) => Promise<void>)[];
}

/**
 * Looks at entries that have been written, and tells of actors who are refused repeatedly: once in as many minutes,
 * whichever of the processes on the database sees it first.
 */
export function createAlarm(run: Queryable, log: Logger, { denials, minutes, senders }: AlarmOptions): Alarm {
  return async (entries) => {
    const refused = new Set(entries.flatMap(({ action, actor }) => (action === 'denied' && actor ? [actor.id] : [])));
    for (const id of refused) {
      const [row] = await run.query({ name: 'audit_alert', text: claimSql, values: [id, minutes, denials] });
      if (!row) continue;
      const alert: Alert = {
        actor: { id, name: row[1] ?? '' },
        denials: Number(row[0]),
        minutes,
        at: new Date().toISOString(),
      };
      log.warn({ alert }, 'somebody is refused repeatedly');
      // Not waited for: a webhook that is slow must not hold up the entries that come after.
      for (const send of senders) {
        send(alert).catch((error: unknown) => log.error({ err: error, alert }, 'an alert could not be sent'));
      }
    }
  };
}

const claimSql = `
with recent as (
  select count(*) as denials, max(actor_name) as name from audit.entry
  where actor = $1::uuid and action = 'denied' and at > now() - make_interval(mins => $2::integer)
)
insert into kiln.alert (actor, sent_at) select $1::uuid, now() from recent where denials >= $3::integer
on conflict (actor) do update set sent_at = now() where alert.sent_at <= now() - make_interval(mins => $2::integer)
returning (select denials from recent), (select name from recent)`;
