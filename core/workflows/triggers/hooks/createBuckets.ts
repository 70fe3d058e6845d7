import { LRUCache } from 'lru-cache';
import type { Db } from '../../../db/types.ts';

export interface Buckets {
  /** Takes one of what is left for this key. 0 where there was one, else the seconds until there is. */
  take(key: string): Promise<number>;
}

export interface BucketsOptions {
  /** What the keys are of, so that those of others are not the same. */
  readonly name: string;
  /** So many at once … */
  readonly capacity: number;
  /** … and in the long run. */
  readonly perSecond: number;
}

const mostKeys = 10_000;

/**
 * Token buckets, one for each key, kept in the database: all server processes take from the same. Taking is one
 * statement that waits for no disk; where nothing is left, this process does not ask again before there is.
 */
export function createBuckets(db: Db, { name, capacity, perSecond }: BucketsOptions): Buckets {
  const emptyUntil = new LRUCache<string, number>({ max: mostKeys });
  const secondsEach = 1 / perSecond;
  return {
    async take(key) {
      const rest = ((emptyUntil.get(key) ?? 0) - performance.now()) / 1_000;
      if (rest > 0) return Math.ceil(rest);
      const [row] = await db.query({
        name: 'take_from_bucket',
        text: takeSql,
        values: [`${name} ${key}`, secondsEach, capacity * secondsEach],
      });
      const [wait] = row ?? [];
      if (wait === null || wait === undefined) return 0;
      // Others have taken since the row was read where it says that there is something.
      const seconds = Math.max(Number(wait), Math.min(secondsEach, 1));
      emptyUntil.set(key, performance.now() + seconds * 1_000);
      return Math.ceil(seconds);
    },
  };
}

/** Forgets buckets that are full. */
export async function cleanBuckets(db: Db): Promise<void> {
  await db.query({ text: 'delete from kiln.bucket where full_at < now()', values: [] });
}

/** $2: seconds that one takes to come, $3: that all take. Returns null, or for how long there is none. */
const takeSql = `
with taken as (
  insert into kiln.bucket as b (key, full_at) values ($1, now() + make_interval(secs => $2::double precision))
  on conflict (key) do update set full_at = greatest(b.full_at, now()) + make_interval(secs => $2::double precision)
  where greatest(b.full_at, now()) + make_interval(secs => $2::double precision)
    <= now() + make_interval(secs => $3::double precision) + interval '1 ms'
  returning 1
)
select case when not exists (select from taken) then coalesce(
  (select extract(epoch from full_at - now()) + $2::double precision - $3::double precision from kiln.bucket where key = $1), 0) end`;
