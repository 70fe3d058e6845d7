import type { Seat } from './Approval.ts';
import { isOver } from './settleSeats.ts';

export interface NewSeats {
  readonly users: readonly string[];
  readonly by: string | null;
  /** An id for each of the users. */
  readonly ids: readonly string[];
}

/** Seats of those who are asked first: together, or one after the other. */
export function newSeats(people: NewSeats, inTurn: boolean): Seat[] {
  const seats = made([], people, { stage: 0, parent: null, side: null });
  return inTurn ? seats.map((seat, stage) => ({ ...seat, stage })) : seats;
}

/** The seats decide. */
export function decided(
  seats: readonly Seat[],
  own: readonly Seat[],
  decision: Pick<Seat, 'at' | 'comment'> & { readonly state: 'approved' | 'rejected'; readonly actor: string },
): Seat[] {
  const { actor, ...what } = decision;
  return seats.map((seat) =>
    own.some(({ id }) => id === seat.id) ? { ...seat, ...what, deputy: seat.user === actor ? null : actor } : seat,
  );
}

/** Further people are asked before or after a seat; what it says counts with what they say. */
export function added(seats: readonly Seat[], seat: Seat, side: 'before' | 'after', people: NewSeats): Seat[] {
  return [...seats, ...made(seats, people, { stage: seat.stage, parent: seat.id, side })];
}

/** Others take the place of a seat, with whoever was added to it. */
export function handedOver(
  seats: readonly Seat[],
  seat: Seat,
  people: NewSeats,
  why: Pick<Seat, 'at' | 'comment'>,
): Seat[] {
  const { stage, parent, side } = seat;
  const taking = made(seats, people, { stage, parent, side });
  const [first] = taking;
  const left = seats.map((each): Seat => {
    if (each.id === seat.id) return { ...each, ...why, state: 'handedOver' };
    return first && each.parent === seat.id ? { ...each, parent: first.id } : each;
  });
  return [...left, ...taking];
}

/** Somebody is not asked (any more), nor whoever was added to them. */
export function skipped(seats: readonly Seat[], seat: Seat, why: Pick<Seat, 'at' | 'comment'>): Seat[] {
  const gone = new Set([seat.id]);
  for (const id of gone) for (const each of seats) if (each.parent === id) gone.add(each.id);
  return seats.map((each) => (gone.has(each.id) && !isOver(each) ? { ...each, ...why, state: 'skipped' } : each));
}

/** Everybody is asked anew, from the first stage on. */
export function askedAgain(seats: readonly Seat[]): Seat[] {
  return seats.map((seat) => (hasDecided(seat) ? anew(seat) : seat));
}

/** A seat that has decided is asked once more, and with it all later stages. */
export function sentBack(seats: readonly Seat[], to: Seat): Seat[] {
  const below = new Set([to.id]);
  for (const id of below) for (const seat of seats) if (seat.parent === id) below.add(seat.id);
  // Whoever it was added to counts only with it.
  for (let above = to.parent; above !== null; above = seats.find(({ id }) => id === above)?.parent ?? null)
    below.add(above);
  return seats.map((seat) => (hasDecided(seat) && (seat.stage > to.stage || below.has(seat.id)) ? anew(seat) : seat));
}

export function hasDecided({ state }: Seat): boolean {
  return state === 'approved' || state === 'rejected';
}

function anew(seat: Seat): Seat {
  return { ...seat, state: 'next', at: null, comment: null, deputy: null };
}

function made(
  seats: readonly Seat[],
  { users, by, ids }: NewSeats,
  where: Pick<Seat, 'stage' | 'parent' | 'side'>,
): Seat[] {
  const last = Math.max(-1, ...seats.map(({ place }) => place));
  return users.map((user, index) => ({
    ...where,
    id: ids[index] ?? '',
    place: last + 1 + index,
    user,
    state: 'next',
    at: null,
    comment: null,
    deputy: null,
    addedBy: by,
  }));
}
