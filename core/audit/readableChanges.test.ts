import { afterAll, beforeAll, expect, test } from 'vitest';
import { create } from '../records/create.ts';
import { entityOf } from '../records/entityOf.ts';
import { type TestRecords, testRecords } from '../testing/testRecords.ts';
import { history } from './listAudit.ts';

const names = Array.from({ length: 120 }, (_, index) => `field${index}`);

let records: TestRecords;

beforeAll(async () => {
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string', title: name }]));
  records = await testRecords([
    { $schema: 'kiln:entity', $id: 'wide', title: 'Wide', type: 'object', properties },
    {
      $schema: 'kiln:role',
      $id: 'reader',
      title: 'Reader',
      entities: { wide: { read: "field0 == 'a'", fields: { field7: { read: false } } } },
    },
  ]);
});
afterAll(() => records.close());

test('the past of a record with more fields than a function of Postgres takes arguments', async () => {
  const { ctx } = records;
  const values = Object.fromEntries(names.map((name) => [name, 'a']));
  const { id }: { id: string } = JSON.parse(await create(ctx, 'wide', values));
  const reader = ctx.as({ ...ctx.actor, roles: ['reader'] });
  const { data } = await history(reader, entityOf(reader, 'wide'), id, {});
  expect(data[0]?.changes.map(({ field }) => field)).toEqual(names.filter((name) => name !== 'field7'));
});
