import type { Queryable } from '../db/types.ts';
import type { Operation } from '../migrations/operations.ts';
import { findDuplicates } from './duplicates.ts';

/**
 * Asks how many rows each operation touches, and which values cannot become unique. An option that no record has, and a conversion of no values, lose nothing.
 */
export async function countAffected(db: Queryable, operations: readonly Operation[]): Promise<Operation[]> {
  const counted: Operation[] = [];
  for (const operation of operations) {
    if (operation.op === 'addIndex' && operation.duplicates !== undefined) {
      const { records, examples } = await findDuplicates(db, operation.duplicates);
      counted.push(records > 0 ? { ...operation, rows: records, examples } : operation);
      continue;
    }
    if (operation.affected === undefined) {
      counted.push(operation);
      continue;
    }
    const [row] = await db.query({ text: operation.affected, values: [] });
    const rows = Number(row?.[0] ?? 0);
    const harmless = rows === 0 && ['removeOption', 'changeType', 'addForeignKey'].includes(operation.op);
    counted.push({ ...operation, rows, ...(harmless ? { risk: 'safe' as const } : {}) });
  }
  return counted;
}
