import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { ParkedColumn, TableShape } from './shape.ts';

/** When something is parked, and by which change-set. */
export interface Moment {
  /** ISO 8601. */
  readonly at: string;
  /** uuid */
  readonly changeSet: string;
  /** Who is named in the audit for records that are made. */
  readonly actor?: { readonly kind: string; readonly id: string; readonly name: string; readonly via: string };
}

/** What is parked says of itself what it is, so that no list can disagree with it (see readParked). */
export function parkedComment(
  table: string,
  column: string,
  moment: Moment | undefined,
  description: Pick<ParkedColumn, 'table' | 'shape' | 'made' | 'options' | 'became'>,
): string {
  const text = written({ ...description, ...told(moment) });
  return `comment on column data.${quoteIdent(table)}.${quoteIdent(column)} is ${text}`;
}

export function parkedTableComment(name: string, moment: Moment | undefined, shape: TableShape): string {
  return `comment on table parked.${quoteIdent(name)} is ${written({ ...shape, ...told(moment) })}`;
}

function told(moment: Moment | undefined): object {
  return moment ? { parkedAt: moment.at, changeSet: moment.changeSet } : {};
}

function written(description: object): string {
  return quoteLiteral(JSON.stringify(description)).trim();
}
