import type { Db } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { type Operation, worstRisk } from '../migrations/operations.ts';
import type { JobRun } from '../online/JobRun.ts';
import { prepare } from '../online/prepare.ts';
import { applyPlan } from './applyPlan.ts';
import { readDefinitions } from './definitionStore.ts';
import { doesNotFit } from './executeOperations.ts';
import { type PlannedChange, planChange } from './planChange.ts';
import { readWork } from './preparedWork.ts';
import { rebaseLayers } from './rebaseLayers.ts';
import { refuseUnfitBefore } from './unfitValues.ts';

/**
 * Does the job of a change-set that has to be prepared: it is planned on the definitions of now, what it needs is made beside
 * everybody's work, and then it takes place in an instant. Where another change came first it is planned again, and keeps what
 * was prepared as far as that still fits. Throws what changeLayers does.
 */
export async function runChangeSet(db: Db, run: JobRun): Promise<void> {
  const { changes, message, actor, acceptDataLoss, reverts, conversions } = readWork(run.job.work);
  const plan = async (): Promise<PlannedChange> => {
    const stored = await readDefinitions(db);
    const options = { fixes: 'all', isAccepted: acceptDataLoss, ...(conversions ? { conversions } : {}) } as const;
    const change = await planChange(db, stored, rebaseLayers(stored.layers, changes), options);
    if (worstRisk(change.plan.operations) === 'loses data' && !acceptDataLoss) throw dataLoss(change);
    return change;
  };
  for (;;) {
    const change = await plan();
    await prepare(run, change.preparations);
    for (const operation of change.plan.operations) await refuseMisfit(db, operation, change);
    run.reached('change-set: prepared');
    const options = { message, actor, job: run.job.id, reached: run.reached };
    if (await applyPlan(db, change, { ...options, ...(reverts === undefined ? {} : { reverts }) })) return;
  }
}

/** What the transaction of a change that is not prepared would find out by itself. */
async function refuseMisfit(db: Db, operation: Operation, { plan, preparations }: PlannedChange): Promise<void> {
  if (operation.op !== 'changeType' || operation.shadow === undefined) return;
  await refuseUnfitBefore(db, operation);
  const { table, column, shadow } = operation;
  const required = plan.operations.find(
    (each) => each.op === 'setNotNull' && each.table === table && each.column === column,
  );
  const now = preparations.find(({ computed }) => computed.column === shadow)?.table;
  if (required?.op !== 'setNotNull' || required.fill !== undefined || now === undefined) return;
  const [row] = await db.query({
    text: `select exists (select from data.${quoteIdent(now)} where ${quoteIdent(shadow)} is null)`,
    values: [],
  });
  if (row?.[0] === 't') throw doesNotFit(operation);
}

function dataLoss({ plan }: PlannedChange): KilnError {
  const losses = plan.operations.filter(({ risk }) => risk === 'loses data');
  return new KilnError('KILN_DATA_LOSS', { detail: losses.map(({ sentence }) => sentence).join(' ') });
}
