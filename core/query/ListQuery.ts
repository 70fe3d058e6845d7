import type { Entity } from '../model/types.ts';
import type { Condition } from './condition.ts';
import type { Selection } from './parseSelect.ts';
import type { SortKey } from './parseSort.ts';
import type { SearchTerms } from './searchSql.ts';

/** A list request, parsed. `seen` are the sort values of the last row of the page before. */
export interface ListQuery {
  readonly entity: Entity;
  readonly selection: Selection;
  readonly sort: readonly SortKey[];
  readonly limit: number;
  readonly where?: Condition;
  readonly search?: SearchTerms;
  readonly seen?: readonly unknown[];
  readonly count: boolean;
  /** True when the owners whose records are seen are known to own many: nothing has to be counted to find the way. */
  readonly ownsMany?: boolean;
  /** True for the recycle bin. */
  readonly deleted: boolean;
}
