import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { writeEntries } from '../audit/writeEntries.ts';
import type { Actor, AuditEntry } from '../context/types.ts';
import { viaOf } from '../context/viaOf.ts';
import { DbError } from '../db/DbError.ts';
import type { Db, Tx } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { duplicatesSql } from '../migrations/duplicates.ts';
import type { Operation } from '../migrations/operations.ts';
import { render } from '../migrations/render.ts';
import { changedDocuments, type DocumentChange } from './changedDocuments.ts';
import { readSeq, writeDefinitions } from './definitionStore.ts';
import { type AddIndex, findDuplicates, notUnique } from './duplicates.ts';
import type { PlannedChange } from './planChange.ts';

export interface Applied {
  /** uuid of the change-set. */
  readonly id: string;
  readonly seq: number;
}

export interface ApplyOptions {
  readonly message: string;
  readonly actor: Actor;
}

/** Told to every process on the database, with the new number of the definitions, when a change is committed. */
export const modelChannel = 'kiln_model';

/** Any number; whoever changes the model holds this lock, and nothing else in Kiln does. */
const modelLock = '7021385042020';

/** How long a statement may hold up others by waiting for its turn, in milliseconds; longer each time. */
const patience = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Makes a planned change: SQL, definitions, history and the news of it, in one transaction. Undefined when another change
 * came first: plan again. Throws KILN_CONFLICT when the data does not fit, KILN_UNAVAILABLE when the tables stay locked.
 */
export async function applyPlan(db: Db, change: PlannedChange, options: ApplyOptions): Promise<Applied | undefined> {
  for (const operation of change.plan.operations) {
    if (operation.op === 'addIndex' && operation.examples) {
      throw notUnique(operation, { records: operation.rows ?? 0, examples: operation.examples });
    }
  }
  for (const [turn, lockTimeout] of patience.entries()) {
    try {
      return await db.withTx((tx) => apply(tx, change, options, lockTimeout));
    } catch (error) {
      if (!isBusy(error) || turn === patience.length - 1) throw error;
      // Time for those who wait behind this change to get through before the next try.
      await sleep(lockTimeout / 2);
    }
  }
  return undefined;
}

async function apply(
  tx: Tx,
  { stored, next, plan }: PlannedChange,
  { message, actor }: ApplyOptions,
  lockTimeout: number,
): Promise<Applied | undefined> {
  await run(tx, 'set local statement_timeout = 0');
  await run(tx, 'set local lock_timeout = 0');
  await run(tx, `select pg_advisory_xact_lock(${modelLock})`);
  if ((await readSeq(tx)) !== stored.seq) return undefined;
  await run(tx, `set local lock_timeout = ${lockTimeout}`);
  for (const operation of plan.operations) await execute(tx, operation);
  const seq = await writeDefinitions(tx, next.layers, next.model.version);
  const id = uuidv7();
  const changes = changedDocuments(stored.layers, next.layers);
  await tx.query({
    text: historySql,
    values: [
      id,
      next.model.version,
      message,
      JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
      JSON.stringify(plan),
      JSON.stringify(changes),
    ],
  });
  await writeEntries(tx, entriesOf(id, changes, message, actor));
  await tx.query({ text: 'select pg_notify($1, $2)', values: [modelChannel, String(seq)] });
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
insert into kiln.changeset (id, version, message, actor, plan, changes)
values ($1, $2, $3, $4::json, $5::json, $6::json)`;

async function execute(tx: Tx, operation: Operation): Promise<void> {
  if (operation.op === 'addIndex' && operation.index.unique) await refuseDuplicates(tx, operation);
  for (const statement of render(operation)) {
    try {
      await run(tx, statement);
    } catch (error) {
      throw error instanceof DbError ? explain(operation, error) : error;
    }
  }
}

/** Once more: values may only now have become what they are, by another type or a default. Postgres would name one of them. */
async function refuseDuplicates(tx: Tx, operation: AddIndex): Promise<void> {
  const { table, index } = operation;
  const found = await findDuplicates(tx, duplicatesSql(`data.${quoteIdent(table)}`, index.keys));
  if (found.records > 0) throw notUnique(operation, found);
}

/** What Postgres holds against an operation, by the class of its SQLSTATE. */
function explain(operation: Operation, error: DbError): KilnError {
  const state = error.sqlState.slice(0, 2);
  if (state === '22' || state === '23') return doesNotFit(operation, error);
  if (state !== '42' && state !== '54' && state !== '0A') return error;
  const reason = error.cause instanceof Error ? error.cause.message : error.message;
  const detail = `${operation.sentence} The database refuses it: ${reason}. Nothing was changed.`;
  return new KilnError('KILN_BAD_DEFINITION', { detail, cause: error });
}

function doesNotFit(operation: Operation, cause: DbError): KilnError {
  const reason: Partial<Record<Operation['op'], string>> = {
    addIndex: 'Several records have the same value.',
    setNotNull: 'There are records without a value; give the field a default or fill them first.',
    changeType: 'There are records without a value that the new type can hold.',
  };
  const detail = `${operation.sentence} ${reason[operation.op] ?? 'The data does not fit.'} Nothing was changed.`;
  return new KilnError('KILN_CONFLICT', { detail, cause });
}

/** Lock timeout and deadlock: others were at work. */
function isBusy(error: unknown): boolean {
  return error instanceof DbError && ['55P03', '40P01'].includes(error.sqlState);
}

function run(tx: Tx, text: string) {
  return tx.query({ text, values: [] });
}
