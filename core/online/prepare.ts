import type { Session, Tx } from '../db/types.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { computedSql } from '../migrations/computed.ts';
import type { Preparation } from '../migrations/Preparation.ts';
import { buildPrepared } from './buildIndex.ts';
import { readComputed, routineOf, writeComputed } from './computedColumns.ts';
import { everyRow, inBatches, inBatchesOnce } from './inBatches.ts';
import type { JobRun } from './JobRun.ts';
import { makeLookups, refreshLookups } from './lookupTables.ts';
import { patiently } from './patiently.ts';
import { followLinksSql, makeTables } from './shadows.ts';

/**
 * Makes what a change-set needs before it can take place in an instant: columns beside those whose places they take,
 * and tables that take the places of new ones, each kept right by a trigger from the first moment and filled in
 * batches; then the indexes over them. What an earlier try has prepared is kept. Throws KILN_CONFLICT with `examples`
 * where values cannot be unique.
 * @param expectCurrent throws, in the transaction in which a trigger comes into being, where tables may be called
 * otherwise
 */
export async function prepare(
  run: JobRun,
  preparations: readonly Preparation[],
  expectCurrent: (tx: Tx) => Promise<void>,
): Promise<void> {
  await makeLookups(run, preparations);
  for (const table of new Set(preparations.map((each) => each.table))) {
    const own = preparations.filter((each) => each.table === table);
    await prepareTable(run, table, own, expectCurrent);
    for (const { operation, index } of own.flatMap(({ indexes }) => indexes)) {
      await buildPrepared(run, operation, { table, index });
    }
  }
}

async function prepareTable(
  run: JobRun,
  table: string,
  own: readonly Preparation[],
  expectCurrent: (tx: Tx) => Promise<void>,
): Promise<void> {
  await makeTables(run, own);
  const began = await patiently(run.session, async (tx) => {
    await expectCurrent(tx);
    const state = await begin(tx, table, own);
    if (!state.resumed) await run.progress({ done: 0, position: null }, tx);
    return state;
  });
  run.reached('columns begun');
  if (began.empty.length > 0) {
    const job = began.resumed ? run.job : { ...run.job, position: null, done: 0 };
    await inBatches({ ...run, job }, { name: table, key: ['id'] }, { set: touch(began.empty), where: everyRow });
    await markFilled(run, began.empty);
    // Until Postgres knows what is in them, it reads them in the wrong way.
    for (const each of began.empty) await run.session.query({ text: analyze(each), values: [] });
    await run.reached('columns filled');
  }
  await lookAgain(run, table, own);
  await lookBeyond(run, table, own);
  for (const { aside } of own) if (aside) await run.session.query({ text: aside.settle, values: [] });
}

/** What is computed of other records counts as it is when all is filled. */
async function lookBeyond(run: JobRun, table: string, own: readonly Preparation[]): Promise<void> {
  const beyond = own.filter(({ looksBeyond }) => looksBeyond);
  if (beyond.length === 0) return;
  await inBatchesOnce(
    run,
    { name: table, key: ['id'] },
    { set: touch(beyond), where: beyond.map(isOther).join(' or ') },
  );
  run.reached('records looked at');
}

/** Titles count as they are when all is filled. */
async function lookAgain(run: JobRun, table: string, own: readonly Preparation[]): Promise<void> {
  const stale = await run.session.withTx(async (tx) => {
    const found = await refreshLookups(tx, own);
    if (found.length === 0) return found;
    // Whoever goes on after this one was killed fills them anew.
    for (const each of found) await tx.query({ text: comment(each, ''), values: [] });
    await run.progress({ done: 0, position: null }, tx);
    return found;
  });
  if (stale.length === 0) return;
  run.reached('lookups refreshed');
  const where = stale.some(({ computed }) => computed.rows) ? everyRow : stale.map(isOther).join(' or ');
  const again = { ...run, job: { ...run.job, position: null } };
  await inBatches(again, { name: table, key: ['id'] }, { set: touch(stale), where });
  await markFilled(run, stale);
}

/** SQL: the prepared column does not hold what it would be computed to now. */
function isOther({ computed }: Preparation): string {
  const value = computedSql(computed, (each) => `referrer.${quoteIdent(each)}`);
  return `${quoteIdent(computed.column)} is distinct from (${value})`;
}

async function markFilled(run: JobRun, preparations: readonly Preparation[]): Promise<void> {
  await patiently(run.session, async (tx) => {
    for (const each of preparations) await tx.query({ text: comment(each, filled), values: [] });
  });
}

/** The trigger computes them, whatever is written: so there is one way to each value. */
function touch(preparations: readonly Preparation[]): string {
  const columns = preparations.flatMap(({ computed }) => (computed.rows ? [] : [computed.column]));
  return columns.length > 0
    ? columns.map((column) => `${quoteIdent(column)} = null`).join(', ')
    : '"id" = referrer."id"';
}

const filled = 'filled';

interface Begun {
  /** What is without its values. */
  readonly empty: readonly Preparation[];
  /** It was there: an earlier try has filled it as far as its position. */
  readonly resumed: boolean;
}

async function begin(tx: Tx, name: string, preparations: readonly Preparation[]): Promise<Begun> {
  const table = `"data".${quoteIdent(name)}`;
  const links = preparations.flatMap((each) => (each.links === undefined ? [] : [`"data".${quoteIdent(each.links)}`]));
  await tx.query({ text: `lock table ${[table, ...new Set(links)].join(', ')} in access exclusive mode`, values: [] });
  const found = (await readComputed(tx)).get(table);
  const states = new Map<Preparation, string | undefined>();
  for (const each of preparations) states.set(each, await readState(tx, each));
  const isComputed = ({ computed }: Preparation) =>
    found?.columns.some((each) => JSON.stringify(each) === JSON.stringify(computed)) === true;
  const isKept = (each: Preparation) => states.get(each) !== undefined && isComputed(each);
  const fresh = preparations.filter((each) => !isKept(each));
  for (const each of fresh) await addColumn(tx, table, each);
  if (fresh.length > 0) {
    const wanted = preparations.map(({ computed }) => computed);
    const names = new Set(wanted.map(({ column }) => column));
    const others = found?.columns.filter(({ column }) => !names.has(column)) ?? [];
    const routine = found?.routine ?? (await routineOf(tx, table));
    await writeComputed(tx, { table, routine, columns: [...others, ...wanted] });
  }
  const empty = preparations.filter((each) => !isKept(each) || states.get(each) !== filled);
  return { empty, resumed: fresh.length === 0 };
}

async function addColumn(tx: Tx, table: string, { computed, type, links }: Preparation): Promise<void> {
  if (type === undefined) return;
  const column = quoteIdent(computed.column);
  const text = `alter table ${table} drop column if exists ${column}, add column ${column} ${type}`;
  await tx.query({ text, values: [] });
  if (links === undefined) return;
  for (const text of followLinksSql(table, computed.column, `"data".${quoteIdent(links)}`)) {
    await tx.query({ text, values: [] });
  }
}

/** Undefined: it is not there. */
async function readState(tx: Pick<Session, 'query'>, { table, computed }: Preparation): Promise<string | undefined> {
  const [row] = await tx.query(
    computed.rows
      ? {
          text: `select coalesce(obj_description(oid, 'pg_class'), '') from pg_class where oid = to_regclass($1)`,
          values: [`data.${quoteIdent(computed.rows.table)}`],
        }
      : {
          text: `select coalesce(col_description(attrelid, attnum), '') from pg_attribute
            where attrelid = to_regclass($1) and attname = $2 and not attisdropped`,
          values: [`data.${quoteIdent(table)}`, computed.column],
        },
  );
  return row?.[0] ?? undefined;
}

function comment({ table, computed }: Preparation, text: string): string {
  return computed.rows
    ? `comment on table data.${quoteIdent(computed.rows.table)} is '${text}'`
    : `comment on column data.${quoteIdent(table)}.${quoteIdent(computed.column)} is '${text}'`;
}

function analyze({ table, computed }: Preparation): string {
  return computed.rows
    ? `analyze data.${quoteIdent(computed.rows.table)}`
    : `analyze data.${quoteIdent(table)} (${quoteIdent(computed.column)})`;
}
