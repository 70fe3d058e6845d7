import type { Queryable } from '../db/types.ts';
import type { Operation } from '../migrations/operations.ts';
import { findDuplicates } from './duplicates.ts';
import { findUnfit } from './unfitValues.ts';

/** Asks how many rows each operation touches, which values cannot become unique, and which do not convert. */
export async function countAffected(
  db: Queryable,
  operations: readonly Operation[],
  isCounted: (operation: Operation) => boolean = () => true,
): Promise<Operation[]> {
  const counted: Operation[] = [];
  for (const operation of operations) counted.push(isCounted(operation) ? await count(db, operation) : operation);
  return counted;
}

async function count(db: Queryable, operation: Operation): Promise<Operation> {
  if (operation.op === 'addIndex' && operation.duplicates !== undefined) {
    const { records, examples } = await findDuplicates(db, operation.duplicates);
    return records > 0 ? { ...operation, rows: records, examples } : operation;
  }
  if (operation.affected === undefined) return operation;
  const [row] = await db.query({ text: operation.affected, values: [] });
  const rows = Number(row?.[0] ?? 0);
  // An option that no record has, and a conversion of no values, lose nothing.
  if (rows === 0 && losingNothing.includes(operation.op)) return { ...operation, rows, risk: 'safe' };
  if (!('doubt' in operation) || !operation.doubt) return { ...operation, rows };
  const unfit = await findUnfit(db, operation.doubt, operation.choice !== 'refuse');
  const keepsAll = operation.op === 'changeType' && operation.loses === 'unfit' && unfit.rows === 0 && !unfit.sampled;
  return { ...operation, rows, unfit, ...(keepsAll ? { risk: 'rewrites' } : {}) };
}

const losingNothing: readonly Operation['op'][] = [
  'removeOption',
  'renameOption',
  'changeType',
  'fillColumn',
  'addLinks',
  'addForeignKey',
];
