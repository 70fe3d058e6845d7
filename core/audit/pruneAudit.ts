import type { Vault } from '../context/types.ts';
import type { Db } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { addSeal, lastSeal } from './sealEntries.ts';

export interface Pruned {
  /** Names of the partitions that went: `entry_2025_01`. */
  readonly months: readonly string[];
  readonly entries: number;
}

/**
 * Removes the months that end by `before` as whole partitions, and leaves a seal that says which entries went: the
 * audit proves itself all the same. Needs the owner of the audit's tables. Throws KILN_CONFLICT while entries of those
 * months are not sealed.
 */
export async function pruneAudit(db: Db, vault: Vault, before: Date): Promise<Pruned> {
  return db.withTx(async (tx) => {
    const run = (text: string, values: readonly unknown[] = []) => tx.query({ text, values });
    await run('set local statement_timeout = 0');
    // Nobody seals meanwhile.
    await run('lock table audit.seal in share row exclusive mode');
    const months = (await run(monthsSql, [before.toISOString()])).map(([name]) => name ?? '');
    if (months.length === 0) return { months, entries: 0 };
    const last = await lastSeal(tx);
    const tables = months.map((name) => `audit.${quoteIdent(name)}`);
    const all = tables.map((table) => `select seq, tx from ${table}`).join(' union all ');
    const [row] = await run(
      `select count(*), range_agg(int8range(seq, seq, '[]')), count(*) filter (where (tx, seq) > ($1::text::xid8, $2::bigint)) from (${all}) as e`,
      [last.throughTx, last.throughSeq],
    );
    const [count, pruned, open] = row ?? [];
    if (open !== '0') {
      throw new KilnError('KILN_CONFLICT', {
        detail: `${open} entries of that time are not sealed yet. Try again in a minute.`,
      });
    }
    for (const table of tables) await run(`drop table ${table}`);
    if (pruned) {
      const { throughTx, throughSeq } = last;
      await addSeal(tx, vault, last, { throughTx, throughSeq, seqs: '{}', digests: '', pruned });
    }
    return { months, entries: Number(count) };
  });
}

const monthsSql = `
select c.relname
from pg_inherits as i join pg_class as c on c.oid = i.inhrelid
where i.inhparent = 'audit.entry'::regclass and c.relname ~ '^entry_\\d{4}_\\d{2}$'
  and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= $1::timestamp with time zone at time zone 'UTC'
order by 1`;
