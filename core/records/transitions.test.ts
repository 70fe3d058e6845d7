import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { type TestRecords, testActor, testRecords } from '../testing/testRecords.ts';
import { batch } from './batch.ts';
import { create } from './create.ts';
import { list } from './list.ts';
import { update } from './update.ts';

const offer: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'offer',
  title: 'Offer',
  type: 'object',
  properties: {
    name: { type: 'string', title: 'Name' },
    amount: { type: 'number', title: 'Amount' },
    reason: { type: 'string', title: 'Reason' },
    state: {
      type: 'string',
      title: 'State',
      enum: ['draft', 'sent', 'won', 'lost'],
      default: 'draft',
      'x-options': { won: { title: 'Won it' } },
      'x-transitions': {
        start: ['draft', 'sent'],
        moves: [
          { from: ['draft'], to: 'sent', when: 'amount > 0', message: 'An offer needs an amount.' },
          { from: ['sent'], to: 'won', roles: ['boss'] },
          { from: ['sent'], to: 'won', when: 'amount < 100' },
          { to: 'lost', require: ['reason'] },
          { from: ['lost'], to: 'draft', roles: ['boss'] },
        ],
      },
    },
    lines: { title: 'Lines', 'x-children': { entity: 'offerLine', field: 'offer' } },
  },
};

const offerLine: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'offerLine',
  title: 'Line',
  type: 'object',
  properties: {
    step: {
      type: 'string',
      title: 'Step',
      enum: ['new', 'done'],
      default: 'new',
      'x-transitions': { start: ['new'], moves: [{ from: ['new'], to: 'done' }] },
    },
    offer: { title: 'Offer', 'x-relation': { to: 'offer' } },
  },
  'x-parent': { entity: 'offer', field: 'offer' },
};

const everything = { create: true, read: true, update: true, delete: true };
const role = (name: string): JsonObject => ({
  $schema: 'kiln:role',
  $id: name,
  title: name,
  entities: { offer: everything, offerLine: everything },
});

let records: TestRecords;
let ctx: Ctx;
let clerk: Ctx;
beforeAll(async () => {
  records = await testRecords([offer, offerLine, role('clerk'), role('boss')]);
  ctx = records.ctx;
  clerk = ctx.as({ ...testActor, roles: ['clerk'] });
});
afterAll(() => records.close());

async function made(values: JsonObject = {}): Promise<string> {
  const record: JsonObject = JSON.parse(await create(ctx, 'offer', values));
  return String(record.id);
}

async function refusal(action: Promise<unknown>): Promise<[string, string[]]> {
  const error: unknown = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof KilnError)) throw new Error('it was allowed');
  return [error.code, error.errors.map(({ pointer, code, message }) => `${pointer} ${code} ${message}`)];
}

test('a record begins with one of the first values', async () => {
  await made({ state: 'sent' });
  expect(await refusal(create(ctx, 'offer', { state: 'won' }))).toEqual([
    'KILN_INVALID',
    ['/state transition "State" cannot begin with "Won it".'],
  ]);
  expect(await refusal(create(ctx, 'offer', [{}, { state: 'lost', name: 'x' }]))).toEqual([
    'KILN_INVALID',
    ['/1/state transition "State" cannot begin with "Lost".'],
  ]);
});

test('it goes on as a move says, in the words of the move where it may not', async () => {
  const id = await made({ amount: 500 });
  expect(await refusal(update(ctx, 'offer', id, { state: 'won' }))).toEqual([
    'KILN_INVALID',
    ['/state transition "State" does not go from "Draft" to "Won it".'],
  ]);
  expect(await refusal(update(ctx, 'offer', id, { state: 'sent', amount: 0 }))).toEqual([
    'KILN_INVALID',
    ['/state rule An offer needs an amount.'],
  ]);
  await update(ctx, 'offer', id, { state: 'sent' });
  // It is what it is.
  await update(ctx, 'offer', id, { state: 'sent', amount: 0 });
  expect(await refusal(update(ctx, 'offer', id, { state: 'lost' }))).toEqual([
    'KILN_INVALID',
    ['/reason requiredHere "Reason" is required here.'],
  ]);
  await update(ctx, 'offer', id, { state: 'lost', reason: 'price' });
  expect(await refusal(update(ctx, 'offer', id, { state: null }))).toEqual([
    'KILN_INVALID',
    ['/state transition "State" cannot be emptied.'],
  ]);
});

test('of several moves one has to be allowed, by who does it and by what holds', async () => {
  const dear = await made({ state: 'sent', amount: 500 });
  expect(await refusal(update(clerk, 'offer', dear, { state: 'won' }))).toEqual([
    'KILN_INVALID',
    ['/state optionHere "Won it" cannot be chosen for "State" here.'],
  ]);
  await update(clerk, 'offer', await made({ state: 'sent', amount: 50 }), { state: 'won' });
  await update(ctx.as({ ...testActor, roles: ['boss'] }), 'offer', dear, { state: 'won' });
  const lost = await made({ reason: 'x' });
  await update(clerk, 'offer', lost, { state: 'lost' });
  expect(await refusal(update(clerk, 'offer', lost, { state: 'draft' }))).toEqual([
    'KILN_FORBIDDEN',
    ['/state transitionRole Your roles do not let you take "State" from "Lost" to "Draft".'],
  ]);
  await update(ctx, 'offer', lost, { state: 'draft' });
});

test('batches and line items obey, too', async () => {
  const id = await made({ lines: [{}] });
  const op = { op: 'update', entity: 'offer', id, values: { state: 'won' } };
  expect((await refusal(batch(ctx, { operations: [op] })))[1]).toEqual([
    '/operations/0/values/state transition "State" does not go from "Draft" to "Won it".',
  ]);
  const lineId: string = JSON.parse(await list(ctx, 'offerLine', { where: `offer.id == '${id}'` })).data[0].id;
  expect((await refusal(update(ctx, 'offer', id, { lines: [{ step: 'done' }] })))[1]).toEqual([
    '/lines/0/step transition "Step" cannot begin with "Done".',
  ]);
  await update(ctx, 'offer', id, { lines: [{ id: lineId, step: 'done' }] });
  expect((await refusal(update(ctx, 'offer', id, { lines: [{ id: lineId, step: 'new' }] })))[1]).toEqual([
    '/lines/0/step transition "Step" does not go from "Done" to "New".',
  ]);
});

test('of two at the same moment, the second moves from where the first has left it', async () => {
  const id = await made({ amount: 1, reason: 'x' });
  const outcomes = await Promise.allSettled([
    update(ctx, 'offer', id, { state: 'sent' }),
    update(ctx, 'offer', id, { state: 'lost' }),
    update(ctx, 'offer', id, { state: 'draft', amount: 2 }),
  ]);
  const text = await update(ctx, 'offer', id, { amount: 3 });
  const { state } = JSON.parse(text);
  const moved = outcomes.filter(({ status }) => status === 'fulfilled').length;
  expect(['sent', 'lost', 'draft']).toContain(state);
  expect(moved).toBeGreaterThan(0);
});
