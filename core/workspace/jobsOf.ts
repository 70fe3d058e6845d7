import type { Operation } from '../migrations/operations.ts';
import type { Moment } from '../migrations/parkedComment.ts';
import { renderAfterwards } from '../migrations/render.ts';
import type { TablesShape } from '../migrations/shape.ts';
import type { NewJob } from '../online/jobStore.ts';
import type { OperationWork } from '../online/runOperation.ts';

/** The jobs that are left of operations once the definitions have changed. */
export function jobsOf(moment: Moment, operations: readonly Operation[], tables: TablesShape): NewJob[] {
  return operations.flatMap((operation): NewJob[] => {
    const table = 'table' in operation ? tables.find(({ name }) => name === operation.table) : undefined;
    if (!table || renderAfterwards(operation, moment).length === 0 || changesNothing(operation)) return [];
    const { op, entity, field } = operation;
    const columnName = 'column' in operation && typeof operation.column === 'string' ? operation.column : undefined;
    const column = table.columns.find(({ name }) => name === columnName);
    const notes = op === 'promoteValues' ? { moment } : {};
    const work: OperationWork = { operation, tableId: table.id, ...(column ? { columnId: column.id } : {}), ...notes };
    return [{ op, entity, field, work: JSON.parse(JSON.stringify(work)), changeSet: moment.changeSet }];
  });
}

/** Values that no record has need not become others. */
function changesNothing({ op, rows }: Operation): boolean {
  return rows === 0 && ['renameReferences', 'renameOption', 'removeOption'].includes(op);
}
