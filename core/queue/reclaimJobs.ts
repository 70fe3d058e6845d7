import type { Logger } from 'pino';
import type { Db, Session } from '../db/types.ts';

export interface Reclaimer {
  /** Jobs that are locked under this name are this process's. The undo gives them to whoever is free. */
  own(worker: string): () => void;
  close(): Promise<void>;
}

const lookMs = 2_000;

/**
 * Gives jobs of processes that are gone back to the others. A process holds an advisory lock for each of its workers
 * on a connection of its own, which Postgres ends with the process, by kill -9 too; a worker whose lock is free is
 * gone. Jobs that were just taken are left alone: their worker may not have its lock yet.
 */
export async function reclaimJobs(db: Db, log: Logger): Promise<Reclaimer> {
  const workers = new Set<string>();
  let session: Session | undefined = await db.session();
  let running: Promise<void> | undefined;

  async function look(): Promise<void> {
    try {
      if (!session) {
        session = await db.session();
        for (const worker of workers) await lock(session, worker);
      }
      const [row] = await session.query({ text: unlockSql, values: [[...workers]] });
      if (Number(row?.[0]) > 0) log.warn({ workers: Number(row?.[0]) }, 'jobs of a process that is gone go on');
    } catch (error) {
      const broken = session;
      session = undefined;
      await broken?.close().catch(() => undefined);
      log.warn({ err: error }, 'cannot look after jobs of other processes; tries again');
    }
  }

  const timer = setInterval(() => {
    running ??= look().finally(() => {
      running = undefined;
    });
  }, lookMs);
  timer.unref();

  return {
    own(worker) {
      workers.add(worker);
      // Where it fails, the next look opens another connection, with all locks.
      if (session) lock(session, worker).catch(() => undefined);
      return () => {
        workers.delete(worker);
        // Where it fails, the connection is gone, and the lock with it.
        if (session) unlock(session, worker).catch(() => undefined);
      };
    },
    async close() {
      clearInterval(timer);
      await running;
      await session?.close();
    },
  };
}

async function lock(session: Session, worker: string): Promise<void> {
  await session.query({ text: 'select pg_advisory_lock(hashtextextended($1, 7021))', values: [worker] });
}

async function unlock(session: Session, worker: string): Promise<void> {
  await session.query({ text: 'select pg_advisory_unlock(hashtextextended($1, 7021))', values: [worker] });
}

const unlockSql = `
  with held as (
    select distinct locked_by from kiln_queue.jobs
    where locked_by is not null and locked_at < now() - interval '5 s' and locked_by <> all($1::text[])
  ), gone as materialized (
    select locked_by from held where pg_try_advisory_xact_lock(hashtextextended(locked_by, 7021))
  ), unlocked as materialized (
    select kiln_queue.force_unlock_workers(array_agg(locked_by)), count(*) as workers from gone having count(*) > 0
  )
  select coalesce(sum(workers), 0) from unlocked`;
