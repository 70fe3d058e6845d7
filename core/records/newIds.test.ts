import { expect, test } from 'vitest';
import { newIds } from './newIds.ts';

test('ids are uuid v7, rise and never repeat, within a call and over calls', () => {
  const ids = [1, 1_000, 2, 1, 3].flatMap((count) => newIds(count));
  expect(ids).toHaveLength(1_007);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...new Set(ids)].sort()).toEqual(ids);
});

test('of no records there are none', () => {
  expect(newIds(0)).toEqual([]);
});
