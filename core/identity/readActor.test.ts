import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { insertRecords } from '../records/insertRecords.ts';
import { type TestRecords, testRecords } from '../testing/testRecords.ts';
import { userOf } from './peopleTables.ts';
import { readActor } from './readActor.ts';

const text = (title: string): JsonObject => ({ type: 'string', title });
const names = Array.from({ length: 80 }, (_, index) => `own${index}`);

let records: TestRecords;

beforeAll(async () => {
  const base = { $schema: 'kiln:entity', type: 'object' };
  records = await testRecords([
    {
      ...base,
      $id: 'user',
      title: 'User',
      properties: {
        name: text('Name'),
        active: { type: 'boolean', title: 'Active' },
        ...Object.fromEntries(names.map((name) => [name, text(name)])),
      },
    },
    {
      ...base,
      $id: 'team',
      title: 'Team',
      properties: {
        name: text('Name'),
        parent: { title: 'Parent', 'x-relation': { to: 'team' } },
        manager: { title: 'Manager', 'x-relation': { to: 'user' } },
        members: { title: 'Members', type: 'array', 'x-relation': { to: 'user', many: true } },
      },
    },
  ]);
});
afterAll(() => records.close());

test('a function of Postgres takes 100 arguments; users may have more own fields than that', async () => {
  const { ctx, db } = records;
  const values = { name: 'Ada', active: true, own79: 'last' };
  const [ada] = await insertRecords(ctx, userOf(ctx.model), [{ values }], () => '');
  const known = await readActor(db, ctx.model, 'user', ada?.id ?? '');
  expect(known?.actor.facts).toMatchObject({ own0: null, own79: 'last', active: true, teams: [] });
});
