import { createHash } from 'node:crypto';

export interface SealContent {
  readonly id: string;
  /** hex */
  readonly previous: string;
  readonly throughTx: string;
  readonly throughSeq: string;
  /** As Postgres writes the array. */
  readonly seqs: string;
  /** hex */
  readonly digests: string;
  /** As Postgres writes the multirange; null for a seal of entries. */
  readonly pruned: string | null;
}

/** sha-256 of a seal, and with `previous` of all seals before it; hex. */
export function sealHash({ id, previous, throughTx, throughSeq, seqs, digests, pruned }: SealContent): string {
  return createHash('sha256')
    .update(JSON.stringify([id, previous, throughTx, throughSeq, seqs, digests, pruned]))
    .digest('hex');
}

/** What stands before the first seal. */
export const firstPrevious = '00'.repeat(32);
