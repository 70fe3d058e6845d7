import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { writeEntries } from '../audit/writeEntries.ts';
import type { Actor, AuditEntry } from '../context/types.ts';
import { viaOf } from '../context/viaOf.ts';
import type { Db, Tx } from '../db/types.ts';
import { renameRoles } from '../identity/renameRoles.ts';
import { describeTables } from '../migrations/describeTables.ts';
import type { Operation } from '../migrations/operations.ts';
import { touchedTables } from '../migrations/touchedTables.ts';
import { JobStopped, type Reached } from '../online/JobRun.ts';
import { addJobs, endJob } from '../online/jobStore.ts';
import { isBusy } from '../online/patiently.ts';
import { keepVersions } from '../workflows/versions/keepVersions.ts';
import { changedDocuments, type DocumentChange } from './changedDocuments.ts';
import { readSeq, writeDefinitions } from './definitionStore.ts';
import { describePlan } from './describePlan.ts';
import { notUnique } from './duplicates.ts';
import { doesNotFit, executeOperations } from './executeOperations.ts';
import { followVersions } from './followVersions.ts';
import { jobsOf } from './jobsOf.ts';
import { lockTables } from './lockTables.ts';
import { keepOldNames } from './oldNameStore.ts';
import type { PlannedChange } from './planChange.ts';
import { findStale, leaveStale } from './staleShadows.ts';
import { unfitError } from './unfitValues.ts';

export interface Applied {
  /** uuid of the change-set. */
  readonly id: string;
  readonly seq: number;
}

export interface ApplyOptions {
  readonly message: string;
  readonly actor: Actor;
  /** uuid of the change-set that this one takes back. */
  readonly reverts?: string;
  /** The job that makes this change: it is done with it. */
  readonly job?: string;
  readonly reached?: Reached | undefined;
  /** What else belongs to it. */
  readonly beside?: Beside;
}

/** Work in the transaction of a change, before and after its operations. Runs again when they are tried again. */
export interface Beside {
  before(tx: Tx, change: PlannedChange): Promise<void>;
  after(tx: Tx, change: PlannedChange): Promise<void>;
}

/** Told to every process on the database, with the new number of the definitions, when a change is committed. */
export const modelChannel = 'kiln_model';

/** Any number; whoever changes the model holds this lock, and nothing else in Kiln does. */
export const modelLock = '7021385042020';

/** A deadlock, or a lock that nobody knew would be needed: rarely more than once. */
const tries = 5;

/**
 * Makes a planned change: SQL, definitions, history, the jobs that follow and the news of it, in one transaction. Undefined
 * when another change came first: plan again. Throws KILN_CONFLICT when the data does not fit, KILN_UNAVAILABLE when the
 * tables stay locked.
 */
export async function applyPlan(db: Db, change: PlannedChange, options: ApplyOptions): Promise<Applied | undefined> {
  refuseMisfits(change);
  for (let turn = 1; ; turn++) {
    try {
      const applied = await db.withTx((tx) => apply(tx, change, options));
      options.reached?.('apply: committed');
      return applied;
    } catch (error) {
      if (turn === tries || !isBusy(error)) throw error;
      await sleep(200 * turn);
    }
  }
}

/** Throws what was found out while a change was planned: KILN_CONFLICT where data does not fit that is not to be put aside. */
export function refuseMisfits({ plan }: PlannedChange): void {
  for (const operation of plan.operations) refuseMisfit(operation);
}

function refuseMisfit(operation: Operation): void {
  const { rows = 0, choice, unfit } = operation;
  if (choice === 'refuse' && unfit && unfit.rows > 0) throw unfitError(operation, unfit);
  if (choice === 'refuse' && operation.op === 'addForeignKey' && rows > 0) throw doesNotFit(operation);
  if (operation.op === 'addIndex' && operation.examples) {
    throw notUnique(operation, { records: rows, examples: operation.examples });
  }
  if (operation.op === 'setNotNull' && operation.online && operation.fill === undefined && rows > 0) {
    throw doesNotFit(operation);
  }
}

/** What everybody's work has to wait for comes last, and takes a few milliseconds. */
async function apply(tx: Tx, planned: PlannedChange, options: ApplyOptions): Promise<Applied | undefined> {
  const { message, actor, reverts, job, beside, reached = () => undefined } = options;
  const { stored, next, plan } = planned;
  await run(tx, 'set local statement_timeout = 0; set local lock_timeout = 0');
  await run(tx, `select pg_advisory_xact_lock(${modelLock})`);
  if ((await readSeq(tx)) !== stored.seq) return undefined;
  reached('apply: begun');
  const seq = await writeDefinitions(tx, next.layers, next.model.version);
  const id = uuidv7();
  const changes = changedDocuments(stored.layers, next.layers);
  await keepOldNames(tx, planned.namesLost);
  await renameRoles(tx, planned.rolesRenamed);
  if (planned.renamed) await followVersions(tx, planned.renamed, next.layers);
  await keepVersions(tx, next.model, { edited: planned.workflowsEdited, actor });
  await tx.query({
    text: historySql,
    values: [
      id,
      next.model.version,
      message,
      JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
      JSON.stringify(describePlan(planned)),
      JSON.stringify(changes),
      seq,
      reverts ?? null,
    ],
  });
  await writeEntries(tx, entriesOf(id, changes, message, actor));
  await tx.query({ text: 'select pg_notify($1, $2)', values: [modelChannel, String(seq)] });
  const { kind, id: actorId, name } = actor;
  const moment = {
    at: new Date().toISOString(),
    changeSet: id,
    actor: { kind, id: actorId, name, via: viaOf(actor) },
  };
  await addJobs(tx, jobsOf(moment, plan.operations, describeTables(next.model)));
  if (job !== undefined && !(await endJob(tx, job, 'done', { changeSet: id }))) throw new JobStopped();
  reached('apply: written');
  const stale = await findStale(tx, plan.operations);
  const { changed, referenced } = touchedTables(plan.operations);
  await lockTables(tx, { changed: [...new Set([...changed, ...stale.map(({ name }) => name)])].sort(), referenced });
  reached('apply: locked');
  await leaveStale(tx, stale);
  await beside?.before(tx, planned);
  await executeOperations(tx, plan.operations, { moment, reached });
  await beside?.after(tx, planned);
  return { id, seq };
}

/** One for the change-set, and one for the roles in it, for whoever asks what became of rights. */
function entriesOf(id: string, changes: readonly DocumentChange[], message: string, actor: Actor): AuditEntry[] {
  const entry = (action: AuditEntry['action'], documents: readonly DocumentChange[]): AuditEntry => ({
    action,
    actor,
    via: viaOf(actor),
    requestId: id,
    details: {
      changeSet: id,
      message,
      documents: documents.slice(0, mostNamed).map(({ kind, name }) => `${kind}/${name}`),
    },
  });
  const roles = changes.filter(({ kind }) => kind === 'role');
  return [entry('definitionsChanged', changes), ...(roles.length > 0 ? [entry('rolesChanged', roles)] : [])];
}

/** Documents that an entry names; the change-set has them all. */
const mostNamed = 100;

const historySql = `
insert into kiln.changeset (id, version, message, actor, plan, changes, seq, reverts)
values ($1, $2, $3, $4::json, $5::json, $6::json, $7, $8)`;

function run(tx: Tx, text: string) {
  return tx.query({ text, values: [] });
}
