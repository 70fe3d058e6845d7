import type { Vault } from '../context/types.ts';
import type { Queryable } from '../db/types.ts';
import { digestLength, rowDigest } from './rowDigest.ts';
import { firstPrevious, type SealContent, sealHash } from './sealHash.ts';

export interface Verified {
  /** What was found first; null: nothing was changed. A sentence for people. */
  readonly fault: string | null;
  readonly entries: number;
  readonly seals: number;
  /** Entries that no seal covers yet. */
  readonly open: number;
  /** `<number>:<hash>` of the last seal: who keeps it elsewhere can tell later that the end was not cut off. */
  readonly head: string;
}

export interface VerifyOptions {
  /** A head of an earlier time. */
  readonly expect?: string;
}

interface StoredSeal extends SealContent {
  readonly hash: string;
  readonly signature: string;
}

/** Walks the seals and the entries under them, in order, up to the first that is not as it was sealed. */
export async function verifyAudit(run: Queryable, vault: Vault, { expect }: VerifyOptions = {}): Promise<Verified> {
  let before: StoredSeal = beginning;
  let entries = 0;
  let seen = expect === undefined;
  const end = (fault: string | null, open = 0): Verified => ({
    fault,
    entries,
    seals: Number(before.id),
    open,
    head: `${before.id}:${before.hash}`,
  });
  for (;;) {
    const seal = await nextSeal(run, before.id);
    if (!seal) break;
    const broken = sealFault(seal, before, vault);
    if (broken) return end(broken);
    const fault = await entryFault(run, before, seal);
    if (fault) return end(fault);
    entries += seal.digests.length / 2 / digestLength;
    before = seal;
    seen ||= expect === `${seal.id}:${seal.hash}`;
  }
  if (!seen) return end(`The seal ${expect} is not there: seals were removed at the end, or all of them made anew.`);
  const [row] = await run.query({
    text: 'select count(*) from audit.entry where (tx, seq) > ($1::text::xid8, $2::bigint)',
    values: [before.throughTx, before.throughSeq],
  });
  return end(null, Number(row?.[0] ?? 0));
}

async function nextSeal(run: Queryable, after: string): Promise<StoredSeal | undefined> {
  const [row] = await run.query({
    text: `
      select id, encode(previous, 'hex'), through_tx, through_seq, seqs, encode(digests, 'hex'), pruned, encode(hash, 'hex'), signature
      from audit.seal where id > $1::bigint order by id limit 1`,
    values: [after],
  });
  if (!row) return undefined;
  const [id, previous, throughTx, throughSeq, seqs, digests, pruned, hash, signature] = row;
  return {
    id: id ?? '',
    previous: previous ?? '',
    throughTx: throughTx ?? '',
    throughSeq: throughSeq ?? '',
    seqs: seqs ?? '',
    digests: digests ?? '',
    pruned: pruned ?? null,
    hash: hash ?? '',
    signature: signature ?? '',
  };
}

const beginning: StoredSeal = {
  id: '0',
  previous: '',
  throughTx: '0',
  throughSeq: '0',
  seqs: '',
  digests: '',
  pruned: null,
  hash: firstPrevious,
  signature: '',
};

function sealFault(seal: StoredSeal, before: StoredSeal, vault: Vault): string | undefined {
  const number = Number(before.id) + 1;
  if (Number(seal.id) !== number) return `Seal ${number} was removed.`;
  if (seal.previous !== before.hash || seal.hash !== sealHash(seal)) return `Seal ${number} was changed.`;
  if (seal.signature !== vault.sign(seal.hash)) {
    return `Seal ${number} was not made with the secret of this installation (KILN_SECRET).`;
  }
  return undefined;
}

/** The first entry under the seal that is not as it was sealed. */
async function entryFault(run: Queryable, before: StoredSeal, seal: StoredSeal): Promise<string | undefined> {
  const [row] = await run.query({
    text: faultSql,
    values: [before.throughTx, before.throughSeq, seal.throughTx, seal.throughSeq, seal.seqs, seal.digests],
  });
  if (!row) return undefined;
  const [seq, what, at, told] = row;
  return `Entry ${seq}${at ? ` of ${at}` : ''} was ${what}${told ? `; it says: ${told}` : ''} (seal ${seal.id}).`;
}

const faultSql = `
with kept as (
  select e.seq, e.at, concat_ws(' ', e.actor_name, e.action, e.entity, e.record) as told, ${rowDigest} as digest,
    count(*) over (partition by e.seq) as copies
  from audit.entry as e
  where (e.tx, e.seq) > ($1::text::xid8, $2::bigint) and (e.tx, e.seq) <= ($3::text::xid8, $4::bigint)
), sealed as (
  select seq, substr(decode($6, 'hex'), (n::integer - 1) * ${digestLength} + 1, ${digestLength}) as digest
  from unnest($5::bigint[]) with ordinality as u(seq, n)
)
select seq, case when s.digest is null or copies > 1 then 'inserted' when kept.digest is null then 'removed' else 'changed' end, at, told
from kept full join sealed as s using (seq)
where (kept.digest is distinct from s.digest or copies > 1)
  and not (kept.digest is null and exists (select from audit.seal where pruned @> seq))
order by seq limit 1`;
