import { setTimeout as sleep } from 'node:timers/promises';
import type { Tx } from '../db/types.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { RowChange } from '../migrations/renderRowChange.ts';
import type { JobRun } from './JobRun.ts';
import { patiently } from './patiently.ts';

/**
 * Milliseconds that a batch should take: rows stay locked for so long at most, and whoever cancels waits for so long.
 */
const batchMs = 50;
const sizes = { first: 200, least: 20, most: 5_000 };

export interface BatchedTable {
  /** Name in schema data, unquoted. */
  readonly name: string;
  /** Columns of type uuid. */
  readonly key: readonly string[];
}

/**
 * Changes the rows of a table some at a time, in short transactions in the order of the key, and begins where an
 * earlier try stopped. Rows that others hold are passed over and come last in their batch, so nobody waits longer than
 * for one batch and nothing waits in a circle. Neither version nor time of a record change: nobody has changed it, and
 * forms that are open stay valid.
 */
export async function inBatches(run: JobRun, table: BatchedTable, change: RowChange): Promise<void> {
  await pass(run, table, change, parsePosition(run.job.position, table.key.length), run.job.done);
  // What was written meanwhile by somebody who had not heard of the new definitions, and moved to where nobody looked
  // again.
  while (change.where !== everyRow && (await isLeft(run, table, change))) await pass(run, table, change, undefined, 0);
}

/** The same, but looks at each row once: what it changes may be different again at any time. */
export async function inBatchesOnce(run: JobRun, table: BatchedTable, change: RowChange): Promise<void> {
  await pass(run, table, change, undefined, 0);
}

/** The condition that holds for every row. */
export const everyRow = 'true';

async function pass(
  run: JobRun,
  table: BatchedTable,
  change: RowChange,
  from: Position | undefined,
  doneBefore: number,
): Promise<void> {
  let position = from;
  let done = doneBefore;
  let size = sizes.first;
  for (;;) {
    const begun = performance.now();
    const batch = await patiently(run.session, async (tx) => {
      await tx.query({ text: byKey, values: [] });
      const found = await changeBatch(tx, table, change, position, size);
      if (found.last) await run.progress({ done: done + found.rows, position: [...found.last] }, tx);
      return found;
    });
    if (!batch.last) return;
    for (const key of batch.skipped) await patiently(run.session, (tx) => changeRow(tx, table, change, key));
    position = batch.last;
    done += batch.rows;
    run.reached('batch');
    const ms = performance.now() - begun;
    size = Math.round(Math.min(sizes.most, Math.max(sizes.least, (size * batchMs) / ms), size * 2));
    // Half of the time belongs to the others.
    await sleep(Math.min(ms, batchMs));
  }
}

/** Postgres knows too little of a slice not to read the whole table for it. */
const byKey = 'set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_seqscan = off';

type Position = readonly string[];

interface Batch {
  readonly rows: number;
  /** Key of its last row; undefined: there are no more. */
  readonly last: Position | undefined;
  /** Keys of rows that somebody held. */
  readonly skipped: readonly Position[];
}

async function changeBatch(
  tx: Tx,
  table: BatchedTable,
  change: RowChange,
  after: Position | undefined,
  size: number,
): Promise<Batch> {
  const name = `data.${quoteIdent(table.name)} as referrer`;
  const keys = table.key.map((column) => `referrer.${quoteIdent(column)}`);
  const aliases = table.key.map((_, index) => `k${index}`);
  const names = aliases.join(', ');
  const aliased = keys.map((column, index) => `${column} as k${index}`).join(', ');
  const same = (other: string) => keys.map((column, index) => `${column} = ${other}.k${index}`).join(' and ');
  const start = after
    ? `where (${keys.join(', ')}) > (${after.map((_, index) => `$${index + 1}::uuid`).join(', ')})`
    : '';
  const action =
    change.set === undefined
      ? `delete from ${name} using free where ${same('free')} and (${change.where}) returning 1`
      : `update ${name} set ${change.set} from free where ${same('free')} and (${change.where}) returning 1`;
  const [row] = await tx.query({
    text: `with slice as materialized (
  select ${aliased}, (${change.where}) as wanted from ${name} ${start} order by ${keys.join(', ')} limit ${size}
), wanted as materialized (
  select ${aliases.join(', ')} from slice where wanted
), free as materialized (
  select ${aliased} from wanted join ${name} on ${same('wanted')} for no key update of referrer skip locked
), changed as (${action})
select (select count(*) from slice),
  (select json_build_array(${names}) from slice order by ${aliases.map((each) => `${each} desc`).join(', ')} limit 1),
  (select coalesce(json_agg(json_build_array(${names})), '[]') from (table wanted except table free) as skipped),
  (select count(*) from changed)`,
    values: after ? [...after] : [],
  });
  const [rows, last, skipped] = row ?? [];
  const others: unknown = JSON.parse(skipped ?? '[]');
  return {
    rows: Number(rows),
    last: parsePosition(JSON.parse(last ?? 'null'), table.key.length),
    skipped: (Array.isArray(others) ? others : []).flatMap((key) => {
      const position = parsePosition(key, table.key.length);
      return position ? [position] : [];
    }),
  };
}

async function changeRow(tx: Tx, table: BatchedTable, change: RowChange, key: Position): Promise<void> {
  const name = `data.${quoteIdent(table.name)} as referrer`;
  const row = table.key.map((column, index) => `referrer.${quoteIdent(column)} = $${index + 1}::uuid`).join(' and ');
  const action = change.set === undefined ? `delete from ${name}` : `update ${name} set ${change.set}`;
  await tx.query({ text: `${action} where ${row} and (${change.where})`, values: [...key] });
}

async function isLeft({ session }: JobRun, table: BatchedTable, { where }: RowChange): Promise<boolean> {
  const name = `data.${quoteIdent(table.name)} as referrer`;
  const [row] = await session.query({ text: `select exists (select from ${name} where ${where})`, values: [] });
  return row?.[0] === 't';
}

function parsePosition(value: unknown, length: number): Position | undefined {
  if (!Array.isArray(value) || value.length !== length) return undefined;
  return value.every((each) => typeof each === 'string') ? value : undefined;
}
