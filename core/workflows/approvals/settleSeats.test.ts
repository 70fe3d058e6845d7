import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Approval, ApprovalMode, Seat } from './Approval.ts';
import { added, askedAgain, decided, handedOver, newSeats, sentBack, skipped } from './seatChanges.ts';
import { isOver, settleSeats } from './settleSeats.ts';

const now = '2026-01-01T00:00:00.000Z';
const people = (users: readonly string[]) => ({ users, by: null, ids: users.map((user) => `seat of ${user}`) });

interface Asked {
  readonly mode: ApprovalMode;
  readonly quorum: number | null;
  readonly seats: readonly Seat[];
  readonly verdict?: string;
}

function ask(mode: ApprovalMode, users: readonly string[], quorum: number | null = null): Asked {
  return settled({ mode, quorum, seats: newSeats(people(users), mode === 'sequence') });
}

function settled(asked: Asked): Asked {
  return { ...asked, ...settleSeats(asked, asked.seats) };
}

function seatOf({ seats }: Asked, user: string): Seat {
  const seat = seats.findLast((each) => each.user === user);
  if (!seat) throw new Error(`${user} has no seat`);
  return seat;
}

function say(asked: Asked, user: string, state: 'approved' | 'rejected'): Asked {
  const decision = { state, at: now, comment: null, actor: user };
  return settled({ ...asked, seats: decided(asked.seats, [seatOf(asked, user)], decision) });
}

const waiting = ({ seats }: Asked) => seats.filter(({ state }) => state === 'waiting').map(({ user }) => user);
const verdict = (asked: Asked) => asked.verdict;

test('any one decides for all, either way', () => {
  const asked = ask('any', ['a', 'b', 'c']);
  expect(waiting(asked)).toEqual(['a', 'b', 'c']);
  const yes = say(asked, 'b', 'approved');
  expect([verdict(yes), yes.seats.map(({ state }) => state)]).toEqual(['approved', ['skipped', 'approved', 'skipped']]);
  expect(verdict(say(asked, 'c', 'rejected'))).toBe('rejected');
});

test('all have to approve, one is enough to reject', () => {
  const one = say(ask('all', ['a', 'b']), 'a', 'approved');
  expect([verdict(one), waiting(one)]).toEqual(['open', ['b']]);
  expect(verdict(say(one, 'b', 'approved'))).toBe('approved');
  expect(verdict(say(one, 'b', 'rejected'))).toBe('rejected');
});

test('in sequence one is asked after the other', () => {
  const asked = ask('sequence', ['a', 'b', 'c']);
  expect(waiting(asked)).toEqual(['a']);
  const next = say(asked, 'a', 'approved');
  expect(waiting(next)).toEqual(['b']);
  expect(verdict(say(next, 'b', 'rejected'))).toBe('rejected');
  expect(verdict(say(say(next, 'b', 'approved'), 'c', 'approved'))).toBe('approved');
});

test('a quorum is reached, or out of reach', () => {
  const one = say(ask('quorum', ['a', 'b', 'c'], 2), 'a', 'approved');
  expect(verdict(one)).toBe('open');
  expect(verdict(say(one, 'b', 'approved'))).toBe('approved');
  const split = say(one, 'b', 'rejected');
  expect(verdict(split)).toBe('open');
  expect(verdict(say(split, 'c', 'rejected'))).toBe('rejected');
  expect(verdict(say(split, 'c', 'approved'))).toBe('approved');
});

test('whoever is added before somebody is asked first, and counts with them', () => {
  const asked = ask('all', ['a', 'b']);
  const more = settled({ ...asked, seats: added(asked.seats, seatOf(asked, 'a'), 'before', people(['x'])) });
  expect(waiting(more)).toEqual(['b', 'x']);
  const said = say(more, 'x', 'approved');
  expect(waiting(said)).toEqual(['a', 'b']);
  expect(verdict(say(say(said, 'a', 'approved'), 'b', 'approved'))).toBe('approved');
  expect(verdict(say(more, 'x', 'rejected'))).toBe('rejected');
});

test('whoever is added after somebody is asked when they have approved', () => {
  const asked = ask('any', ['a', 'b']);
  const more = settled({ ...asked, seats: added(asked.seats, seatOf(asked, 'a'), 'after', people(['x'])) });
  expect(waiting(more)).toEqual(['a', 'b']);
  const said = say(more, 'a', 'approved');
  expect([verdict(said), waiting(said)]).toEqual(['open', ['b', 'x']]);
  expect(verdict(say(said, 'x', 'approved'))).toBe('approved');
  expect(verdict(say(said, 'b', 'approved'))).toBe('approved');
});

test('who takes over takes those along that were added', () => {
  const asked = ask('all', ['a']);
  const more = settled({ ...asked, seats: added(asked.seats, seatOf(asked, 'a'), 'before', people(['x'])) });
  const other = settled({
    ...more,
    seats: handedOver(more.seats, seatOf(more, 'a'), people(['z']), { at: now, comment: null }),
  });
  expect(waiting(other)).toEqual(['x']);
  expect(waiting(say(other, 'x', 'approved'))).toEqual(['z']);
});

test('sent back, a seat and what came after it decide anew', () => {
  const asked = say(say(ask('sequence', ['a', 'b', 'c']), 'a', 'approved'), 'b', 'approved');
  const back = settled({ ...asked, seats: sentBack(asked.seats, seatOf(asked, 'a')) });
  expect(waiting(back)).toEqual(['a']);
  expect(waiting(say(back, 'a', 'approved'))).toEqual(['b']);
  const both = say(ask('all', ['a', 'b', 'c']), 'a', 'approved');
  expect(waiting(settled({ ...both, seats: sentBack(both.seats, seatOf(both, 'a')) }))).toEqual(['a', 'b', 'c']);
  expect(waiting(settled({ ...both, seats: askedAgain(both.seats) }))).toEqual(['a', 'b', 'c']);
});

test('without anybody there is no decision', () => {
  expect(verdict(ask('all', []))).toBe('nobody');
  const asked = ask('sequence', ['a', 'b']);
  const left = settled({ ...asked, seats: skipped(asked.seats, seatOf(asked, 'a'), { at: now, comment: null }) });
  expect(waiting(left)).toEqual(['b']);
  const seats = skipped(left.seats, seatOf(left, 'b'), { at: now, comment: null });
  expect(verdict(settled({ ...left, seats }))).toBe('nobody');
});

type Act = { readonly what: number; readonly who: number };

test('whatever is done, somebody is asked until it is decided, and nobody afterwards', () => {
  const acts = fc.array(fc.record({ what: fc.nat(5), who: fc.nat(20) }), { maxLength: 30 });
  fc.assert(
    fc.property(
      fc.constantFrom<ApprovalMode>('any', 'all', 'sequence', 'quorum'),
      fc.integer({ min: 1, max: 4 }),
      acts,
      (mode, count, list) => {
        let asked = ask(
          mode,
          Array.from({ length: count }, (_, n) => `u${n}`),
          Math.ceil(count / 2),
        );
        for (const [step, act] of list.entries()) {
          const open = asked.seats.filter(({ state }) => state === 'waiting');
          const isOpen = verdict(asked) === 'open';
          expect(open.length > 0).toBe(isOpen);
          if (!isOpen) {
            expect(asked.seats.every(isOver)).toBe(true);
            return;
          }
          asked = settled({ ...asked, seats: changed(asked, open, act, step) });
          expect(new Set(asked.seats.map(({ id }) => id)).size).toBe(asked.seats.length);
        }
      },
    ),
  );
});

function changed({ seats }: Asked, open: readonly Seat[], { what, who }: Act, step: number): readonly Seat[] {
  const seat = open[who % open.length];
  if (!seat) return seats;
  const others = people([`x${step}`]);
  const why: Pick<Approval['seats'][number], 'at' | 'comment'> = { at: now, comment: null };
  const before = seats.find(({ state }) => state === 'approved');
  switch (what) {
    case 0:
      return decided(seats, [seat], { ...why, state: 'approved', actor: seat.user });
    case 1:
      return decided(seats, [seat], { ...why, state: 'rejected', actor: 'deputy' });
    case 2:
      return added(seats, seat, step % 2 === 0 ? 'before' : 'after', others);
    case 3:
      return handedOver(seats, seat, others, why);
    case 4:
      return before ? sentBack(seats, before) : seats;
    default:
      return skipped(seats, seat, why);
  }
}
