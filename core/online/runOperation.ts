import { Ajv } from 'ajv';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Operation } from '../migrations/operations.ts';
import type { Moment } from '../migrations/parkedComment.ts';
import { renderAfterwards } from '../migrations/render.ts';
import { rowChange } from '../migrations/rowChange.ts';
import type { ColumnShape, TableShape } from '../migrations/shape.ts';
import { buildIndex, dropInvalid } from './buildIndex.ts';
import { inBatches } from './inBatches.ts';
import { JobObsolete, type JobRun } from './JobRun.ts';
import { noteRecords } from './noteRecords.ts';
import { patiently } from './patiently.ts';
import { requireValues } from './requireValues.ts';
import { validateConstraint } from './validateConstraint.ts';

/**
 * What of an operation goes on after the definitions have changed. Ids, because names may be others when its turn
 * comes.
 */
export interface OperationWork {
  readonly operation: Operation;
  readonly tableId: string;
  readonly columnId?: string;
  /** When and by whom the definitions were changed. */
  readonly moment?: Moment;
}

/**
 * Does what is left of an operation, by the names of today. May be killed at any moment and begun again.
 * Throws JobObsolete when later definitions want it no more, KILN_CONFLICT with `examples` when records do not fit.
 */
export async function runOperation(run: JobRun): Promise<void> {
  const work = readOperation(run.job.work);
  const table = (await run.shapes()).find(({ id }) => id === work.tableId);
  const column = table?.columns.find(({ id }) => id === work.columnId);
  if (!table || (work.columnId !== undefined && !column)) throw new JobObsolete();
  const operation = byNamesOfToday(work.operation, table, column);
  switch (operation.op) {
    case 'addIndex':
      return buildIndex(run, operation, table);
    case 'setNotNull':
      if (!column?.notNull) throw new JobObsolete();
      return requireValues(run, operation, table);
    case 'addForeignKey':
    case 'addCheck':
      return validateConstraint(run, operation, table);
    case 'promoteValues':
      return noteRecords(run, operation, work.moment);
    default:
      return changeRows(run, operation, table);
  }
}

async function changeRows(run: JobRun, operation: Operation, table: TableShape): Promise<void> {
  const change = rowChange(operation);
  if (operation.op === 'restoreOption' && !(await hasColumn(run, table, operation.restored.original))) return;
  if (change) await inBatches(run, { name: table.name, key: table.primaryKey.columns }, change);
  const [, ...rest] = renderAfterwards(operation);
  for (const text of rest) await patiently(run.session, (tx) => tx.query({ text, values: [] }));
}

/** What was kept aside goes last: where it is gone, all is done. */
async function hasColumn({ session }: JobRun, table: TableShape, column: string): Promise<boolean> {
  const [row] = await session.query({
    text: 'select from pg_attribute where attrelid = to_regclass($1) and attname = $2 and not attisdropped',
    values: [`data.${quoteIdent(table.name)}`, column],
  });
  return row !== undefined;
}

/** Takes away what a cancelled job leaves behind. */
export async function tidyUp({ job, session }: Pick<JobRun, 'job' | 'session'>): Promise<void> {
  const { operation } = readOperation(job.work);
  if (operation.op === 'addIndex') await dropInvalid({ session }, operation.index);
}

function readOperation(work: unknown): OperationWork {
  const isWork = new Ajv().compile<OperationWork>(workSchema);
  if (isWork(work)) return work;
  throw new KilnError('KILN_INTERNAL', { cause: new Error('The work of a job cannot be read.') });
}

function byNamesOfToday(operation: Operation, table: TableShape, column: ColumnShape | undefined): Operation {
  switch (operation.op) {
    case 'setNotNull':
    case 'renameReferences':
    case 'renameOption':
    case 'removeOption':
    case 'restoreOption':
      return { ...operation, table: table.name, column: column?.name ?? operation.column };
    case 'promoteValues': {
      const titles = table.columns.find(({ id }) => id === operation.columnId);
      return { ...operation, table: table.name, column: titles?.name ?? operation.column };
    }
    case 'addIndex':
    case 'addForeignKey':
    case 'addCheck':
      return { ...operation, table: table.name };
    default:
      return operation;
  }
}

const workSchema = {
  type: 'object',
  required: ['operation', 'tableId'],
  properties: {
    operation: {
      type: 'object',
      required: ['op', 'entity', 'sentence', 'table'],
      properties: { op: { type: 'string' }, entity: { type: 'string' }, table: { type: 'string' } },
    },
    tableId: { type: 'string' },
    columnId: { type: 'string' },
    moment: { type: 'object', required: ['at', 'changeSet'] },
  },
};
