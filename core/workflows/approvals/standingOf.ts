import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isUuid } from '../../query/bind.ts';
import type { Approval, Seat } from './Approval.ts';
import { loadApproval } from './approvalStore.ts';
import { readsRecord } from './mayDecide.ts';
import { hasDecided } from './seatChanges.ts';
import { standsInFor } from './standsInFor.ts';

export const approvalActions = [
  ...(['approve', 'reject', 'return', 'addBefore', 'addAfter', 'transfer'] as const),
  ...(['remind', 'withdraw', 'resubmit'] as const),
];
export type ApprovalAction = (typeof approvalActions)[number];

/** What the actor of a context has to do with an approval. */
export interface Standing {
  readonly isRequester: boolean;
  /** They have, or had, a seat, or stand in for somebody who has. */
  readonly isConcerned: boolean;
  /** Seats for which they may decide now: their own, else those of whoever they stand in for. */
  readonly waiting: readonly Seat[];
  readonly readsRecord: boolean;
}

export interface SeenApproval {
  readonly approval: Approval;
  readonly standing: Standing;
}

/**
 * An approval that the actor has to do with: they asked for it, are asked, may read the record, or administer
 * workflows. Throws KILN_NOT_FOUND. `lock`: until the transaction ends, nobody else decides.
 */
export async function seenApproval(
  ctx: Ctx,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<SeenApproval> {
  const approval = isUuid(id) ? await loadApproval(ctx.run, id, options) : undefined;
  if (!approval) throw notFound();
  const standing = await standingOf(ctx, approval);
  const { isRequester, isConcerned } = standing;
  const isReader = approval.record !== null && standing.readsRecord;
  if (!isRequester && !isConcerned && !isReader && !ctx.access.mayUse('workflows')) throw notFound();
  return { approval, standing };
}

/** What the actor may do now. */
export function mayDo(approval: Approval, standing: Standing): readonly ApprovalAction[] {
  const { isRequester, waiting } = standing;
  const isOpen = approval.state === 'open';
  const decides = waiting.length > 0 && standing.readsRecord;
  const isBackable = approval.requester !== null || approval.seats.some(hasDecided);
  return approvalActions.filter((action) => {
    switch (action) {
      case 'remind':
        return isOpen && isRequester;
      case 'withdraw':
        return (isOpen || approval.state === 'returned') && isRequester;
      case 'resubmit':
        return approval.state === 'returned' && isRequester;
      case 'return':
        return decides && isBackable;
      // Else nobody could go on where one may not read the record any more.
      case 'transfer':
        return waiting.length > 0;
      default:
        return decides;
    }
  });
}

async function standingOf(ctx: Ctx, approval: Approval): Promise<Standing> {
  const { actor } = ctx;
  const those = await standsInFor(ctx);
  const seats = approval.seats.filter(({ user }) => those.has(user));
  const isRequester = approval.requester === actor.id;
  const decides = approval.state === 'open' && (approval.requesterDecides || !isRequester);
  const waiting = decides ? seats.filter(({ state }) => state === 'waiting') : [];
  const own = waiting.filter(({ user }) => user === actor.id);
  return {
    isRequester,
    isConcerned: seats.length > 0 || approval.seats.some(({ deputy }) => deputy === actor.id),
    waiting: own.length > 0 ? own : waiting,
    readsRecord: await readsRecord(ctx, approval),
  };
}

function notFound(): KilnError {
  return new KilnError('KILN_NOT_FOUND', { detail: 'There is no such approval, or you have nothing to do with it.' });
}
