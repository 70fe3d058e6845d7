import type { Logger } from 'pino';
import type { Db } from '../db/types.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { parseCron } from '../lib/parseCron.ts';
import { addJob } from './addJob.ts';
import { nextTick } from './nextTick.ts';

/** A job that is added again and again. */
export interface Recurring {
  /** Unlike all others of the workspace. */
  readonly name: string;
  /** See parseCron. */
  readonly cron: string;
  /** IANA name. Default UTC. */
  readonly timeZone?: string;
  readonly task: string;
  /** The payload gets `tick`, the time it was due (ISO 8601). */
  readonly payload: JsonObject;
  readonly maxAttempts?: number;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
}

export interface CronJobs {
  /** From start on. Throws for a pattern or time zone that is none. Returns the undo. */
  add(recurring: Recurring): () => void;
  start(): void;
  close(): Promise<void>;
}

const lookMs = 1_000;

/**
 * Adds jobs when they are due. The database keeps when that is: whichever process moves it on adds the job, in the
 * same statement, so a tick is one job at most. What was due while no process ran is done once, late.
 */
export function createCron(db: Db, log: Logger): CronJobs {
  const entries = new Set<Entry>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  async function look(): Promise<void> {
    const now = new Date();
    for (const entry of entries) {
      if (entry.nextAt && entry.nextAt > now) continue;
      try {
        await addDue(db, entry, now);
      } catch (error) {
        log.error({ err: error, job: entry.recurring.name }, 'a recurring job could not be added; tries again');
      }
    }
  }

  return {
    add(recurring) {
      const cron = parseCron(recurring.cron);
      const zone = recurring.timeZone ?? 'UTC';
      if (!cron) throw new Error(`'${recurring.cron}' is no pattern of times`);
      const entry: Entry = { recurring, following: (after) => nextTick(cron, zone, after), nextAt: undefined };
      entries.add(entry);
      return () => entries.delete(entry);
    },
    start() {
      timer ??= setInterval(() => {
        running ??= look().finally(() => {
          running = undefined;
        });
      }, lookMs);
      timer.unref();
    },
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}

interface Entry {
  readonly recurring: Recurring;
  readonly following: (after: Date) => Date | undefined;
  /** As far as this process knows. */
  nextAt: Date | undefined;
}

/** Moves the entry on to its next time, and adds its job where it is this process that does so. */
async function addDue(db: Db, entry: Entry, now: Date): Promise<void> {
  const { name, task, payload, maxAttempts, queue } = entry.recurring;
  const pattern = `${entry.recurring.cron} ${entry.recurring.timeZone ?? 'UTC'}`;
  const following = entry.following(now);
  if (!following) return;
  const next = following.toISOString();
  await db.withTx(async (tx) => {
    const [row] = await tx.query({
      text: `insert into kiln.queue_cron as c (name, cron, next_at) values ($1, $2, $3)
        on conflict (name) do update set cron = excluded.cron, next_at = excluded.next_at
        where c.cron <> excluded.cron or c.next_at <= $4::timestamp with time zone
        returning (select json_build_array(cron, next_at) from kiln.queue_cron where name = $1)`,
      values: [name, pattern, next, now.toISOString()],
    });
    const due = row?.[0] ? readDue(row[0]) : undefined;
    if (due?.pattern === pattern) {
      const options = {
        ...(maxAttempts === undefined ? {} : { maxAttempts }),
        ...(queue === undefined ? {} : { queue }),
      };
      await addJob(tx, task, { ...payload, tick: due.at }, options);
    }
    const [kept] = await tx.query({
      text: `select json_build_array(cron, next_at) from kiln.queue_cron where name = $1`,
      values: [name],
    });
    const known = kept?.[0] ? readDue(kept[0]) : undefined;
    entry.nextAt = known && new Date(known.at);
  });
}

/** What stood there before. */
function readDue(text: string): { pattern: string; at: string } | undefined {
  const due: Json = JSON.parse(text);
  const [pattern, at] = Array.isArray(due) ? due : [];
  if (typeof pattern !== 'string' || typeof at !== 'string') return undefined;
  return { pattern, at: new Date(at).toISOString() };
}
