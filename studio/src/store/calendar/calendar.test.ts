import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { findEntity } from '../model.ts';
import { testModel } from '../testModel.ts';
import { addDays, dayOf, daysBetween, firstDayOf, shownDays, startOf, step } from './days.ts';
import { daysOf, type Entry, entryOf, entryValues, inOrder, isBar, shifted } from './entries.ts';
import { layBars, layBlocks } from './layout.ts';
import { isDay } from './span.ts';

const [any] = findEntity(testModel(), 'order')?.fields ?? [];
if (!any) throw new Error('The test model has orders');
const field = (name: string, type: string): BrowserField => ({ ...any, name, type });
const times = { start: field('from', 'dateTime'), end: field('to', 'dateTime') };
const days = { start: field('from', 'date'), end: field('to', 'date') };

const timed = (id: string, from: string, to?: string): Entry => {
  const entry = entryOf({ id, from, to: to ?? null }, times);
  if (!entry) throw new Error('no entry');
  return entry;
};

test('a month is shown in whole weeks', () => {
  const march = shownDays('month', '2026-03-17', 1);
  expect([march[0], march.at(-1), march.length]).toEqual(['2026-02-23', '2026-04-05', 42]);
  expect(shownDays('month', '2026-02-10', 7)).toHaveLength(28);
  expect(shownDays('week', '2026-03-18', 7)[0]).toBe('2026-03-15');
  expect(step('month', '2026-01-31', 1)).toBe('2026-02-28');
  expect(step('week', '2026-12-30', 1)).toBe('2027-01-06');
  expect([firstDayOf('zh-CN'), firstDayOf('en-US')].every((day) => day >= 1 && day <= 7)).toBe(true);
  expect([isDay('2026-02-30'), isDay('x'), isDay('2026-02-28')]).toEqual([false, false, true]);
});

test('days go on and on', () => {
  const someDay = fc.integer({ min: -200_000, max: 200_000 }).map((count) => addDays('2026-01-01', count));
  fc.assert(
    fc.property(someDay, fc.integer({ min: -1000, max: 1000 }), (day, count) => {
      expect(daysBetween(day, addDays(day, count))).toBe(count);
      if (day >= '1900') expect(dayOf(startOf(day))).toBe(day);
    }),
  );
});

test('a record without a start is not in the calendar; an end before the start is none', () => {
  expect(entryOf({ id: 'a', from: null, to: '2026-03-01' }, days)).toBeUndefined();
  expect(entryOf({ id: 'a', from: 'nonsense' }, times)).toBeUndefined();
  const short = timed('a', '2026-03-01T10:00:00', '2026-03-01T09:00:00');
  expect(short.end.getTime() - short.start.getTime()).toBe(3_600_000);
  const whole = entryOf({ id: 'a', from: '2026-03-01', to: '2026-03-03' }, days);
  expect(whole && daysOf(whole)).toEqual({ first: '2026-03-01', last: '2026-03-03' });
});

test('moving keeps the clock and the length, and writes what the record had', () => {
  const entry = timed('a', '2026-03-01T10:00:00', '2026-03-01T11:30:00');
  const moved = shifted(entry, { part: 'whole', days: 40, minutes: 30 });
  expect([moved.start.getHours(), moved.start.getMinutes(), dayOf(moved.start)]).toEqual([10, 30, '2026-04-10']);
  expect(Object.keys(entryValues(moved, times, 'whole'))).toEqual(['from', 'to']);
  const open = timed('b', '2026-03-01T10:00:00');
  expect(Object.keys(entryValues(open, times, 'whole'))).toEqual(['from']);
  const longer = shifted(open, { part: 'end', days: 0, minutes: 30 });
  expect(entryValues(longer, times, 'end')).toEqual({ to: new Date('2026-03-01T11:30:00').toISOString() });
  // No shorter than can be seen.
  const least = shifted(entry, { part: 'end', days: -3, minutes: 0 });
  expect(least.end.getTime() - least.start.getTime()).toBe(15 * 60_000);
  const whole = entryOf({ id: 'c', from: '2026-03-01', to: '2026-03-02' }, days);
  expect(whole && entryValues(shifted(whole, { part: 'end', days: 2, minutes: 0 }), days, 'end')).toEqual({
    to: '2026-03-04',
  });
});

test('no two bars or blocks lie on each other', () => {
  const week = shownDays('week', '2026-03-18', 1);
  const start = fc.integer({ min: -3000, max: 12_000 });
  const some = fc.array(fc.tuple(start, fc.integer({ min: 5, max: 4000 })), { maxLength: 30 });
  fc.assert(
    fc.property(some, (given) => {
      const entries = inOrder(
        given.map(([at, length], index) => {
          const from = new Date(startOf('2026-03-16').getTime() + at * 60_000);
          return timed(`${index}`, from.toISOString(), new Date(from.getTime() + length * 60_000).toISOString());
        }),
      );
      const bars = layBars(entries, week);
      for (const [index, bar] of bars.entries()) {
        for (const other of bars.slice(index + 1)) {
          expect(bar.lane !== other.lane || bar.to < other.from || other.to < bar.from).toBe(true);
        }
      }
      const blocks = layBlocks(
        entries.filter((entry) => !isBar(entry)),
        '2026-03-18',
      );
      for (const [index, block] of blocks.entries()) {
        expect(block.column).toBeLessThan(block.columns);
        for (const other of blocks.slice(index + 1)) {
          const isApart = block.top + block.minutes <= other.top || other.top + other.minutes <= block.top;
          expect(block.column !== other.column || isApart).toBe(true);
        }
      }
    }),
    { numRuns: 60 },
  );
});
