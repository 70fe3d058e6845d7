import type { Ctx } from '../../context/types.ts';
import { fault, saidFault } from '../../errors/fault.ts';
import { type Fault, KilnError } from '../../errors/KilnError.ts';
import { type Said, said } from '../../errors/said.ts';
import { readActor } from '../../identity/readActor.ts';
import { newIds } from '../../records/newIds.ts';
import { staleError } from '../../records/staleError.ts';
import { isoMoment } from '../isoMoment.ts';
import { timeOf } from '../timeOf.ts';
import type { Approval, Seat } from './Approval.ts';
import { carryOnRun } from './carryOn.ts';
import { hindranceOf } from './mayDecide.ts';
import { recordChanges } from './recordChanges.ts';
import { added, askedAgain, decided, handedOver, type NewSeats, sentBack } from './seatChanges.ts';
import { type ApprovalAction, mayDo, type Standing, seenApproval } from './standingOf.ts';
import { tellAsked } from './tellAsked.ts';

export interface ApprovalRequest {
  readonly do: ApprovalAction;
  readonly comment?: string;
  /** Whom it is about: who is added, takes over, or is to decide once more. */
  readonly users?: readonly string[];
  /** The version that the client has seen. */
  readonly version?: number;
}

/** Those who have handed over count as well. */
const mostSeats = 300;
const remindPauseMs = 10 * 60_000;

/**
 * Does something with an approval, in the actor's name. Throws KILN_NOT_FOUND where they are not concerned,
 * KILN_FORBIDDEN, KILN_CONFLICT where it is decided already, KILN_STALE where what is asked has changed since.
 */
export async function actOnApproval(ctx: Ctx, id: string, request: ApprovalRequest): Promise<void> {
  await ctx.inTx(async (tx) => {
    const { approval, standing } = await seenApproval(tx, id, { lock: true });
    const { version } = request;
    if (version !== undefined && (version < approval.askedVersion || version > approval.version)) {
      throw staleError(approval.version);
    }
    if (!mayDo(approval, standing).includes(request.do)) throw refusal(approval, standing, request.do);
    const own = ofRequester.has(request.do) ? [] : standing.waiting;
    const changed = await change(tx, approval, own, request);
    const { id: actor, name } = tx.actor;
    const insteadOf = own.find(({ user }) => user !== actor)?.user;
    const { comment, users } = request;
    const event = { actor: { id: actor, name }, action: request.do, comment, users, insteadOf };
    const saved = await carryOnRun(tx, approval, changed, [event]);
    if (request.do !== 'remind') return;
    const waiting = saved.seats.filter(({ state }) => state === 'waiting');
    await tellAsked(tx, saved, waiting, 'approval.remind');
  });
}

const ofRequester: ReadonlySet<ApprovalAction> = new Set(['remind', 'withdraw', 'resubmit'] as const);

function refusal({ state }: Approval, { waiting, readsRecord }: Standing, action: ApprovalAction): KilnError {
  if (state !== 'open' && state !== 'returned') {
    return new KilnError('KILN_CONFLICT', { detail: 'It is decided already.', extra: { state } });
  }
  if (waiting.length > 0 && !readsRecord) {
    return new KilnError('KILN_FORBIDDEN', { detail: 'You may not read the record that this is about.' });
  }
  return new KilnError('KILN_FORBIDDEN', { detail: `It is not yours to ${action}, or not your turn.` });
}

/** `own`: the seats that the actor may decide for. */
async function change(ctx: Ctx, approval: Approval, own: readonly Seat[], request: ApprovalRequest): Promise<Approval> {
  const { seats } = approval;
  const why = { at: new Date().toISOString(), comment: request.comment ?? null };
  const asked = { askedVersion: approval.version + 1 };
  const [seat] = own;
  switch (request.do) {
    case 'approve':
    case 'reject': {
      const state = request.do === 'approve' ? 'approved' : 'rejected';
      return { ...approval, seats: decided(seats, own, { ...why, state, actor: ctx.actor.id }) };
    }
    case 'return': {
      const [user, ...others] = (request.users ?? []).map((id) => id.toLowerCase());
      if (others.length > 0) throw invalid('/users', said`Must be the id of one user.`);
      if (user === undefined || user === approval.requester) {
        if (approval.requester === null)
          throw invalid('/users', said`Nobody has asked for this, so it cannot go back to them.`);
        if (!(await readActor(ctx.run, ctx.model, 'user', approval.requester)))
          throw refused(fault('/users', 'senderGone', {}));
        return { ...approval, ...asked, state: 'returned' };
      }
      const earlier = seats.findLast((each) => each.user === user && each.state === 'approved');
      if (!earlier) throw invalid('/users/0', said`Must be the id of somebody who has approved it before.`);
      return { ...approval, ...asked, seats: sentBack(seats, earlier) };
    }
    case 'addBefore':
    case 'addAfter': {
      const people = await newPeople(ctx, approval, request);
      const side = request.do === 'addBefore' ? 'before' : 'after';
      return { ...approval, seats: seat ? added(seats, seat, side, people) : seats };
    }
    case 'transfer': {
      const people = await newPeople(ctx, approval, request);
      if (people.users.length !== 1) throw invalid('/users', said`Must be the id of one user.`);
      return { ...approval, seats: seat ? handedOver(seats, seat, people, why) : seats };
    }
    case 'remind': {
      const last = approval.remindedAt === null ? 0 : Date.parse(approval.remindedAt);
      const wait = last + remindPauseMs - Date.now();
      if (wait > 0) {
        const seconds = Math.ceil(wait / 1000);
        throw new KilnError('KILN_TOO_MANY_REQUESTS', {
          detail: 'They were reminded a moment ago.',
          extra: { retryAfter: seconds },
        });
      }
      return { ...approval, remindedAt: why.at };
    }
    case 'withdraw':
      return { ...approval, state: 'withdrawn' };
    case 'resubmit':
      return { ...(await resubmitted(ctx, approval)), ...asked };
  }
}

/** Asked anew, by everybody, with what has become of the record since. */
async function resubmitted(ctx: Ctx, approval: Approval): Promise<Approval> {
  const { entity, record, audited, overdue, deadline } = approval;
  const since = audited === null ? { time: approval.createdAt } : { entry: audited };
  const found = entity && record ? await recordChanges(ctx.run, { entity, id: record }, since) : undefined;
  return {
    ...approval,
    state: 'open',
    seats: askedAgain(approval.seats),
    ...(found ? { changes: found.changes, audited: found.last } : {}),
    ...(overdue && deadline !== null ? { deadline: isoMoment((await timeOf(ctx.run)) + overdue.every) } : {}),
  };
}

/** Those who are named, all of whom have to be able to decide, and none of whom is asked already. */
async function newPeople(ctx: Ctx, approval: Approval, { users = [] }: ApprovalRequest): Promise<NewSeats> {
  const unique = [...new Set(users.map((id) => id.toLowerCase()))];
  if (unique.length === 0) throw invalid('/users', said`Must name somebody.`);
  if (approval.seats.length + unique.length > mostSeats)
    throw invalid('/users', said`At most ${mostSeats} people decide.`);
  const asked = new Set(
    approval.seats.filter(({ state }) => state === 'waiting' || state === 'next').map(({ user }) => user),
  );
  for (const [index, user] of unique.entries()) {
    const pointer = `/users/${index}`;
    if (asked.has(user)) throw refused(fault(pointer, 'askedAlready', {}));
    const hindrance = await hindranceOf(ctx, approval, user);
    if (hindrance === 'inactive') throw invalid(pointer, said`Must be the id of an active user.`);
    if (hindrance === 'requester') throw refused(fault(pointer, 'asksForIt', {}));
    if (hindrance) throw refused(fault(pointer, 'cannotDecide', {}));
  }
  return { users: unique, by: ctx.actor.id, ids: newIds(unique.length) };
}

function invalid(pointer: string, words: Said): KilnError {
  return refused(saidFault(pointer, words));
}

function refused(error: Fault): KilnError {
  return new KilnError('KILN_INVALID', { errors: [error] });
}
