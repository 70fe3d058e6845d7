import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemActor } from '../../context/systemActor.ts';
import type { JsonObject } from '../../lib/json.ts';
import { type DefinitionsClient, definitionsClient } from '../../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { putWorkflow, runsOf } from '../../testing/workflows.ts';
import { dueSql } from './dates/dueSql.ts';
import { runDates } from './dates/runDates.ts';
import { startDue } from './dates/startDue.ts';

let server: TestServer;
let client: DefinitionsClient;

const entity = {
  $id: 'task',
  title: 'Task',
  type: 'object',
  properties: {
    name: { type: 'string', title: 'Name' },
    due: { type: 'string', format: 'date', title: 'Due' },
    at: { type: 'string', format: 'date-time', title: 'At' },
    open: { type: 'boolean', title: 'Open', default: true },
  },
};

const trigger = (field: string, more: JsonObject = {}) => ({ on: 'date', entity: 'task', field, ...more });

beforeAll(async () => {
  server = await startTestServer({ entities: [entity] });
  client = definitionsClient(server);
  await client.apply([
    putWorkflow('reached', trigger('at', { when: 'record.open' })),
    putWorkflow('before', trigger('due', { offset: '-P3D', at: '09:00', timeZone: 'Asia/Shanghai' })),
  ]);
});
afterAll(() => server.close());
beforeEach(async () => {
  for (const table of ['kiln.run', 'kiln.workflow_due', 'data.task']) await client.query(`delete from ${table}`);
});

const minute = 60_000;
const iso = (ms: number) => new Date(ms).toISOString();
const ctx = () => server.workspace.ctx(systemActor, 'test');
const run = () => runDates(ctx(), new AbortController().signal);
/** As if the last look had been so long ago. */
const away = (ms: number) =>
  client.query(
    `update kiln.workflow_clock set since = now() - interval '${ms * 2} ms', upto = now() - interval '${ms} ms'`,
  );

async function make(values: JsonObject): Promise<string> {
  const { status, body } = await client.call('/api/records/task', values);
  expect(status, JSON.stringify(body)).toBe(201);
  return String(body.id);
}

const recordsOf = async (workflow: string) => (await runsOf(client, workflow)).map(({ record }) => record);

/** Starts what is due between two moments. */
async function between(workflow: string, from: string, to: string): Promise<(string | null)[]> {
  const found = server.workspace.model().workflows.get(workflow);
  const task = server.workspace.model().entities.get('task');
  if (found?.trigger.on !== 'date' || !task) throw new Error('there is no such workflow');
  const field = task.fields.get(found.trigger.field);
  if (!field) throw new Error('there is no such field');
  await startDue(
    ctx(),
    { workflow: found, trigger: found.trigger, entity: task, field },
    { from, to },
    new AbortController().signal,
  );
  const records = await recordsOf(workflow);
  await client.query('delete from kiln.run');
  return records;
}

describe('each record and moment', () => {
  test('once, however often is looked, and by however many', async () => {
    await away(minute * 30);
    const id = await make({ at: iso(Date.now() - minute) });
    await Promise.all([run(), run(), run()]);
    await run();
    expect(await runsOf(client, 'reached')).toMatchObject([
      { record: id, trigger: { on: 'date', entity: 'task', field: 'at', record: { id } } },
    ]);
  });

  test('again when it is moved to another one', async () => {
    await away(minute * 30);
    const id = await make({ at: iso(Date.now() - 2 * minute) });
    await run();
    await client.call(`/api/records/task/${id}`, { at: iso(Date.now() - minute) }, 'PATCH');
    await run();
    expect(await recordsOf('reached')).toEqual([id, id]);
  });

  test('not when it was moved away in time, deleted, or its condition does not hold any more', async () => {
    await away(minute * 30);
    const at = iso(Date.now() - minute);
    const [moved, gone, closed, kept] = [
      await make({ at }),
      await make({ at }),
      await make({ at }),
      await make({ at }),
    ];
    await client.call(`/api/records/task/${moved}`, { at: iso(Date.now() + 60 * minute) }, 'PATCH');
    await client.call(`/api/records/task/${gone}`, undefined, 'DELETE');
    await client.call(`/api/records/task/${closed}`, { open: false }, 'PATCH');
    await run();
    expect(await recordsOf('reached')).toEqual([kept]);
  });

  test('what was due while nothing ran, however long ago', async () => {
    await away(20 * 24 * 60 * minute);
    const late = await make({ at: iso(Date.now() - 19 * 24 * 60 * minute) });
    const future = await make({ at: iso(Date.now() + minute) });
    await run();
    expect(await recordsOf('reached')).toEqual([late]);
    expect(await recordsOf('reached')).not.toContain(future);
  });

  test('not what was due before the workflow was there, or while it was off', async () => {
    const document = await client.read('workflow', 'reached');
    await client.apply([{ kind: 'workflow', name: 'reached', document: { ...document, enabled: false } }]);
    await make({ at: iso(Date.now() - 5 * minute) });
    await client.apply([{ kind: 'workflow', name: 'reached', document }]);
    await run();
    expect(await recordsOf('reached')).toEqual([]);
  });
});

test('one whose dates cannot be looked for keeps no other waiting', async () => {
  const first = "'4714-11-24 00:00:00+00 BC'";
  await away(10 * minute);
  await client.query(`update kiln.workflow_clock set since = ${first}, upto = ${first} where workflow = 'before'`);
  const id = await make({ at: iso(Date.now() - minute) });
  await run();
  expect(await recordsOf('reached')).toEqual([id]);
  await client.query("update kiln.workflow_clock set since = now(), upto = now() where workflow = 'before'");
});

test('a clock that is put forward and back starts nothing twice, and goes on', async () => {
  await away(minute * 30);
  const id = await make({ at: iso(Date.now() - minute) });
  await run();
  // As the tables are when the clock was put back by a day.
  await client.query(
    `update kiln.workflow_clock set since = now() + interval '1 day', upto = now() + interval '1 day'`,
  );
  await run();
  expect(await recordsOf('reached')).toEqual([id]);
  await away(minute);
  const next = await make({ at: iso(Date.now() - 1_000) });
  await run();
  expect(await recordsOf('reached')).toEqual([id, next]);
});

test('thousands at one moment: in batches, all of them, once', async () => {
  await away(minute * 30);
  await client.query(
    `insert into data.task (id, created_at, updated_at, at, open) select kiln.new_id(), now(), now(), date_trunc('minute', now()) - interval '2 min', true from generate_series(1, 3500)`,
  );
  await Promise.all([run(), run()]);
  const runs = await runsOf(client, 'reached');
  expect(runs).toHaveLength(3_500);
  expect(new Set(runs.map(({ record }) => record)).size).toBe(3_500);
}, 30_000);

describe('the moment', () => {
  test('of a date: days before it, at a time of day, in a zone', async () => {
    const id = await make({ due: '2026-03-10' });
    expect(await between('before', '2026-03-07T00:30:00Z', '2026-03-07T00:59:59Z')).toEqual([]);
    expect(await between('before', '2026-03-07T00:59:59Z', '2026-03-07T01:00:00Z')).toEqual([id]);
    expect(await between('before', '2026-03-06T00:00:00Z', '2026-03-08T00:00:00Z')).toEqual([]);
  });

  test.each([
    ['at its beginning', trigger('due'), { due: '2026-03-10' }, '2026-03-10T00:00:00Z'],
    ['in the zone', trigger('due', { timeZone: 'America/New_York' }), { due: '2026-01-10' }, '2026-01-10T05:00:00Z'],
    ['hours before it', trigger('due', { offset: '-PT2H' }), { due: '2026-03-10' }, '2026-03-09T22:00:00Z'],
    ['after it', trigger('due', { offset: 'P1D', at: '18:30' }), { due: '2026-03-10' }, '2026-03-11T18:30:00Z'],
    [
      'of a time, a day before it by the calendar',
      trigger('at', { offset: '-P1D', timeZone: 'Europe/Berlin' }),
      { at: '2026-03-29T10:00:00Z' },
      '2026-03-28T11:00:00Z',
    ],
    [
      'that clocks leave out',
      trigger('due', { at: '02:30', timeZone: 'Europe/Berlin' }),
      { due: '2026-03-29' },
      '2026-03-29T01:30:00Z',
    ],
    [
      'that clocks show twice',
      trigger('due', { at: '02:30', timeZone: 'Europe/Berlin' }),
      { due: '2026-10-25' },
      '2026-10-25T01:30:00Z',
    ],
    [
      'of a time, hours after it',
      trigger('at', { offset: 'PT90M' }),
      { at: '2026-03-29T00:15:30Z' },
      '2026-03-29T01:45:30Z',
    ],
  ])('%s', async (_, given, values, moment) => {
    await client.apply([putWorkflow('tried', given)]);
    const id = await make(values);
    const at = Date.parse(moment);
    expect(await between('tried', iso(at - 24 * 60 * minute), iso(at - 1))).toEqual([]);
    expect(await between('tried', iso(at - 1), iso(at))).toEqual([id]);
  });
});

describe('a day of each year', () => {
  const yearly = (more: JsonObject = {}) => trigger('due', { every: 'year', at: '09:00', ...more });
  const put = (more: JsonObject = {}) => client.apply([putWorkflow('yearly', yearly(more))]);

  test('comes each year at its time, from the date itself on, and on no other day', async () => {
    await put({ timeZone: 'Asia/Shanghai' });
    const id = await make({ due: '2020-03-10' });
    await make({ due: '2020-03-11' });
    await make({ due: '2020-10-10' });
    await make({ due: null });
    for (const year of [2020, 2021, 2033]) {
      expect(await between('yearly', `${year}-03-09T12:00:00Z`, `${year}-03-10T00:59:59Z`)).toEqual([]);
      expect(await between('yearly', `${year}-03-10T00:59:59Z`, `${year}-03-10T01:00:00Z`)).toEqual([id]);
      expect(await between('yearly', `${year}-03-10T00:30:00Z`, `${year}-03-10T02:00:00Z`)).toEqual([]);
    }
    expect(await between('yearly', '2019-03-01T00:00:00Z', '2019-03-31T00:00:00Z')).toEqual([]);
  });

  test.each([
    ['29 February in a year with it', {}, '2000-02-29', '2028-02-29T09:00:00Z'],
    ['29 February in a year without it', {}, '2000-02-29', '2027-02-28T09:00:00Z'],
    ['28 February', {}, '2001-02-28', '2028-02-28T09:00:00Z'],
    ['days before it, in the year before', { offset: '-P5D' }, '1990-01-02', '2026-12-28T09:00:00Z'],
    ['days and hours after it, in the year after', { offset: 'P3DT2H' }, '1990-12-30', '2027-01-02T11:00:00Z'],
    ['the first of January, in a zone', { timeZone: 'Pacific/Auckland' }, '1990-01-01', '2026-12-31T20:00:00Z'],
  ])('%s', async (_, more, due, moment) => {
    await put(more);
    const id = await make({ due });
    const at = Date.parse(moment);
    expect(await between('yearly', iso(at - 20 * 60 * minute), iso(at - 1))).toEqual([]);
    expect(await between('yearly', iso(at - 1), iso(at))).toEqual([id]);
    expect(await between('yearly', iso(at), iso(at + 20 * 60 * minute))).toEqual([]);
  });

  test('comes late, but not for years that have gone by', async () => {
    await put();
    const id = await make({ due: '2000-06-01' });
    expect(await between('yearly', '2030-05-30T00:00:00Z', '2030-06-20T00:00:00Z')).toEqual([id]);
    expect(await between('yearly', '2031-01-01T00:00:00Z', '2036-12-31T00:00:00Z')).toEqual([id]);
  });

  test('is not one of a time', async () => {
    const changes = [putWorkflow('wrong', trigger('at', { every: 'year' }))];
    const { status, body } = await client.call('/api/changesets', { changes, message: '' });
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('/trigger/every')]);
  });
});

test.each(['due', 'at'] as const)(
  'what an index finds over "%s" holds all that is due, whatever clocks do',
  async (name) => {
    const field = server.workspace.model().entities.get('task')?.fields.get(name);
    if (!field) throw new Error('there is no such field');
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Antarctica/Troll',
      'Asia/Pyongyang',
      'Asia/Gaza',
    ];
    const offsets = [0, 90 * minute, -2 * 60 * minute, -3 * 24 * 60 * minute, 35 * 24 * 60 * minute + 5 * minute];
    const step = name === 'due' ? "interval '1 day'" : "interval '7 hours'";
    for (const timeZone of zones) {
      const missed = offsets.flatMap((offset) =>
        (name === 'due' ? [undefined, '00:00', '02:30', '23:59'] : [undefined]).map((at) => {
          const time = at === undefined ? {} : { at };
          const { due, between } = dueSql(
            { on: 'date', entity: 'task', field: name, offset, timeZone, ...time },
            field,
          );
          return `not (${between(`(${due} - interval '1 ms')`, due)})`;
        }),
      );
      const days = `generate_series('2014-01-01'::timestamptz, '2027-01-01', ${step}) as d(day)`;
      const rows = `(select day${name === 'due' ? '::date' : ''} as "${name}" from ${days}) as t`;
      expect(await client.query(`select count(*) from ${rows} where ${missed.join(' or ')}`)).toEqual([['0']]);
    }
  },
);

test('an index finds what is due', async () => {
  const tables = await client.query(`select indexdef from pg_indexes where schemaname = 'data' and tablename = 'task'`);
  const definitions = tables.map(([text]) => text ?? '');
  expect(definitions.some((text) => text.includes('(due, id)'))).toBe(true);
  expect(definitions.some((text) => text.includes('("at", id)') || text.includes('(at, id)'))).toBe(true);
  await client.expectFit();
});
