import { shadowPrefix } from './computed.ts';
import { isStableName, stableName } from './identifiers.ts';
import type { ColumnShape, TableShape } from './shape.ts';

/**
 * Name of the column that is prepared to take the place of one. With the meaning in it, so that what was prepared for
 * one try of a change-set serves the next, if it still fits.
 */
export function shadowName(table: TableShape, name: string, meaning: readonly string[]): string {
  const id = table.columns.find((column) => column.name === name)?.id ?? name;
  return stableName(`${shadowPrefix}${id}`, 'n', JSON.stringify([table.id, id, ...meaning]));
}

/** The column whose place the one of this name is to take. */
export function shadowedColumn(table: TableShape, name: string): ColumnShape | undefined {
  return table.columns.find(({ id }) => isStableName(name, `${shadowPrefix}${id}`, 'n'));
}
