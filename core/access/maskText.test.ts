import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mask } from '../model/types.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { maskText } from './maskText.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const masks: readonly Mask[] = ['last4', 'first1', 'email', 'phone', 'all'];

test.each<[string, Record<Mask, string>]>([
  ['13800138000', { last4: '****8000', first1: '1**', email: '****', phone: '138****8000', all: '****' }],
  [
    'zoe@example.com',
    { last4: '****.com', first1: 'z**', email: 'z***@example.com', phone: 'zoe****.com', all: '****' },
  ],
  ['张伟', { last4: '****', first1: '张**', email: '****', phone: '****', all: '****' }],
  ['🔥🔥🔥🔥🔥', { last4: '****🔥🔥🔥🔥', first1: '🔥**', email: '****', phone: '****', all: '****' }],
  ['x@y', { last4: '****', first1: 'x**', email: '****', phone: '****', all: '****' }],
  ['a', { last4: '****', first1: '****', email: '****', phone: '****', all: '****' }],
  ['', { last4: '****', first1: '****', email: '****', phone: '****', all: '****' }],
])('%s', async (text, expected) => {
  for (const mask of masks) expect(maskText(text, mask), mask).toBe(expected[mask]);
  const [row] = await database.db.query({
    text: `select ${masks.map((mask) => `kiln.mask_text($1, '${mask}')`).join(', ')}`,
    values: [text],
  });
  expect(row).toEqual(masks.map((mask) => expected[mask]));
});
