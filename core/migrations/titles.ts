import type { Lookup } from './operations.ts';

/** Where the records of an entity are, and SQL of the text that stands for one of them. */
export interface RecordTitles {
  /** Quoted and qualified name of the table. */
  readonly table: string;
  /** @param alias of the table */
  readonly title: (alias: string) => string;
  /** Where a title is found faster than among all records, one at a time. */
  readonly lookup?: Lookup;
}

/** By x-id of the entity; undefined where there are no records, or nothing of a record can be read as a text. */
export type TitlesOf = (entity: string) => RecordTitles | undefined;

/**
 * Titles as they are found before a plan, and between the renaming of its tables and columns and its end. `beside` is
 * before, for one record at a time.
 */
export interface Titles {
  readonly before: TitlesOf;
  readonly during: TitlesOf;
  readonly beside: TitlesOf;
}
