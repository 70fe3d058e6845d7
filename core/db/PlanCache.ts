import { LRUCache } from 'lru-cache';
import type { Plan } from './Plan.ts';

/** Named statements stay prepared on every connection until it closes, so their number is bounded. */
const maxNamed = 500;

/**
 * Compiled statements by shape, for one model; a new model starts with an empty cache. A shape gets a statement name,
 * and with it a prepared statement, when it is asked for the second time: one-off shapes don't fill Postgres' memory.
 */
export class PlanCache {
  readonly #shared: Shared;
  readonly #scope: string;

  /** `prefix` makes names unique among the models that one connection sees. */
  constructor(prefix: string, scope = '', shared: Shared = { prefix, plans: new LRUCache({ max: 2_000 }), named: 0 }) {
    this.#shared = shared;
    this.#scope = scope;
  }

  get(shape: string, compile: () => Plan): Plan {
    const { plans, prefix } = this.#shared;
    const key = this.#scope + shape;
    const known = plans.get(key);
    if (!known) {
      const plan = compile();
      plans.set(key, plan);
      return plan;
    }
    if (!known.name && this.#shared.named < maxNamed) {
      this.#shared.named += 1;
      known.name = `${prefix}_${this.#shared.named}`;
    }
    return known;
  }

  /** The same cache for those whose statements differ from everybody's: with `key` before every shape, '' for none. */
  scoped(key: string): PlanCache {
    return key === '' ? this : new PlanCache(this.#shared.prefix, `${key} > `, this.#shared);
  }
}

interface Shared {
  readonly prefix: string;
  readonly plans: LRUCache<string, Plan>;
  named: number;
}
