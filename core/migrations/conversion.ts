/** What is to become of the values of a field that gets another type or other options. */
export interface Conversion {
  /** What becomes of values that do not convert. Absent: `park`. */
  readonly unfit?: Unfit;
  /** Values that are replaced before they convert, by the text of the old value; null empties them. */
  readonly map?: ReadonlyMap<string, string | null>;
  /** The values become records of an entity of their own, which the field then points at. */
  readonly promote?: Promotion;
}

/**
 * `park`: they are empty, and kept aside. `default`: they become the field's default, and are kept aside. `refuse`:
 * nothing happens.
 */
export type Unfit = (typeof unfitChoices)[number];

export const unfitChoices = ['park', 'default', 'refuse'] as const;

/** The entity that is made for the values. */
export interface Promotion {
  /** Its name. */
  readonly entity: string;
  readonly title?: string;
}

/** By `<entity>.<field>`, names as in the new documents. */
export type Conversions = ReadonlyMap<string, Conversion>;
