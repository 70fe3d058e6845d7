import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inBaseCurrency, isPaid, pointsFor } from './earning.ts';
import { isExpired, type Lot, payDebts, takeFromLots } from './lots.ts';

const lot = (id: string, remaining: number, expiresOn: string | null, creditedOn = '2026-01-01'): Lot => ({
  ...{ id, creditedOn, expiresOn, remaining },
});

describe('lots', () => {
  it('takes from what expires first', () => {
    const lots = [lot('c', 50, null), lot('b', 30, '2026-12-31'), lot('a', 20, '2026-06-30')];
    expect(takeFromLots(lots, 60)).toEqual({
      uses: [
        { lot: 'a', points: 20 },
        { lot: 'b', points: 30 },
        { lot: 'c', points: 10 },
      ],
      uncovered: 0,
    });
    expect(takeFromLots(lots, 10, ['c']).uses).toEqual([{ lot: 'c', points: 10 }]);
    expect(takeFromLots(lots, 101).uncovered).toBe(1);
  });

  it('is good on its last day', () => {
    expect(isExpired(lot('a', 1, '2026-03-14'), '2026-03-14')).toBe(false);
    expect(isExpired(lot('a', 1, '2026-03-14'), '2026-03-15')).toBe(true);
    expect(isExpired(lot('a', 1, null), '9999-01-01')).toBe(false);
  });

  it('keeps balance, lots and debts in step, whatever is credited and debited', () => {
    const moves = fc.array(
      fc.record({ points: fc.integer({ min: -300, max: 300 }).filter((points) => points !== 0), end: fc.nat(9) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(moves, (moves) => {
        let lots: Lot[] = [];
        let debts: { id: string; uncovered: number }[] = [];
        let balance = 0;
        for (const [index, { points, end }] of moves.entries()) {
          balance += points;
          if (points > 0) {
            const paid = payDebts(debts, points);
            const spent = new Map(paid.map((part) => [part.debit, part.points]));
            debts = debts.map((debt) => ({ ...debt, uncovered: debt.uncovered - (spent.get(debt.id) ?? 0) }));
            const left = points - paid.reduce((sum, part) => sum + part.points, 0);
            lots.push(lot(`l${String(index).padStart(3, '0')}`, left, `2026-0${end + 1}-01`.replace('010', '10')));
          } else {
            const { uses, uncovered } = takeFromLots(lots, -points);
            const taken = new Map(uses.map((use) => [use.lot, use.points]));
            lots = lots.map((one) => ({ ...one, remaining: one.remaining - (taken.get(one.id) ?? 0) }));
            if (uncovered > 0) debts.push({ id: `d${index}`, uncovered });
          }
          const left = lots.reduce((sum, { remaining }) => sum + remaining, 0);
          const owed = debts.reduce((sum, { uncovered }) => sum + uncovered, 0);
          expect(left - owed).toBe(balance);
          expect(Math.min(left, owed)).toBe(0);
          expect(lots.every(({ remaining }) => remaining >= 0)).toBe(true);
        }
      }),
    );
  });
});

describe('earning', () => {
  it.each([
    [19_999, 1, 199],
    [19_999, 1.5, 299],
    [100, 0.0001, 0],
    [-500, 1, 0],
    [29, 100, 29],
  ])('%d cents at %d points a unit give %d', (spent, rate, points) => {
    expect(pointsFor(spent, rate)).toBe(points);
  });

  it('counts other currencies in that of totals', () => {
    expect(inBaseCurrency(10_000, 7.812_345)).toBe(78_123);
  });

  it.each([
    ['draft', null, false],
    ['paid', null, true],
    ['shipped', null, false],
    ['shipped', '2026-03-01', true],
    ['completed', null, true],
    ['refunded', '2026-03-01', false],
    ['cancelled', '2026-03-01', false],
  ])('an order that is %s, paid on %s: %s', (status, paidOn, expected) => {
    expect(isPaid({ status, paidOn })).toBe(expected);
  });
});
