import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../lib/json.ts';
import { inputFaults } from '../../../model/kinds/workflow/inputFaults.ts';
import { recordsDelete } from '../../../model/kinds/workflow/steps/recordsDelete.ts';
import { recordsGet } from '../../../model/kinds/workflow/steps/recordsGet.ts';
import { isUuid } from '../../../query/bind.ts';
import { type CalledStep, callStep, outputOf } from '../../../testing/callStep.ts';
import { definitionsClient } from '../../../testing/definitionsClient.ts';
import { signedIn } from '../../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../../testing/startTestServer.ts';
import { createRecordsCreate } from './createRecordsCreate.ts';
import { createRecordsDelete } from './createRecordsDelete.ts';
import { createRecordsFind } from './createRecordsFind.ts';
import { createRecordsGet } from './createRecordsGet.ts';
import { createRecordsUpdate } from './createRecordsUpdate.ts';
import { stepRecordId } from './stepRecordId.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    entities: [
      {
        $id: 'deal',
        title: 'Deal',
        'x-owned': true,
        required: ['name'],
        properties: {
          name: { type: 'string', title: 'Name', 'x-unique': true },
          amount: { type: 'number', title: 'Amount' },
          secret: { type: 'string', title: 'Secret' },
        },
      },
    ],
  });
  await definitionsClient(server).apply([
    {
      kind: 'role',
      name: 'seller',
      document: {
        $schema: 'kiln:role',
        $id: 'seller',
        title: 'Seller',
        entities: {
          deal: { create: true, read: 'own', update: 'own', delete: false, fields: { secret: { read: false } } },
        },
      },
    },
  ]);
}, 60_000);
afterAll(() => server.close());

const runners = {
  create: createRecordsCreate(),
  update: createRecordsUpdate(),
  delete: createRecordsDelete(),
  find: createRecordsFind(),
  get: createRecordsGet(),
};

async function step(name: keyof typeof runners, input: JsonObject, called: CalledStep = {}): Promise<JsonObject> {
  return outputOf(await callStep(server, runners[name], { entity: 'deal', ...input }, called));
}

async function count(where: string): Promise<number> {
  const [row] = await server.workspace.db.query({ text: `select count(*) from data.deal where ${where}`, values: [] });
  return Number(row?.[0]);
}

test('ids of records are those of the run and the step, in the order of runs', () => {
  const [first, second] = [uuidv7({ msecs: 1_000_000 }), uuidv7({ msecs: 2_000_000 })];
  const ids = [stepRecordId(`${first}/make`), stepRecordId(`${first}/make[1]`), stepRecordId(`${second}/make`)];
  expect(ids.every(isUuid)).toBe(true);
  expect(new Set(ids).size).toBe(3);
  expect(stepRecordId(`${first}/make`)).toBe(ids[0]);
  expect((ids[0] ?? '') < (ids[2] ?? '')).toBe(true);
});

test('what a step creates is there once, however often the step is done', async () => {
  const run = uuidv7();
  const made = await step('create', { values: { name: 'Once', amount: 5 } }, { run });
  expect(made).toMatchObject({ name: 'Once', amount: 5, version: 1, id: stepRecordId(`${run}/step`) });
  await step('update', { id: made.id ?? '', values: { amount: 6 } });
  const again = await step('create', { values: { name: 'Once', amount: 5 } }, { run, runAttempt: 2 });
  expect(again).toMatchObject({ id: made.id, amount: 6, version: 2 });
  expect(await count(`name = 'Once'`)).toBe(1);
  // Where it is no other attempt, it would be another record.
  await expect(step('create', { values: { name: 'Twice' } }, { run })).rejects.toMatchObject({
    code: 'KILN_NOT_UNIQUE',
  });
});

test('wrong values fail with their places, and nothing is written', async () => {
  const wrong = step('create', { values: { amount: 'much' } });
  await expect(wrong).rejects.toMatchObject({
    code: 'KILN_INVALID',
    errors: expect.arrayContaining([expect.objectContaining({ pointer: '/amount' })]),
  });
});

test('values of conditions are values, whatever they say', async () => {
  for (const name of [`o'clock`, `' || true || '`, 'plain']) await step('create', { values: { name, amount: 77 } });
  const find = async (value: string) => {
    const found = await step('find', { where: { cel: 'amount == 77 && name == _0', values: [value] }, sort: 'name' });
    return found.data;
  };
  expect(await find(`o'clock`)).toMatchObject([{ name: `o'clock` }]);
  expect(await find(`' || true || '`)).toMatchObject([{ name: `' || true || '` }]);
  expect(await find(`") || true || ("`)).toEqual([]);
});

test('a page has at most as many as it shall, and leads to the next', async () => {
  for (let n = 0; n < 5; n += 1) await step('create', { values: { name: `Page ${n}`, amount: 1_000 + n } });
  const where = { cel: 'amount >= _0', values: [1_000] };
  const first = await step('find', { where, sort: 'amount', limit: 2, count: true });
  expect(first).toMatchObject({ data: [{ amount: 1_000 }, { amount: 1_001 }], count: 5, next: expect.any(String) });
  const second = await step('find', { where, sort: 'amount', limit: 3, after: first.next ?? '' });
  expect(second).toMatchObject({ data: [{ amount: 1_002 }, { amount: 1_003 }, { amount: 1_004 }], next: null });
});

test('a record that is not there is null, gone is gone, and a stale version fails', async () => {
  expect(await step('get', { id: uuidv7() })).toEqual({ value: null });
  expect(await step('get', { id: null })).toEqual({ value: null });
  expect(await step('delete', { id: null })).toEqual({ id: null, deleted: false });
  await expect(step('delete', { id: null, ifMissing: 'fail' })).rejects.toMatchObject({ code: 'KILN_NOT_FOUND' });
  for (const { input } of [recordsGet, recordsDelete])
    expect(inputFaults(input, { entity: 'deal', id: null })).toEqual([]);
  const made = await step('create', { values: { name: 'Short' } });
  const id = made.id ?? '';
  expect(await step('get', { id, select: 'name' })).toEqual({ id, name: 'Short' });
  await step('update', { id, values: { amount: 1 }, version: 1 });
  await expect(step('update', { id, values: { amount: 2 }, version: 1 })).rejects.toMatchObject({ code: 'KILN_STALE' });
  expect(await step('delete', { id })).toEqual({ id, deleted: true });
  expect(await step('delete', { id })).toEqual({ id, deleted: false });
  await expect(step('delete', { id, ifMissing: 'fail' })).rejects.toMatchObject({ code: 'KILN_NOT_FOUND' });
});

test('a run may do what whom it acts for may do, and no more', async () => {
  const { actor, id: seller } = await signedIn(server, 'Sara Seller', ['seller']);
  const foreign = await step('create', { values: { name: 'Foreign', secret: 'x' } });
  const own = await step('create', { values: { name: 'Own' } }, { actor });
  expect(own).toMatchObject({ ownerId: seller, createdBy: seller });
  expect(await step('get', { id: foreign.id ?? '' }, { actor })).toEqual({ value: null });
  expect((await step('find', {}, { actor })).data).toMatchObject([{ name: 'Own' }]);
  const update = step('update', { id: foreign.id ?? '', values: { amount: 1 } }, { actor });
  await expect(update).rejects.toMatchObject({ code: 'KILN_NOT_FOUND' });
  const hidden = step('find', { where: { cel: 'secret == _0', values: ['x'] } }, { actor });
  await expect(hidden).rejects.toMatchObject({ code: 'KILN_BAD_EXPRESSION' });
  await expect(step('delete', { id: own.id ?? '' }, { actor })).rejects.toMatchObject({ code: 'KILN_FORBIDDEN' });
});
