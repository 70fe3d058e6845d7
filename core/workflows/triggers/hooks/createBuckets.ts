import { LRUCache } from 'lru-cache';

export interface Buckets {
  /** Takes one of what is left for this key. 0 where there was one, else the seconds until there is. */
  take(key: string): number;
}

const mostKeys = 10_000;

/**
 * Token buckets, one for each key: `capacity` at once, `perSecond` in the long run. Of this process alone. `clock`: in
 * milliseconds.
 */
export function createBuckets(
  { capacity, perSecond }: { readonly capacity: number; readonly perSecond: number },
  clock: () => number = () => performance.now(),
): Buckets {
  const buckets = new LRUCache<string, { left: number; at: number }>({ max: mostKeys });
  return {
    take(key) {
      const now = clock();
      const { left, at } = buckets.get(key) ?? { left: capacity, at: now };
      const filled = Math.min(capacity, left + ((now - at) / 1_000) * perSecond);
      const taken = filled >= 1;
      buckets.set(key, { left: taken ? filled - 1 : filled, at: now });
      return taken ? 0 : Math.ceil((1 - filled) / perSecond);
    },
  };
}
