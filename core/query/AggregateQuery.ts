import type { Entity, Field } from '../model/types.ts';
import type { Condition } from './condition.ts';
import type { SearchTerms } from './searchSql.ts';

/** `key` is the text that stands for it in the request and in the answer. */
export interface AggregateItem {
  readonly key: string;
  readonly call?: string;
  /** To-one relations on the way to `field`. */
  readonly path: readonly Field[];
  /** Absent for count(). */
  readonly field?: Field;
}

/** An aggregate request, parsed. */
export interface AggregateQuery {
  readonly entity: Entity;
  readonly groups: readonly AggregateItem[];
  readonly measures: readonly AggregateItem[];
  /** Keys of groups or measures. */
  readonly sort: readonly { readonly index: number; readonly descending: boolean }[];
  readonly limit: number;
  readonly where?: Condition;
  readonly search?: SearchTerms;
  readonly deleted: boolean;
  /** IANA name in which timestamps are cut into days, months … */
  readonly timeZone: string;
}
