import type { Ctx } from '../../context/types.ts';
import type { Approval, Seat } from './Approval.ts';
import type { ApprovalEvent } from './approvalStore.ts';
import { hindranceOf } from './mayDecide.ts';
import { skipped } from './seatChanges.ts';
import { settleSeats } from './settleSeats.ts';

export interface AskedSeats {
  readonly seats: readonly Seat[];
  readonly verdict: ReturnType<typeof settleSeats>['verdict'];
  /** Those who are asked now and were not before. */
  readonly asked: readonly Seat[];
  /** Whom it passed over. */
  readonly events: readonly ApprovalEvent[];
}

/**
 * Settles the seats, where those who would be asked now have to be able to decide: who is switched off, or may not read
 * the record, is passed over. `before`: those who were asked already.
 */
export async function askSeats(ctx: Ctx, approval: Approval, before: readonly Seat[]): Promise<AskedSeats> {
  const known = new Set(before.filter(({ state }) => state === 'waiting').map(({ id }) => id));
  const events: ApprovalEvent[] = [];
  let { seats, verdict } = settleSeats(approval, approval.seats);
  for (;;) {
    const asked = seats.filter(({ id, state }) => state === 'waiting' && !known.has(id));
    let next = seats;
    for (const seat of asked) {
      const hindrance = await hindranceOf(ctx, approval, seat.user);
      if (!hindrance) continue;
      next = skipped(next, seat, { at: new Date().toISOString(), comment: null });
      events.push({ actor: kiln, action: `passed.${hindrance}`, users: [seat.user] });
    }
    if (next === seats) return { seats, verdict, asked, events };
    ({ seats, verdict } = settleSeats(approval, next));
  }
}

/** Who does what nobody asked for. */
export const kiln = { id: null, name: 'Kiln' };
