import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { type TestRecords, testActor, testRecords } from '../testing/testRecords.ts';
import { batch } from './batch.ts';
import { create } from './create.ts';
import { recordRights } from './recordRights.ts';
import { remove } from './remove.ts';
import { restore } from './restore.ts';
import { update } from './update.ts';

const quote: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'quote',
  title: 'Quote',
  type: 'object',
  properties: {
    name: { type: 'string', title: 'Name' },
    total: { type: 'number', title: 'Total', 'x-id': 'sum' },
    customer: { title: 'Customer', 'x-relation': { to: 'customer' } },
    partners: { title: 'Partners', 'x-relation': { to: 'customer', many: true } },
    lines: { title: 'Lines', 'x-children': { entity: 'quoteLine', field: 'quote' } },
  },
};
const quoteLine: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'quoteLine',
  title: 'Line',
  type: 'object',
  properties: { price: { type: 'number', title: 'Price' }, quote: { title: 'Quote', 'x-relation': { to: 'quote' } } },
  'x-parent': { entity: 'quote', field: 'quote' },
};
const customer: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'customer',
  title: 'Customer',
  type: 'object',
  properties: { name: { type: 'string', title: 'Name' } },
};
const clerk: JsonObject = {
  $schema: 'kiln:role',
  $id: 'clerk',
  title: 'Clerk',
  entities: { '*': { create: true, read: true, update: 'ownerId != actor.id', delete: true } },
};

let records: TestRecords;
let ctx: Ctx;
let [id, line, buyer] = ['', '', ''];
beforeAll(async () => {
  records = await testRecords([
    quote,
    quoteLine,
    customer,
    { ...clerk, entities: { quote: { read: true, update: "name != 'x'" } } },
  ]);
  ctx = records.ctx;
});
afterAll(() => records.close());

beforeEach(async () => {
  buyer = idOf(await create(ctx, 'customer', { name: 'Ann' }));
  id = idOf(await create(ctx, 'quote', { name: 'Q', total: 1, customer: buyer, partners: [buyer] }));
  line = idOf(await create(ctx, 'quoteLine', { price: 1, quote: id }));
  await hold(['sum', 'customer', 'partners', 'lines']);
});

function idOf(text: string): string {
  const { id: found }: { id: string } = JSON.parse(text);
  return found;
}

/** As an approval does. */
async function hold(fields: readonly string[], run = records.db): Promise<void> {
  await run.query({
    text: `with a as (insert into kiln.approval (run, step, workflow, title, mode, entity, record)
        values (kiln.new_id(), 's', 'w', 't', 'any', 'quote', $1) returning id)
      insert into kiln.record_watch (entity, record, approval, fields) select 'quote', $1::uuid, id, $2::text[] from a`,
    values: [id, [...fields]],
  });
}

async function locked(action: Promise<unknown>): Promise<string[]> {
  const error: unknown = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof KilnError)) throw new Error('it was allowed');
  expect(error.code).toBe('KILN_LOCKED');
  expect(error.extra).toMatchObject({ entity: 'quote', record: id });
  return error.errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

test('what is locked stays as it is, and all else changes', async () => {
  expect(await locked(update(ctx, 'quote', id, { total: 2, name: 'R' }))).toEqual(['/total locked']);
  expect(await locked(update(ctx, 'quote', id, { customer: null }))).toEqual(['/customer locked']);
  // A form sends what it shows.
  await update(ctx, 'quote', id, { name: 'R', total: 1, customer: buyer, partners: [buyer] });
  const limited = ctx.as({ ...testActor, roles: ['clerk'] });
  expect(await locked(update(limited, 'quote', id, { total: 3 }))).toEqual(['/total locked']);
  await update(limited, 'quote', id, { name: 'S' });
  expect(JSON.parse(await recordRights(ctx, 'quote', id)).readOnly.sort()).toEqual([
    'customer',
    'lines',
    'partners',
    'total',
  ]);
});

test('nor by a batch, a relation to many, a line, or another entity', async () => {
  const op = { op: 'update', entity: 'quote', id, values: { total: 9 } };
  expect(await locked(batch(ctx, { operations: [op] }))).toEqual(['/operations/0/values/total locked']);
  expect(await locked(update(ctx, 'quote', id, { partners: [] }))).toEqual(['/partners locked']);
  expect(await locked(update(ctx, 'quote', id, { lines: [] }))).toEqual(['/lines locked']);
  expect(await locked(update(ctx, 'quoteLine', line, { price: 2 }))).toEqual(['/lines locked']);
  expect(await locked(create(ctx, 'quoteLine', { price: 2, quote: id }))).toEqual(['/lines locked']);
  expect(await locked(create(ctx, 'quoteLine', [{ price: 2 }, { price: 2, quote: id }]))).toEqual(['/lines locked']);
  expect(await locked(remove(ctx, 'quoteLine', line))).toEqual(['/lines locked']);
  await update(ctx, 'quoteLine', line, { price: 1 });
  const other = idOf(await create(ctx, 'quote', { name: 'other' }));
  expect(await locked(update(ctx, 'quoteLine', line, { quote: other }))).toEqual(['/lines locked']);
  const stranger = idOf(await create(ctx, 'quoteLine', { price: 5, quote: other }));
  expect(await locked(update(ctx, 'quoteLine', stranger, { quote: id }))).toEqual(['/lines locked']);
});

test('it cannot be removed, and what it points at cannot be purged from under it', async () => {
  expect(await locked(remove(ctx, 'quote', id))).toEqual([]);
  expect(await locked(remove(ctx, 'quote', id, { purge: true }))).toEqual([]);
  expect(await locked(remove(ctx, 'customer', buyer, { purge: true }))).toEqual(['/customer locked']);
  // The bin empties nothing.
  await remove(ctx, 'customer', buyer);
  await restore(ctx, 'customer', buyer);
  await records.db.query({ text: 'delete from kiln.record_watch', values: [] });
  await hold(['partners']);
  expect(await locked(remove(ctx, 'customer', buyer, { purge: true }))).toEqual(['/partners locked']);
});

test('a line that went before does not come back under it', async () => {
  await records.db.query({ text: 'delete from kiln.record_watch', values: [] });
  await remove(ctx, 'quoteLine', line);
  await hold(['lines']);
  expect(await locked(restore(ctx, 'quoteLine', line))).toEqual(['/lines locked']);
});

test.each([
  ['the record', () => update(ctx, 'quote', id, { total: 7 })],
  ['a new line', () => create(ctx, 'quoteLine', { price: 7, quote: id })],
  ['a line', () => update(ctx, 'quoteLine', line, { price: 7 })],
])('a change of %s that began before the lock does not end behind it', async (_, change) => {
  await records.db.query({ text: 'delete from kiln.record_watch', values: [] });
  let outcome: Promise<unknown> = Promise.resolve();
  await records.db.withTx(async (tx) => {
    await tx.query({ text: 'select from data.quote where id = $1::uuid for update', values: [id] });
    await tx.query({
      text: `with a as (insert into kiln.approval (run, step, workflow, title, mode, entity, record)
          values (kiln.new_id(), 's', 'w', 't', 'any', 'quote', $1) returning id)
        insert into kiln.record_watch (entity, record, approval, fields) select 'quote', $1::uuid, id, '{sum,lines}' from a`,
      values: [id],
    });
    outcome = change().then(
      () => 'written',
      (error: unknown) => (error instanceof KilnError ? error.code : error),
    );
    const waits = async () => {
      const text = `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      const [row] = await records.db.query({ text, values: [] });
      return Number(row?.[0]);
    };
    while ((await waits()) === 0) await sleep(10);
  });
  expect(await outcome).toBe('KILN_LOCKED');
});
