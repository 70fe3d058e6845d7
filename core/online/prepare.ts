import type { Session, Tx } from '../db/types.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Preparation } from '../migrations/preparations.ts';
import { readComputed, routineOf, shadowsOf, writeComputed } from './computedColumns.ts';
import { everyRow, inBatches } from './inBatches.ts';
import type { JobRun } from './JobRun.ts';
import { patiently } from './patiently.ts';

/**
 * Makes the columns that a change-set needs before it can take place in an instant: each beside the one whose place it takes,
 * kept right by a trigger from the first moment, and filled in batches. What an earlier try has prepared is kept.
 */
export async function prepare(run: JobRun, preparations: readonly Preparation[]): Promise<void> {
  for (const table of new Set(preparations.map((each) => each.table))) {
    const own = preparations.filter((each) => each.table === table);
    const began = await patiently(run.session, async (tx) => {
      const state = await begin(tx, table, own);
      if (!state.resumed) await run.progress({ done: 0, position: null }, tx);
      return state;
    });
    run.reached('columns begun');
    if (began.empty.length === 0) continue;
    // The trigger computes them, whatever is written: so there is one way to each value.
    const set = began.empty.map((column) => `${quoteIdent(column)} = null`).join(', ');
    const job = began.resumed ? run.job : { ...run.job, position: null, done: 0 };
    await inBatches({ ...run, job }, { name: table, key: ['id'] }, { set, where: everyRow });
    await patiently(run.session, async (tx) => {
      for (const column of began.empty) await tx.query({ text: comment(table, column, filled), values: [] });
    });
    run.reached('columns filled');
  }
}

/** Takes away what was prepared for change-sets that do not take place. */
export async function dropShadows(session: Session): Promise<void> {
  if ((await shadowsOf(session)).length === 0) return;
  await patiently(session, async (tx) => {
    const shadows = await shadowsOf(tx);
    const computed = await readComputed(tx);
    for (const table of new Set(shadows.map((each) => each.table))) {
      const gone = shadows.filter((each) => each.table === table).map(({ column }) => column);
      const trigger = computed.get(table);
      await tx.query({ text: `lock table ${table} in access exclusive mode`, values: [] });
      if (trigger) {
        await writeComputed(tx, {
          ...trigger,
          columns: trigger.columns.filter(({ column }) => !gone.includes(column)),
        });
      }
      const drops = gone.map((column) => `drop column ${quoteIdent(column)}`).join(', ');
      await tx.query({ text: `alter table ${table} ${drops}`, values: [] });
    }
  });
}

const filled = 'filled';

interface Begun {
  /** Columns without their values. */
  readonly empty: readonly string[];
  /** They were there: an earlier try has filled them as far as its position. */
  readonly resumed: boolean;
}

async function begin(tx: Tx, name: string, preparations: readonly Preparation[]): Promise<Begun> {
  const table = `"data".${quoteIdent(name)}`;
  await tx.query({ text: `lock table ${table} in access exclusive mode`, values: [] });
  const found = (await readComputed(tx)).get(table);
  const states = await readStates(tx, table);
  const routine = found?.routine ?? (await routineOf(tx, table));
  const wanted = preparations.map(({ computed }) => computed);
  const isKept = (column: string) =>
    states.has(column) &&
    found?.columns.some(
      (each) => each.column === column && wanted.some((other) => JSON.stringify(other) === JSON.stringify(each)),
    ) === true;
  const fresh = preparations.filter(({ computed }) => !isKept(computed.column));
  for (const { computed, type } of fresh) {
    const column = quoteIdent(computed.column);
    await tx.query({
      text: `alter table ${table} drop column if exists ${column}, add column ${column} ${type}`,
      values: [],
    });
  }
  if (fresh.length > 0) {
    const names = new Set(wanted.map(({ column }) => column));
    const others = found?.columns.filter(({ column }) => !names.has(column)) ?? [];
    await writeComputed(tx, { table, routine, columns: [...others, ...wanted] });
  }
  const empty = wanted.map(({ column }) => column).filter((column) => !isKept(column) || states.get(column) !== filled);
  return { empty, resumed: fresh.length === 0 };
}

/** Comments of the columns that are being prepared. */
async function readStates(tx: Tx, table: string): Promise<Map<string, string>> {
  const rows = await tx.query({
    text: `select attname, col_description(attrelid, attnum) from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    values: [table],
  });
  return new Map(rows.map(([column, text]) => [column ?? '', text ?? '']));
}

function comment(table: string, column: string, text: string): string {
  return `comment on column data.${quoteIdent(table)}.${quoteIdent(column)} is '${text}'`;
}
