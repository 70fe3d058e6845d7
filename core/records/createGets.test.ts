import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { type TestRecords, testActor, testRecords } from '../testing/testRecords.ts';
import { create } from './create.ts';
import { createGets } from './createGets.ts';
import { get } from './get.ts';
import { remove } from './remove.ts';

const long = ['a', 'b', 'c', 'd', 'e'];

const note = {
  $schema: 'kiln:entity',
  $id: 'note',
  title: 'Note',
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', title: 'Name' },
    ...Object.fromEntries(long.map((name) => [name, { type: 'string', 'x-type': 'multiline', title: name }])),
  },
  'x-owned': true,
};
const own = {
  $schema: 'kiln:role',
  $id: 'own',
  title: 'Own',
  entities: { note: { read: 'own' } },
};

const getTogether = createGets();
let records: TestRecords;
let ctx: Ctx;
const ids: string[] = [];
const person = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;

beforeAll(async () => {
  records = await testRecords([note, own]);
  ({ ctx } = records);
  const made: { data: { id: string }[] } = JSON.parse(
    await create(
      ctx,
      'note',
      Array.from({ length: 120 }, (_, n) => ({ name: `Note ${n}`, ownerId: person(n % 2) })),
    ),
  );
  ids.push(...made.data.map(({ id }) => id));
});
afterAll(() => records.close());
afterEach(() => vi.restoreAllMocks());

const all = (reader: Ctx, asked: readonly string[]) =>
  Promise.all(asked.map((id) => getTogether(reader, 'note', id).catch((error: unknown) => error)));

test('what is asked for in one turn is one statement for each fifty, and what get gives', async () => {
  const query = vi.spyOn(records.db, 'query');
  const texts = await all(ctx, [...ids, ...ids.slice(100)]);
  expect(query).toHaveBeenCalledTimes(3);
  vi.restoreAllMocks();
  expect(texts).toEqual(await Promise.all([...ids, ...ids.slice(100)].map((id) => get(ctx, 'note', id))));
});

test('who reads sees the own records only, in whatever company', async () => {
  const readers = [0, 1].map((n) => ctx.as({ ...testActor, id: person(n), roles: ['own'] }));
  const query = vi.spyOn(records.db, 'query');
  const seen = await Promise.all([...readers, ctx].map((reader) => all(reader, ids.slice(0, 40))));
  expect(query).toHaveBeenCalledTimes(3);
  const found = seen.map((answers) => answers.map((answer) => typeof answer === 'string'));
  expect(found[0]).toEqual(ids.slice(0, 40).map((_, n) => n % 2 === 0));
  expect(found[1]).toEqual(ids.slice(0, 40).map((_, n) => n % 2 === 1));
  expect(found[2]).toEqual(ids.slice(0, 40).map(() => true));
});

test('what is not there, or no id, is not found, and the others are', async () => {
  const gone = ids[100] ?? '';
  await remove(ctx, 'note', gone);
  const [missing, wrong, found, upper] = await all(ctx, [gone, 'no id', ids[0] ?? '', (ids[1] ?? '').toUpperCase()]);
  expect(missing).toMatchObject({ code: 'KILN_NOT_FOUND' });
  expect(wrong).toMatchObject({ code: 'KILN_NOT_FOUND' });
  expect(found).toContain('Note 0');
  expect(upper).toContain('Note 1');
  expect(await getTogether(ctx, 'note', gone, { deleted: true })).toContain('Note 100');
});

test('in a transaction it sees what the transaction wrote, and nobody outside does', async () => {
  await ctx.inTx(async (tx) => {
    const made: { id: string } = JSON.parse(await create(tx, 'note', { name: 'Inside', ownerId: person(0) }));
    const [inside, outside] = await Promise.all([all(tx, [made.id]), all(ctx, [made.id])]);
    expect(inside[0]).toContain('Inside');
    expect(outside[0]).toBeInstanceOf(KilnError);
  });
});

test('what is too much for one answer together is read one by one', async () => {
  // 1.5 MB each.
  const texts = Object.fromEntries(long.map((name) => [name, '长'.repeat(100_000)]));
  const made: string[] = [];
  for (let n = 0; n < 48; n += 1) {
    const record: { id: string } = JSON.parse(
      await create(ctx, 'note', { name: 'Long', ...texts, ownerId: person(0) }),
    );
    made.push(record.id);
  }
  const found = await all(ctx, made);
  expect(found.map((text) => String(text).length > 500_000)).toEqual(made.map(() => true));
});
