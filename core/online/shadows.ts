import type { Queryable, Session } from '../db/types.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import { computedSql, shadowPrefix } from '../migrations/computed.ts';
import type { Preparation } from '../migrations/Preparation.ts';
import { followLinks } from '../migrations/render.ts';
import { readComputed, shadowsOf, writeComputed } from './computedColumns.ts';
import type { JobRun } from './JobRun.ts';
import { patiently } from './patiently.ts';

/**
 * Makes the tables whose rows are prepared. Those of records get what is there before anybody else writes to them, so
 * that writers rarely meet in one.
 */
export async function makeTables(run: JobRun, preparations: readonly Preparation[]): Promise<void> {
  for (const { table, computed, creates, aside } of preparations) {
    const { rows } = computed;
    if (!rows || !creates) continue;
    await run.session.withTx(async (tx) => {
      const statements = [
        ...((await isThere(tx, `data.${quoteIdent(rows.table)}`)) ? [] : creates),
        ...(!aside || (await isThere(tx, aside.name)) ? [] : aside.creates),
      ];
      for (const text of statements) await tx.query({ text, values: [] });
      if (!aside || statements.length === 0) return;
      const list = computedSql(computed, (each) => `referrer.${quoteIdent(each)}`);
      const given = `select referrer."id", (${list}) as list from data.${quoteIdent(table)} as referrer`;
      await tx.query({ text: `with given as (${given})\n${rows.insert}`, values: [] });
      await tx.query({ text: aside.settle, values: [] });
    });
    run.reached('table made');
  }
}

export async function isThere(run: Queryable, name: string): Promise<boolean> {
  const [row] = await run.query({ text: 'select to_regclass($1) is not null', values: [name] });
  return row?.[0] === 't';
}

/**
 * Statements of the trigger by which a prepared column follows links. It knows the table by its oid, because somebody
 * may rename it meanwhile.
 * @param table and links quoted and qualified
 */
export function followLinksSql(table: string, shadow: string, links: string): string[] {
  const name = followLinks(shadow);
  const update = `set ${quoteIdent(shadow)} = null where "id" = any($1)`;
  const body = `begin
  execute 'update ' || tg_argv[0]::oid::regclass || ' ${update}' using array[old.source, new.source];
  return null;
end`;
  return [
    `create or replace function ${name}() returns trigger language plpgsql as ${quoteLiteral(body).trim()}`,
    `do $do$ begin
  execute format('create or replace trigger ${quoteIdent(shadow)} after insert or update or delete on ${links}
    for each row execute function ${name}(%L)', '${table}'::regclass::oid);
end $do$`,
  ];
}

/** Takes away what was prepared for change-sets that do not take place, and what those that did have left. */
export async function dropShadows(session: Session): Promise<void> {
  const { columns, others } = await findShadows(session);
  if (columns.length + others.length === 0) return;
  await patiently(session, async (tx) => {
    const found = await findShadows(tx);
    for (const { kind, name } of found.others) {
      if (kind === 'function') await tx.query({ text: `drop function ${name}() cascade`, values: [] });
    }
    for (const [table, trigger] of await readComputed(tx)) {
      const kept = trigger.columns.filter(({ column }) => !column.startsWith(shadowPrefix));
      if (kept.length === trigger.columns.length) continue;
      await tx.query({ text: `lock table ${table} in access exclusive mode`, values: [] });
      await writeComputed(tx, { ...trigger, columns: kept });
    }
    for (const table of new Set(found.columns.map((each) => each.table))) {
      const gone = found.columns.flatMap((each) => (each.table === table ? [each.column] : []));
      const drops = gone.map((column) => `drop column ${quoteIdent(column)}`).join(', ');
      await tx.query({ text: `alter table ${table} ${drops}`, values: [] });
    }
    for (const { kind, name } of found.others) {
      if (kind === 'table') await tx.query({ text: `drop table ${name}`, values: [] });
    }
  });
  for (const { kind, name } of (await findShadows(session)).others) {
    if (kind === 'index') await session.query({ text: `drop index concurrently ${name}`, values: [] });
  }
}

interface Shadow {
  readonly kind: string;
  /** Quoted and qualified. */
  readonly name: string;
}

async function findShadows(
  run: Queryable,
): Promise<{ columns: { table: string; column: string }[]; others: Shadow[] }> {
  const others = await run.query({ text: othersSql, values: [shadowPrefix] });
  return {
    columns: await shadowsOf(run),
    others: others.map(([kind, name]) => ({ kind: kind ?? '', name: name ?? '' })),
  };
}

const othersSql = `
select case c.relkind when 'r' then 'table' else 'index' end, format('%I.%I', n.nspname, c.relname)
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace and n.nspname in ('data', 'kiln')
left join pg_index as i on i.indexrelid = c.oid
left join pg_class as t on t.oid = i.indrelid
where starts_with(c.relname, $1) and (c.relkind = 'r' or c.relkind = 'i' and not starts_with(t.relname, $1))
union all
select 'function', format('kiln.%I', p.proname)
from pg_proc as p
where p.pronamespace = 'kiln'::regnamespace and starts_with(p.proname, $1)`;
