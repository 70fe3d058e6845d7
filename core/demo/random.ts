/** Random choices that are the same on every machine for the same seed. */
export interface Random {
  /** From 0 up to, but without, 1. */
  next(): number;
  /** Whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  chance(probability: number): boolean;
  /** Throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T;
  /** Throws RangeError for an empty list. */
  weighted<T>(list: readonly T[], weight: (item: T) => number): T;
  /** Up to `count` different items, in the order of the list. */
  sample<T>(list: readonly T[], count: number): T[];
  /** Half of the values lie below `median`; `sigma` is the deviation of their logarithm. */
  logNormal(median: number, sigma: number): number;
  bytes(count: number): Uint8Array;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  // Mulberry32: 32 bits of state are plenty for demo data.
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  function weighted<T>(list: readonly T[], weight: (item: T) => number): T {
    let left = next() * list.reduce((sum, item) => sum + weight(item), 0);
    const chosen = list.find((item) => {
      left -= weight(item);
      return left < 0;
    });
    const last = chosen ?? list.at(-1);
    if (last === undefined) throw new RangeError('Nothing to choose from.');
    return last;
  }

  function sample<T>(list: readonly T[], count: number): T[] {
    let wanted = Math.min(count, list.length);
    return list.filter((_, index) => {
      const isTaken = next() * (list.length - index) < wanted;
      if (isTaken) wanted -= 1;
      return isTaken;
    });
  }

  // Box and Muller; 1 - next() is never 0.
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

  return {
    next,
    int: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => weighted(list, () => 1),
    weighted,
    sample,
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(next() * 256)),
  };
}
