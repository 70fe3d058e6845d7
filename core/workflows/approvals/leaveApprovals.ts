import type { Ctx } from '../../context/types.ts';
import { readActor } from '../../identity/readActor.ts';
import { newIds } from '../../records/newIds.ts';
import type { Approval, Seat } from './Approval.ts';
import { type ApprovalEvent, loadApproval } from './approvalStore.ts';
import { kiln } from './askSeats.ts';
import { carryOnRun } from './carryOn.ts';
import { managersOf } from './managersOf.ts';
import { handedOver, skipped } from './seatChanges.ts';
import { isOver } from './settleSeats.ts';

/** Of a user who was switched off or removed: their managers are asked in their place, else they are passed over. */
export async function leaveApprovals(ctx: Ctx, user: string): Promise<void> {
  const rows = await ctx.run.query({
    text: `select distinct s.approval from kiln.approval_seat s join kiln.approval a on a.id = s.approval
      where s.user_id = $1::uuid and s.state in ('waiting', 'next') and a.state in ('open', 'returned') order by 1`,
    values: [user],
  });
  for (const [id] of rows) {
    await ctx.inTx(async (tx) => {
      const approval = await loadApproval(tx.run, id ?? '', { lock: true });
      const isOpen = approval?.state === 'open' || approval?.state === 'returned';
      if (!approval || !isOpen || (await readActor(tx.run, tx.model, 'user', user))) return;
      const { seats, event } = await without(tx, approval, user);
      await carryOnRun(tx, approval, { ...approval, seats }, [event]);
    });
  }
}

async function without(
  ctx: Ctx,
  { seats: before }: Approval,
  user: string,
): Promise<{ readonly seats: readonly Seat[]; readonly event: ApprovalEvent }> {
  const why = { at: new Date().toISOString(), comment: null };
  const asked = new Set(before.filter((seat) => !isOver(seat)).map((seat) => seat.user));
  const [manager] = (await managersOf(ctx, user, 1)).filter((id) => !asked.has(id));
  let seats = before;
  for (const seat of before.filter((each) => each.user === user && !isOver(each))) {
    const people = { users: manager === undefined ? [] : [manager], by: null, ids: newIds(1) };
    seats = manager === undefined ? skipped(seats, seat, why) : handedOver(seats, seat, people, why);
  }
  const users = [user, ...(manager === undefined ? [] : [manager])];
  return { seats, event: { actor: kiln, action: 'left', users } };
}
