import { DbError } from '../db/DbError.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { duplicatesSql } from '../migrations/duplicates.ts';
import type { Operation } from '../migrations/operations.ts';
import { refusal } from '../migrations/refusal.ts';
import { renderIndex } from '../migrations/render.ts';
import type { IndexShape, TableShape } from '../migrations/shape.ts';
import type { JobRun } from './JobRun.ts';
import { JobObsolete } from './JobRun.ts';

/** How often is looked how far it is, in milliseconds. */
const lookMs = 500;

type AddIndex = Extract<Operation, { op: 'addIndex' }>;

/** Builds an index while everybody writes. What is left of a build that was killed is dropped first. */
export async function buildIndex(run: JobRun, operation: AddIndex, table: TableShape): Promise<void> {
  const index = table.indexes.find(({ name }) => name === operation.index.name);
  if (!index) throw new JobObsolete();
  const what = 'Meanwhile, records were written that share theirs with another.';
  const next = 'Until they differ and this is tried again, further ones are not refused.';
  await build(run, operation, { table: table.name, index }, `${what} ${next}`);
}

/**
 * The same over columns that are prepared for a change-set, which does not take place where values cannot be unique.
 */
export async function buildPrepared(run: JobRun, operation: AddIndex, place: Place): Promise<void> {
  await build(run, operation, place, 'Records share theirs with another. Nothing was changed.');
}

interface Place {
  /** Name of the table, unquoted. */
  readonly table: string;
  readonly index: IndexShape;
}

/** @param otherwise what to say where values cannot be unique */
async function build(run: JobRun, operation: AddIndex, place: Place, otherwise: string): Promise<void> {
  const { table, index } = place;
  await dropInvalid(run, index);
  run.reached('index: remains dropped');
  if ((await isValid(run, index)) === true) return;
  const stop = watch(run);
  try {
    await run.session.query({ text: renderIndex(table, index, 'concurrently '), values: [] });
  } catch (error) {
    await stop();
    if (!(error instanceof DbError && error.sqlState === '23505')) throw error;
    await dropInvalid(run, index);
    throw await notUnique(run, operation, place, otherwise, error);
  }
  await stop();
  run.reached('index: built');
}

/** undefined: it is not there. */
async function isValid(
  { session }: Pick<JobRun, 'session'>,
  index: Pick<IndexShape, 'name'>,
): Promise<boolean | undefined> {
  const [row] = await session.query({
    text: 'select indisvalid from pg_index where indexrelid = to_regclass($1)',
    values: [`data.${quoteIdent(index.name)}`],
  });
  return row ? row[0] === 't' : undefined;
}

/** Drops what is left of a build that came to no end, which would cost every write and serve no read. */
export async function dropInvalid(run: Pick<JobRun, 'session'>, index: Pick<IndexShape, 'name'>): Promise<void> {
  if ((await isValid(run, index)) !== false) return;
  await run.session.query({ text: `drop index concurrently data.${quoteIdent(index.name)}`, values: [] });
}

/** Tells how many blocks of the table are done, until it is stopped. */
function watch(run: JobRun): () => Promise<void> {
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(() => look(run)).catch(() => undefined);
  }, lookMs);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

async function look(run: JobRun): Promise<void> {
  const [row] = await run.db.query({
    text: 'select blocks_done, blocks_total from pg_stat_progress_create_index where pid = $1',
    values: [run.session.pid],
  });
  const [done, total] = (row ?? []).map(Number);
  if (done !== undefined && total) await run.progress({ done, total }, run.db);
}

async function notUnique(
  { session }: JobRun,
  operation: AddIndex,
  { table, index }: Place,
  otherwise: string,
  cause: unknown,
): Promise<KilnError> {
  const rows = await session.query({ text: duplicatesSql(`data.${quoteIdent(table)}`, index.keys), values: [] });
  const examples = rows.map(([records, , ...values]): JsonObject => ({ values, records: Number(records) }));
  const detail = `${operation.sentence} ${otherwise}`;
  return new KilnError('KILN_CONFLICT', { detail, extra: { ...refusal('duplicates', operation), examples }, cause });
}
