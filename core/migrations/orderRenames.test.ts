import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderRenames } from './orderRenames.ts';

test('renames one after the other end where all of them at once would', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  fc.assert(
    fc.property(
      fc.shuffledSubarray(names, { minLength: 1 }),
      fc.shuffledSubarray([...names, 'f', 'g'], { minLength: 5 }),
      (from, to) => {
        const holder = new Map(from.map((name) => [name, name]));
        for (const rename of orderRenames(from.map((name, index) => ({ from: name, to: to[index] ?? '' })))) {
          const held = holder.get(rename.from);
          expect(held).toBeDefined();
          expect(holder.has(rename.to)).toBe(false);
          holder.delete(rename.from);
          holder.set(rename.to, held ?? '');
        }
        expect(from.map((name, index) => holder.get(to[index] ?? '') === name)).toEqual(from.map(() => true));
      },
    ),
  );
});

test('what keeps its name needs no rename', () => {
  expect(orderRenames([{ from: 'a', to: 'a' }])).toEqual([]);
});
