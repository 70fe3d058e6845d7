import type { Source } from '../db/Plan.ts';

/** Collects the parameters of one statement while its text is built: the text holds `$n`, the plan says what n means. */
export class Params {
  readonly sources: Source[] = [];

  /** Returns the placeholder, cast to a Postgres type so that planning never has to guess. */
  add(source: Source, type: string): string {
    this.sources.push(source);
    return `$${this.sources.length}::${type}`;
  }
}
