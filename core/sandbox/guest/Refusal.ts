import type { FieldMessages } from 'kiln:sdk';

/** The plugin says no: to people, not as a failure. */
export class Refusal extends Error {
  readonly fields: FieldMessages;
  /** What is said beside the messages of fields. */
  readonly #general: string | null;

  constructor(message: string | FieldMessages, fields: FieldMessages = {}) {
    const general = typeof message === 'object' ? null : String(message);
    const own = typeof message === 'object' ? message : fields;
    super(general ?? Object.values(own)[0] ?? '');
    this.name = 'Refusal';
    this.fields = own;
    this.#general = general;
  }

  /** As it crosses; undefined: the value is no refusal. Asks nothing of the value, which may be a proxy. */
  static read(value: unknown): { message: string | null; fields: FieldMessages } | undefined {
    if (typeof value !== 'object' || value === null || !(#general in value)) return undefined;
    return { message: value.#general, fields: value.fields };
  }
}

export function refuse(message: string | FieldMessages, fields?: FieldMessages): never {
  throw new Refusal(message, fields);
}
