import type { Model } from '../model/types.ts';
import { Params } from './params.ts';

/** What one statement under construction shares: the model, its parameters and fresh table aliases. */
export class SqlBuilder {
  readonly model: Model;
  readonly params = new Params();
  /** Left joins that sort keys and conditions need, by the path they follow. */
  readonly joins = new Map<string, { alias: string; sql: string }>();
  #aliases = 0;

  constructor(model: Model) {
    this.model = model;
  }

  alias(): string {
    this.#aliases += 1;
    return `t${this.#aliases}`;
  }
}
