import { quoteIdent } from '../lib/quoteIdent.ts';

/**
 * A change of many rows of one table, which is known as `referrer` in it. Made twice, it changes nothing the second
 * time.
 */
export interface RowChange {
  /** Assignments; absent: the rows go. */
  readonly set?: string;
  readonly where: string;
}

/** The statement that makes it all at once. */
export function renderRowChange(table: string, { set, where }: RowChange): string {
  const name = `data.${quoteIdent(table)} as referrer`;
  return set === undefined ? `delete from ${name}\nwhere ${where}` : `update ${name}\nset ${set}\nwhere ${where}`;
}
