import { LRUCache } from 'lru-cache';
import type { Plan } from './Plan.ts';

/** Named statements stay prepared on every connection until it closes, so their number is bounded. */
const maxNamed = 500;

/**
 * Compiled statements by shape, for one model; a new model starts with an empty cache. A shape gets a statement name,
 * and with it a prepared statement, when it is asked for the second time: one-off shapes don't fill Postgres' memory.
 */
export class PlanCache {
  readonly #plans = new LRUCache<string, Plan>({ max: 2_000 });
  readonly #prefix: string;
  #named = 0;

  /** `prefix` makes names unique among the models that one connection sees. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  get(shape: string, compile: () => Plan): Plan {
    const known = this.#plans.get(shape);
    if (!known) {
      const plan = compile();
      this.#plans.set(shape, plan);
      return plan;
    }
    if (!known.name && this.#named < maxNamed) {
      this.#named += 1;
      known.name = `${this.#prefix}_${this.#named}`;
    }
    return known;
  }
}
