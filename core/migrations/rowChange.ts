import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Operation } from './operations.ts';
import { withNewValues, withOptions, withoutOptions } from './optionRows.ts';
import type { RowChange } from './renderRowChange.ts';

/** What an operation does to rows, as far as it does it row by row; undefined: nothing. */
export function rowChange(operation: Operation): RowChange | undefined {
  switch (operation.op) {
    case 'setNotNull': {
      if (operation.fill === undefined) return undefined;
      const column = quoteIdent(operation.column);
      return { set: `${column} = ${operation.fill}`, where: `${column} is null` };
    }
    case 'addForeignKey': {
      const { column, target } = operation.foreignKey;
      const name = quoteIdent(column);
      // Postgres would read the whole target for each batch otherwise.
      const where = `referrer.${name} is not null
  and not exists (select from data.${quoteIdent(target)} as target where target."id" = referrer.${name} offset 0)`;
      if (operation.orphans === 'none') return undefined;
      return operation.orphans === 'clear' ? { set: `${name} = null`, where } : { where };
    }
    case 'renameReferences': {
      const column = quoteIdent(operation.column);
      const pairs = Object.entries(operation.names).map(([from, to]) =>
        [from, to].map((text) => quoteLiteral(text).trim()),
      );
      const cases = pairs.map(([from, to]) => `when ${from} then ${to}`).join(' ');
      return {
        set: `${column} = case ${column} ${cases} end`,
        where: `${column} in (${pairs.map(([from]) => from).join(', ')})`,
      };
    }
    case 'renameOption':
      return withNewValues(operation);
    case 'removeOption':
      return withoutOptions(operation);
    case 'restoreOption':
      return withOptions(operation);
    default:
      return undefined;
  }
}
