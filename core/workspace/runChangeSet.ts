import { DbError } from '../db/DbError.ts';
import type { Db, Tx } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { type Operation, worstRisk } from '../migrations/operations.ts';
import { refusal } from '../migrations/refusal.ts';
import type { JobRun } from '../online/JobRun.ts';
import { prepare } from '../online/prepare.ts';
import { applyPlan, type Beside, modelLock } from './applyPlan.ts';
import { readDefinitions, readSeq } from './definitionStore.ts';
import { doesNotFit } from './executeOperations.ts';
import { type PlannedChange, planChange } from './planChange.ts';
import type { PluginWork } from './plugins/PluginWork.ts';
import { readWork } from './preparedWork.ts';
import { rebaseLayers } from './rebaseLayers.ts';
import { refuseUnfitBefore } from './unfitValues.ts';

/**
 * Does the job of a change-set that has to be prepared: it is planned on the definitions of now, what it needs is made beside
 * everybody's work, and then it takes place in an instant. Where another change came first it is planned again, and keeps what
 * was prepared as far as that still fits. Throws what changeLayers does.
 * @param besideOf what a plugin has to do with its change; absent: only a running server can do that
 */
export async function runChangeSet(db: Db, run: JobRun, besideOf?: (work: PluginWork) => Beside): Promise<void> {
  const { changes, message, actor, acceptDataLoss, reverts, conversions, plugin } = readWork(run.job.work);
  const beside = plugin && besideOf?.(plugin);
  if (plugin && !beside)
    throw new KilnError('KILN_UNAVAILABLE', { detail: 'Plugins are changed by a running server.' });
  const plan = async (): Promise<PlannedChange> => {
    const stored = await readDefinitions(db);
    const given = conversions ? { conversions } : {};
    const options = { fixes: 'all', isAccepted: acceptDataLoss, actor: actor.id, ...given } as const;
    const change = await planChange(db, stored, rebaseLayers(stored.layers, changes), options);
    if (worstRisk(change.plan.operations) === 'loses data' && !acceptDataLoss) throw dataLoss(change);
    return change;
  };
  for (;;) {
    const change = await plan();
    const { seq } = change.stored;
    try {
      await prepare(run, change.preparations, (tx) => expectCurrent(tx, seq));
      for (const operation of change.plan.operations) await refuseMisfit(db, operation, change);
    } catch (error) {
      // Tables and columns may be called otherwise by now.
      if (error instanceof DbError && !error.lost && (await readSeq(db)) !== seq) continue;
      if (error instanceof Outdated) continue;
      throw error;
    }
    run.reached('change-set: prepared');
    const options = { message, actor, job: run.job.id, reached: run.reached, ...(beside ? { beside } : {}) };
    if (await applyPlan(db, change, { ...options, ...(reverts === undefined ? {} : { reverts }) })) return;
  }
}

/** Another change came first. */
class Outdated extends Error {}

async function expectCurrent(tx: Tx, seq: number): Promise<void> {
  await tx.query({ text: `select pg_advisory_xact_lock_shared(${modelLock})`, values: [] });
  if ((await readSeq(tx)) !== seq) throw new Outdated();
}

/** What the transaction of a change that is not prepared would find out by itself. */
async function refuseMisfit(db: Db, operation: Operation, { plan, preparations }: PlannedChange): Promise<void> {
  if (!('shadow' in operation) || operation.shadow === undefined) return;
  await refuseUnfitBefore(db, operation);
  if (operation.op !== 'changeType' && operation.op !== 'fillColumn' && operation.op !== 'keepComputed') return;
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
  const detail = losses.map(({ sentence }) => sentence).join(' ');
  return new KilnError('KILN_DATA_LOSS', { detail, extra: refusal('dataLoss', losses[0]) });
}
