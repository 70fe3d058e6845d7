import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../lib/json.ts';
import { type DefinitionsClient, definitionsClient } from '../../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

const deal: JsonObject = {
  $id: 'deal',
  title: 'Deal',
  properties: {
    name: { type: 'string', title: 'Name' },
    amount: { type: 'integer', title: 'Amount' },
    due: { type: 'string', format: 'date-time', title: 'Due' },
    firm: { title: 'Firm', 'x-relation': { to: 'firm', inverse: 'deals' } },
    standing: { title: 'Standing', type: 'integer', 'x-formula': 'firm.rating' },
  },
};
const text = { type: 'string', title: 'Text' };
const firm: JsonObject = {
  $id: 'firm',
  title: 'Firm',
  properties: {
    rating: { type: 'integer', title: 'Rating' },
    note: text,
    group: { title: 'Group', 'x-relation': { to: 'group', inverse: 'firms' } },
  },
};
const group: JsonObject = { $id: 'group', title: 'Group', properties: { name: text } };
const note: JsonObject = {
  $id: 'note',
  title: 'Note',
  properties: { text, deal: { title: 'Deal', 'x-relation': { to: 'deal', inverse: 'notes' } } },
};

let server: TestServer;
let admin: DefinitionsClient;
let count = 0;

beforeAll(async () => {
  server = await startTestServer({ entities: [deal, firm, group, note] });
  admin = definitionsClient(server);
}, 60_000);
afterAll(() => server.close());
afterEach(() => {
  vi.useRealTimers();
});

async function made(entity: string, values: JsonObject): Promise<string> {
  const { status, body } = await admin.call(`/api/records/${entity}`, values);
  expect(status, JSON.stringify(body)).toBe(201);
  return String(body.id);
}

const change = (entity: string, id: string, values: JsonObject) =>
  admin.call(`/api/records/${entity}/${id}`, values, 'PATCH');

/** Begins to wait, with a deal. Resolves to the id of the run, as soon as it waits or has ended. */
async function wait(step: JsonObject, record?: string): Promise<string> {
  count += 1;
  const name = `wait${count}`;
  const steps = [{ id: 'pause', do: 'wait', with: step }];
  const trigger = { on: 'manual', ...(record ? { entity: 'deal' } : {}) };
  const document = { $schema: 'kiln:workflow', $id: name, title: name, trigger, steps };
  await admin.apply([{ kind: 'workflow', name, document }]);
  const started = await admin.call(
    `/api/workflows/${name}/runs`,
    record ? { record: { entity: 'deal', id: record } } : {},
  );
  expect(started.status, JSON.stringify(started.body)).toBe(201);
  const run = String(started.body.id);
  await expect.poll(() => state(run), { timeout: 10_000 }).toMatch(/waiting|done|failed/);
  return run;
}

async function state(run: string): Promise<string> {
  return (await admin.query(`select state from kiln.run where id = '${run}'`))[0]?.[0] ?? '';
}

async function output(run: string): Promise<JsonObject> {
  await expect.poll(() => state(run), { timeout: 10_000 }).toMatch(/done|failed/);
  const [row] = await admin.query(`select coalesce(output, error) from kiln.run_step where run = '${run}'`);
  const found: JsonObject = JSON.parse(row?.[0] ?? '{}');
  return found;
}

async function watches(run: string): Promise<number> {
  return Number((await admin.query(`select count(*) from kiln.record_watch where run = '${run}'`))[0]?.[0]);
}

test('for a while, until a moment, and not at all when that has passed', async () => {
  const run = await wait({ for: 'PT0.5S' });
  expect(await state(run)).toBe('waiting');
  const [row] = await admin.query(`select wake_at is not null, event from kiln.run_wait where run = '${run}'`);
  expect(row).toEqual(['t', null]);
  expect(await output(run)).toMatchObject({ timedOut: false, payload: null });
  expect(await output(await wait({ until: new Date(Date.now() + 500).toISOString() }))).toMatchObject({
    timedOut: false,
  });
  expect(await output(await wait({ until: '2020-01-01T00:00:00Z' }))).toMatchObject({ timedOut: false });
  expect(await output(await wait({ until: '${null}' }))).toMatchObject({ code: 'KILN_STEP_FAILED' });
});

test('until a condition holds for the record of the run, whoever brings that about', async () => {
  const id = await made('deal', { amount: 1 });
  const run = await wait({ where: 'amount >= ${5}' }, id);
  await change('deal', id, { amount: 4 });
  await change('deal', id, { name: 'x' });
  expect(await state(run)).not.toBe('done');
  await change('deal', id, { amount: 6 });
  expect(await output(run)).toMatchObject({ timedOut: false });
  expect(await watches(run)).toBe(0);
  expect(await output(await wait({ where: 'amount > 5' }, id))).toMatchObject({ timedOut: false });
});

test('two runs and two writers at once: nobody is left waiting', async () => {
  const id = await made('deal', { amount: 0 });
  const waits = Promise.all([wait({ where: 'amount > 50' }, id), wait({ where: 'amount > 99' }, id)]);
  for (let amount = 1; amount <= 100; amount += 1) await change('deal', id, { amount });
  for (const run of await waits) expect(await output(run)).toMatchObject({ timedOut: false });
});

const minutes = async (run: string) => {
  const [row] = await admin.query(
    `select round(extract(epoch from wake_at - now()) / 60) from kiln.run_wait where run = '${run}'`,
  );
  return row?.[0];
};
/** It was looked at once more after it was noted what it waits for. */
const settled = (run: string) => expect.poll(() => minutes(run), { timeout: 20_000 }).toBe('5');

test('a condition over another record is looked at when that is written', async () => {
  const firmId = await made('firm', { rating: 1 });
  const id = await made('deal', { firm: firmId });
  const run = await wait({ where: 'firm.rating > 3 && firm.group.name == "A"', timeout: 'P1D' }, id);
  await settled(run);
  expect(await watches(run)).toBe(2);
  const group = await made('group', { name: 'B' });
  await change('firm', firmId, { group });
  await expect.poll(() => watches(run), { timeout: 10_000 }).toBe(3);
  await settled(run);
  // What it does not read wakes nobody.
  const asked = `select rev from kiln.run where id = '${run}'`;
  const [before] = await admin.query(asked);
  await change('firm', firmId, { note: 'x' });
  expect(await admin.query(asked)).toEqual([before]);
  await change('firm', firmId, { rating: 4 });
  await change('group', group, { name: 'A' });
  await expect.poll(() => state(run), { timeout: 20_000 }).toBe('done');
  expect(await output(run)).toMatchObject({ timedOut: false });
  expect(await watches(run)).toBe(0);
});

test('a condition over formulas, and over a record that becomes another one', async () => {
  const [poor, rich] = [await made('firm', { rating: 1 }), await made('firm', { rating: 2 })];
  const id = await made('deal', { firm: poor });
  const run = await wait({ where: 'standing > 3', timeout: 'P1D' }, id);
  await settled(run);
  await change('deal', id, { firm: rich });
  const related = `select record from kiln.record_watch where run = '${run}' and event is not null`;
  await expect.poll(() => admin.query(related), { timeout: 10_000 }).toEqual([[rich]]);
  await settled(run);
  await change('firm', rich, { rating: 4 });
  await expect.poll(() => state(run), { timeout: 20_000 }).toBe('done');
});

test('a related record that is written while the run begins to wait is seen soon', async () => {
  const firmId = await made('firm', { rating: 1 });
  const id = await made('deal', { firm: firmId });
  const waits = wait({ where: 'firm.rating >= 20', timeout: 'P1D' }, id);
  for (let rating = 1; rating <= 20; rating += 1) await change('firm', firmId, { rating });
  const run = await waits;
  await expect.poll(() => state(run), { timeout: 20_000 }).toBe('done');
});

test('a condition over many records is looked at now and then', async () => {
  const id = await made('deal', { firm: await made('firm', { rating: 1 }) });
  const run = await wait({ where: 'notes.exists(n, n.text == "x")', timeout: 'P1D' }, id);
  expect(await minutes(run)).toBe('5');
  expect(await watches(run)).toBe(1);
  await made('note', { text: 'x', deal: id });
  await admin.query(`update kiln.run_wait set wake_at = now() where run = '${run}'`);
  expect(await output(run)).toMatchObject({ timedOut: false });
});

test('no longer than it may, and not for a record that is gone', async () => {
  const id = await made('deal', { amount: 1 });
  const late = await wait({ where: 'amount > 5', timeout: 'PT0.5S' }, id);
  expect(await output(late)).toMatchObject({ timedOut: true });
  expect(await watches(late)).toBe(0);
  const gone = await wait({ where: 'amount > 5' }, id);
  await admin.call(`/api/records/deal/${id}?purge=true`, undefined, 'DELETE');
  expect(await output(gone)).toMatchObject({ code: 'KILN_NOT_FOUND' });
});

test('for an event, each for its own', async () => {
  const [a, b, late] = await Promise.all([
    wait({ event: 'paid it', correlation: 'a' }),
    wait({ event: 'paid it', correlation: 'b' }),
    wait({ event: 'never', timeout: 'PT0.3S' }),
  ]);
  const told = await admin.call('/api/events/paid%20it', { correlation: 'a', payload: { sum: 5 } });
  expect(told).toEqual({ status: 200, body: { woken: 1 } });
  expect(await output(a)).toMatchObject({ timedOut: false, payload: { sum: 5 } });
  expect(await output(late)).toMatchObject({ timedOut: true, payload: null });
  expect(await state(b)).toBe('waiting');
  expect((await admin.call('/api/events/paid%20it', {})).body).toEqual({ woken: 0 });
});

test('a cancelled run watches nothing any more', async () => {
  const id = await made('deal', { amount: 1 });
  const run = await wait({ where: 'amount > 5' }, id);
  expect(await watches(run)).toBe(1);
  expect((await admin.call(`/api/runs/${run}/cancel`, {})).status).toBe(200);
  await expect.poll(() => watches(run), { timeout: 10_000 }).toBe(0);
});

test.each([-1, 1])('by the clock of the database, where that of the server is %i h off', async (hours) => {
  const id = await made('deal', { name: 'a', amount: 1 });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * 3_600_000 });
  expect(await output(await wait({ for: 'PT0.2S' }))).toMatchObject({ timedOut: false });
  const late = await wait({ entity: 'deal', id, where: 'amount > 5', timeout: 'PT0.2S' }, id);
  expect(await output(late)).toMatchObject({ timedOut: true });
});
