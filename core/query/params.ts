import type { Source } from '../db/Plan.ts';

/**
 * Collects the parameters of one statement while its text is built: the text holds `$n`, the plan says what n means.
 */
export class Params {
  readonly sources: Source[] = [];
  readonly #actors = new Map<string, string>();
  readonly #requests = new Map<string, string>();

  /** Returns the placeholder, cast to a Postgres type so that planning never has to guess. */
  add(source: Source, type: string): string {
    this.sources.push(source);
    return `$${this.sources.length}::${type}`;
  }

  /** What is known of the actor under this name (see Actor), in one parameter however often it is asked for. */
  actor(property: string, type: string): string {
    const key = `${property} ${type}`;
    const known =
      this.#actors.get(key) ??
      this.add({ from: 'actor', property, ...(type.endsWith('[]') ? { list: true } : {}) }, type);
    this.#actors.set(key, known);
    return known;
  }

  /** What is known of the request, in one parameter however often it is asked for. */
  request(property: Extract<Source, { readonly from: 'request' }>['property'], type: string): string {
    const known = this.#requests.get(property) ?? this.add({ from: 'request', property }, type);
    this.#requests.set(property, known);
    return known;
  }
}
