import { macros } from '../operations/macros.ts';
import { operations } from '../operations/table.ts';
import type { Pattern } from '../operations/types.ts';

const results: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'whole number',
  double: 'number',
  bool: 'true or false',
  N: 'number',
  M: 'one of them',
  T: 'one of them',
  'list<string>': 'list of texts',
  'list<T>': 'list',
};

/** A line of docs/expressions.md for every row of the tables of operations and macros. */
export function documentedRows(): string[] {
  return [
    ...operations.map((row) =>
      line(row.usage, result(row.result), row.description, row.sql !== undefined || row.folds !== undefined),
    ),
    ...macros.map((row) =>
      line(row.usage, row.name === 'map' || row.name === 'filter' ? 'list' : 'true or false', row.description, true),
    ),
  ];
}

function result(pattern: Pattern): string {
  return results[pattern] ?? pattern;
}

function line(usage: string, gives: string, description: string, sql: boolean): string {
  return `| \`${usage.replaceAll('|', '\\|')}\` | ${gives} | ${description}${sql ? '' : ' Not in SQL.'} |`;
}
