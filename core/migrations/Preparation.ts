import type { ComputedColumn } from './computed.ts';
import type { Lookup, Operation } from './operations.ts';
import type { IndexShape } from './shape.ts';

/** What has to be prepared before an operation, by the names that tables and columns have now. */
export interface Preparation {
  /** Name of the table as it is. */
  readonly table: string;
  readonly tableId: string;
  readonly entity: string;
  readonly field: string;
  readonly computed: ComputedColumn;
  /** Of the column, as Postgres calls it; absent where rows of a table of their own are computed. */
  readonly type?: string;
  /** Statements that make that table. */
  readonly creates?: readonly string[];
  readonly aside?: PreparedAside;
  /** Name of the table of links that it reads. */
  readonly links?: string;
  readonly lookups: readonly Lookup[];
  /** It depends on other records, which no trigger tells of: it is looked at once more when all rows are filled. */
  readonly looksBeyond?: true;
  /** Indexes that are built over it, and are not there yet. */
  readonly indexes: readonly PreparedIndex[];
}

/** Where writers leave what is to become rows of that table, so that none waits for another. */
export interface PreparedAside {
  /** Quoted and qualified. */
  readonly name: string;
  /** Statements that make it. */
  readonly creates: readonly string[];
  /** The statement that brings to the table what is there. */
  readonly settle: string;
}

interface PreparedIndex {
  readonly operation: Extract<Operation, { op: 'addIndex' }>;
  readonly index: IndexShape;
}
