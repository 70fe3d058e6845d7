import { LRUCache } from 'lru-cache';

/** Statements that take longer on average do not share a connection. */
const quickMs = 10;

/** How long each named statement takes, as a moving average of about the last ten runs. */
export class Pace {
  readonly #average = new LRUCache<string, number>({ max: 5_000 });

  /** False too for a statement that has not run yet. */
  isQuick(name: string): boolean {
    return (this.#average.get(name) ?? Number.POSITIVE_INFINITY) < quickMs;
  }

  record(name: string, ms: number): void {
    const before = this.#average.get(name);
    this.#average.set(name, before === undefined ? ms : before * 0.9 + ms * 0.1);
  }
}
