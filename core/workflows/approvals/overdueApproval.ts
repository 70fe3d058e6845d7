import type { Ctx } from '../../context/types.ts';
import { newIds } from '../../records/newIds.ts';
import { isoMoment } from '../isoMoment.ts';
import { timeOf } from '../timeOf.ts';
import type { Approval, Overdue, Seat } from './Approval.ts';
import type { ApprovalEvent } from './approvalStore.ts';
import { kiln } from './askSeats.ts';
import { type CarriedOn, carryOn } from './carryOn.ts';
import { managersOf, mostLevels } from './managersOf.ts';
import { handedOver } from './seatChanges.ts';
import { isOver } from './settleSeats.ts';

/** Does with a locked approval what is to be done after its deadline. */
export async function overdueApproval(ctx: Ctx, approval: Approval): Promise<CarriedOn> {
  const { overdue } = approval;
  if (!overdue) return { approval };
  if (overdue.do !== 'escalate') return end(ctx, approval, overdue.do);
  const { seats, users } = await escalated(ctx, approval, overdue);
  if (users.length === 0) return end(ctx, approval, overdue.otherwise);
  const changed: Approval = {
    ...approval,
    seats,
    askedVersion: approval.version + 1,
    deadline: isoMoment((await timeOf(ctx.run)) + overdue.every),
    // Named ones have their turn once; managers have managers.
    overdue: overdue.to.length > 0 ? { ...overdue, do: overdue.otherwise } : overdue,
  };
  return carryOn(ctx, approval, changed, [{ actor: kiln, action: 'overdue.escalate', users }]);
}

function end(ctx: Ctx, approval: Approval, how: Overdue['otherwise']): Promise<CarriedOn> {
  const state = ({ expire: 'expired', approve: 'approved', reject: 'rejected' } as const)[how];
  const at = new Date().toISOString();
  const seats = approval.seats.map((seat): Seat => (isOver(seat) ? seat : { ...seat, state: 'skipped', at }));
  const event: ApprovalEvent = { actor: kiln, action: `overdue.${how}` };
  return carryOn(ctx, approval, { ...approval, seats, state }, [event]);
}

/** Whoever is asked and has not decided is followed by those who are named, or by their manager. */
async function escalated(
  ctx: Ctx,
  approval: Approval,
  { to }: Overdue,
): Promise<{ readonly seats: readonly Seat[]; readonly users: readonly string[] }> {
  let seats = approval.seats;
  const taken = new Set(seats.filter((seat) => !isOver(seat)).map(({ user }) => user));
  // Managers may stand in a circle: it goes on to whoever has not had it yet.
  const past = new Set(seats.filter(isOver).map(({ user }) => user));
  const users: string[] = [];
  for (const seat of seats.filter(({ state }) => state === 'waiting')) {
    const next = to.length > 0 ? to : await nextManager(ctx, seat.user, past);
    const fresh = next.filter((user) => !taken.has(user));
    // With others it is handed over only where somebody is left who has not been asked.
    if (fresh.length === 0 && users.length === 0) continue;
    for (const user of fresh) taken.add(user);
    users.push(...fresh);
    const people = { users: fresh, by: null, ids: newIds(fresh.length) };
    seats = handedOver(seats, seat, people, { at: new Date().toISOString(), comment: null });
  }
  return { seats, users };
}

async function nextManager(ctx: Ctx, user: string, past: ReadonlySet<string>): Promise<string[]> {
  const above = await managersOf(ctx, user, mostLevels);
  return above.filter((manager) => !past.has(manager)).slice(0, 1);
}
