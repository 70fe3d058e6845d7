import type { Vault } from '../context/types.ts';
import type { Db, Queryable, Tx } from '../db/types.ts';
import { rowDigest } from './rowDigest.ts';
import { firstPrevious, type SealContent, sealHash } from './sealHash.ts';

/** Any number; whoever seals holds this lock, and nothing else in Kiln does. */
const sealLock = '7021385042031';

/** Entries under one seal. */
const mostEntries = 10_000;

/**
 * Seals the entries that are final: no transaction that could still add one before them runs. Returns how many; 0 also
 * when another process is at it. Entries are written without a look at each other and sealed afterwards, so writers
 * wait for nobody.
 */
export async function sealEntries(db: Db, vault: Vault): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await db.withTx(async (tx) => {
      const [row] = await tx.query({ text: `select pg_try_advisory_xact_lock(${sealLock})`, values: [] });
      return row?.[0] === 't' ? sealSome(tx, vault) : 0;
    });
    sealed += count;
    if (count < mostEntries) return sealed;
  }
}

async function sealSome(tx: Tx, vault: Vault): Promise<number> {
  const last = await lastSeal(tx);
  const [row] = await tx.query({ text: openSql, values: [last.throughTx, last.throughSeq, mostEntries] });
  const [count, seqs, digests, throughTx, throughSeq] = row ?? [];
  if (!count || count === '0') return 0;
  await addSeal(tx, vault, last, {
    throughTx: throughTx ?? '',
    throughSeq: throughSeq ?? '',
    seqs: seqs ?? '',
    digests: digests ?? '',
    pruned: null,
  });
  return Number(count);
}

const openSql = `
select count(*), array_agg(seq order by tx, seq), encode(string_agg(digest, '' order by tx, seq), 'hex'),
  (array_agg(tx order by tx desc, seq desc))[1], (array_agg(seq order by tx desc, seq desc))[1]
from (
  select e.seq, e.tx, ${rowDigest} as digest
  from audit.entry as e
  where (e.tx, e.seq) > ($1::text::xid8, $2::bigint) and e.tx < pg_snapshot_xmin(pg_current_snapshot())
  order by e.tx, e.seq
  limit $3::integer
) as open`;

export interface LastSeal {
  readonly id: number;
  readonly hash: string;
  readonly throughTx: string;
  readonly throughSeq: string;
}

export async function lastSeal(run: Queryable): Promise<LastSeal> {
  const [row] = await run.query({
    text: `select id, encode(hash, 'hex'), through_tx, through_seq from audit.seal order by id desc limit 1`,
    values: [],
  });
  const [id, hash, throughTx, throughSeq] = row ?? [];
  return {
    id: Number(id ?? 0),
    hash: hash ?? firstPrevious,
    throughTx: throughTx ?? '0',
    throughSeq: throughSeq ?? '0',
  };
}

/** Adds a seal after the last one. */
export async function addSeal(
  tx: Queryable,
  vault: Vault,
  last: LastSeal,
  content: Omit<SealContent, 'id' | 'previous'>,
): Promise<void> {
  const seal: SealContent = { ...content, id: String(last.id + 1), previous: last.hash };
  const hash = sealHash(seal);
  await tx.query({
    text: `
      insert into audit.seal (id, through_tx, through_seq, seqs, digests, pruned, previous, hash, signature)
      values ($1::bigint, $2::text::xid8, $3::bigint, $4::bigint[], decode($5, 'hex'), $6::int8multirange, decode($7, 'hex'), decode($8, 'hex'), $9)`,
    values: [
      seal.id,
      seal.throughTx,
      seal.throughSeq,
      seal.seqs,
      seal.digests,
      seal.pruned,
      seal.previous,
      hash,
      vault.sign(hash),
    ],
  });
}
