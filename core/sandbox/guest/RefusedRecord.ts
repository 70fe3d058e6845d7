/** An after-hook said no to one of the records that it was told of. */
export class RefusedRecord extends Error {
  readonly #refusal: unknown;
  readonly #index: number;

  constructor(refusal: unknown, index: number) {
    super('A record is refused.');
    this.#refusal = refusal;
    this.#index = index;
  }

  /** Undefined: the value is none. Asks nothing of the value, which may be a proxy. */
  static read(value: unknown): { refusal: unknown; index: number } | undefined {
    if (typeof value !== 'object' || value === null || !(#index in value)) return undefined;
    return { refusal: value.#refusal, index: value.#index };
  }
}
