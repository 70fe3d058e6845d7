import { addNum, fromNum, type Num } from '../../../../core/expressions/values/decimal.ts';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { isNumeric } from '../isNumeric.ts';

/** The columns worth a sum: those that a rollup of the parent adds up, and amounts that are computed. A sum of prices says nothing. */
export function totalColumns(
  parent: BrowserEntity | undefined,
  child: string,
  columns: readonly BrowserField[],
): string[] {
  const added = new Set(
    (parent?.fields ?? []).flatMap(({ rollup }) =>
      rollup?.entity === child && rollup.measure === 'sum' && rollup.where === undefined ? [rollup.of ?? ''] : [],
    ),
  );
  return columns
    .filter((field) => isNumeric(field) && field.type !== 'percent')
    .filter(({ name, formula, currency }) => added.has(name) || (formula !== undefined && currency !== undefined))
    .map(({ name }) => name);
}

/** Exact; null when there is nothing to add up. */
export function sumOf(rows: readonly JsonObject[], column: string): number | null {
  const [first, ...others] = rows.map((row) => row[column]).filter((value) => typeof value === 'number');
  return first === undefined ? null : fromNum(others.reduce<Num>((sum, number) => addNum(sum, number), first));
}
