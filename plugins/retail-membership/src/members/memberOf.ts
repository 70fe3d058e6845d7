import { type Ctx, cel, type RecordOf } from 'kiln:sdk';

/** The member who buys: whom the order names, or else the membership of its contact. */
export async function memberOf(
  ctx: Ctx,
  order: { readonly member: string | null; readonly contact: string | null },
): Promise<RecordOf<'member'> | null> {
  const members = ctx.own.records('member');
  if (order.member !== null) return members.get(order.member);
  return order.contact === null ? null : members.first({ where: cel`contact == ${order.contact}` });
}
