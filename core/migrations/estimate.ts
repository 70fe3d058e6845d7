import type { OnlineContext } from './largeTables.ts';
import type { Operation } from './operations.ts';

/**
 * Operations with the time that each takes, in milliseconds. Told to people who decide whether to do it now: the order of
 * magnitude on a small server, from costs of one row that are rounded guesses, not measurements of this machine.
 */
export function estimated(operations: readonly Operation[], { after, sizes }: OnlineContext): Operation[] {
  const ids = new Map(after.map(({ name, id }) => [name, id]));
  return operations.map((operation) => {
    const table = 'table' in operation ? operation.table : undefined;
    const rows = sizes.get(ids.get(table ?? '') ?? '')?.rows ?? 0;
    return { ...operation, ms: Math.round(instant + rows * perRow(operation)) };
  });
}

const instant = 5;

const costs = { scan: 0.0003, sort: 0.002, invert: 0.02, rewrite: 0.01, batch: 0.06 } as const;

function perRow(operation: Operation): number {
  switch (operation.op) {
    case 'changeType':
    case 'addGenerated':
      return operation.shadow === undefined ? costs.rewrite : costs.batch;
    case 'addIndex':
      return operation.index.method === 'gin' ? costs.invert : costs.sort;
    case 'setNotNull':
      return operation.fill !== undefined && operation.rows !== 0 ? costs.batch : costs.scan;
    case 'renameReferences':
      return operation.online ? costs.batch : costs.scan;
    case 'addForeignKey':
      return operation.orphans === 'none' ? costs.sort : costs.batch;
    case 'addCheck':
      return costs.scan;
    default:
      return 0;
  }
}
