import type { JsonObject } from '../../lib/json.ts';
import type { Wordings } from '../../notifications/Wordings.ts';

export type ApprovalState = 'open' | 'returned' | 'approved' | 'rejected' | 'expired' | 'withdrawn' | 'cancelled';
export type ApprovalMode = 'any' | 'all' | 'sequence' | 'quorum';
type SeatState = 'next' | 'waiting' | 'approved' | 'rejected' | 'skipped' | 'handedOver';

/** Something that people are asked to decide, as it is kept. Entities and fields are named by their x-ids. */
export interface Approval {
  readonly id: string;
  readonly version: number;
  /** The version in which what is asked changed last. */
  readonly askedVersion: number;
  readonly run: string;
  readonly step: string;
  readonly workflow: string;
  readonly title: string;
  readonly text: string;
  /** Title and text in other languages; null: it was asked when there were none. */
  readonly wordings: Wordings | null;
  readonly state: ApprovalState;
  readonly mode: ApprovalMode;
  readonly quorum: number | null;
  readonly entity: string | null;
  readonly record: string | null;
  readonly locks: readonly string[];
  /** As in an entry of the audit: `{"<field>": [before, after]}`. */
  readonly changes: JsonObject;
  /** Number of the last entry of the record in the audit when it was asked. */
  readonly audited: number | null;
  readonly requester: string | null;
  readonly requesterName: string | null;
  /** False: whoever asks has no say in it, in nobody's place. */
  readonly requesterDecides: boolean;
  /** ISO 8601, as are all times. */
  readonly createdAt: string;
  readonly deadline: string | null;
  readonly overdue: Overdue | null;
  readonly remindedAt: string | null;
  readonly decidedAt: string | null;
  readonly seats: readonly Seat[];
}

/** Who decides. Seats of one stage are asked together, stages one after the other. */
export interface Seat {
  readonly id: string;
  readonly place: number;
  readonly stage: number;
  /** The seat before or after which it was added. */
  readonly parent: string | null;
  readonly side: 'before' | 'after' | null;
  readonly user: string;
  readonly state: SeatState;
  readonly at: string | null;
  readonly comment: string | null;
  readonly deputy: string | null;
  readonly addedBy: string | null;
}

/** What becomes of an approval whose deadline has passed. */
export interface Overdue {
  readonly do: 'expire' | 'approve' | 'reject' | 'escalate';
  /** Whom it is handed over to: ids of users; empty: the managers of those who are asked. */
  readonly to: readonly string[];
  /** What is done where that does not help either. */
  readonly otherwise: 'expire' | 'approve' | 'reject';
  /** How long it takes, in milliseconds. */
  readonly every: number;
}
