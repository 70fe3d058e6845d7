import type { Tx } from '../db/types.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Lookup } from '../migrations/operations.ts';
import type { Preparation } from '../migrations/Preparation.ts';
import type { JobRun } from './JobRun.ts';
import { isThere } from './shadows.ts';

/**
 * Makes the tables in which records are looked up by their titles, one at a time: a title need be no text that an index
 * takes, and nobody who changes a record has to keep one up.
 */
export async function makeLookups(run: JobRun, preparations: readonly Preparation[]): Promise<void> {
  const lookups = lookupsOf(preparations);
  if (lookups.length === 0) return;
  for (const { name, sql } of lookups) {
    await run.session.withTx(async (tx) => {
      if (await isThere(tx, name)) return;
      await tx.query({ text: `create table ${name} as ${sql}`, values: [] });
      await tx.query({ text: `alter table ${name} add primary key (${quoteIdent('key')})`, values: [] });
    });
    await run.session.query({ text: `analyze ${name}`, values: [] });
  }
  run.reached('lookups made');
}

/** Brings them up to date. Returns those of the preparations that have looked up what is another now. */
export async function refreshLookups(tx: Tx, preparations: readonly Preparation[]): Promise<Preparation[]> {
  const changed = new Set<string>();
  for (const lookup of lookupsOf(preparations)) {
    const [row] = await tx.query({ text: refreshSql(lookup), values: [] });
    if (row?.[0] !== '0') changed.add(lookup.name);
  }
  return preparations.filter(({ lookups }) => lookups.some(({ name }) => changed.has(name)));
}

function lookupsOf(preparations: readonly Preparation[]): Lookup[] {
  return [...new Map(preparations.flatMap(({ lookups }) => lookups).map((each) => [each.name, each])).values()];
}

function refreshSql({ name, sql }: Lookup): string {
  return `with fresh as materialized (${sql}),
gone as (delete from ${name} as known where not exists (select from fresh where fresh.key = known.key) returning 1),
come as (
  insert into ${name} as known (key, id)
  select key, id from fresh
  where not exists (select from ${name} as same where same.key = fresh.key and same.id = fresh.id)
  on conflict (key) do update set id = excluded.id returning 1
)
select (select count(*) from gone) + (select count(*) from come)`;
}
