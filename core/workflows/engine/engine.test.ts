import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../lib/json.ts';
import { type DefinitionsClient, definitionsClient } from '../../testing/definitionsClient.ts';
import { type TestRuns, testRuns } from '../../testing/runs.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { putWorkflow } from '../../testing/workflows.ts';
import { eventKey } from '../eventKey.ts';
import { wakeWaits } from './wakeWaits.ts';

vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let client: DefinitionsClient;
let runs: TestRuns;
let outside: Server;
let port: number;
/** Idempotency keys of the calls that came in. */
let calls: string[] = [];
let answer: (path: string, res: ServerResponse) => void = (_path, res) => void res.end('{}');

const text = { type: 'string', title: 'Text' };
const entities = [
  {
    $id: 'deal',
    title: 'Deal',
    type: 'object',
    properties: { name: text, stage: text, amount: { type: 'number', title: 'Amount' } },
  },
  { $id: 'note', title: 'Note', type: 'object', required: ['name'], properties: { name: { ...text, maxLength: 20 } } },
];
const note = (id: string, name: string, more: JsonObject = {}) => ({
  ...{ id, do: 'records.create', with: { entity: 'note', values: { name } } },
  ...more,
});
const http = (id: string, path: string, more: JsonObject = {}) => ({
  ...{ id, do: 'http', with: { method: 'POST', url: `http://api.example.com:${port}/${path}` } },
  ...more,
});
const retry = { times: 3, backoff: 'fixed', delay: 'PT0.05S' };
/** Found out when it is filled. */
const tooLong = "${'x' + '12345678901234567890'}";

beforeAll(async () => {
  outside = createServer((req, res) => {
    calls.push(String(req.headers['idempotency-key']));
    answer(req.url?.slice(1) ?? '', res);
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  const bound = outside.address();
  port = bound && typeof bound === 'object' ? bound.port : 0;
  server = await startTestServer({
    entities,
    logLevel: 'error',
    onLog: (line) => process.stderr.write(line),
    pluginPrivateHosts: [`api.example.com:${port}`],
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  });
  client = definitionsClient(server);
  runs = testRuns(server, client);
}, 120_000);
afterAll(async () => {
  await server.close();
  outside.closeAllConnections();
  outside.close();
});
beforeEach(async () => {
  calls = [];
  answer = (_path, res) => void res.end('{"ok":true}');
  await client.query('delete from data.note');
});

/** In the order in which they were made. */
async function notes(): Promise<string[]> {
  const rows = await client.query(`select n.name from data.note as n
    join audit.entry as e on e.record = n.id and e.action = 'created' order by e.seq`);
  return rows.map(([name]) => name ?? '');
}

describe('a run', () => {
  test('goes on from a write, in the order of its steps, each with what came before', async () => {
    const steps = [
      note('first', '${record.name} 1'),
      { id: 'change', do: 'records.update', with: { entity: 'deal', id: '${record.id}', values: { stage: 'seen' } } },
      note('last', '${steps.first.output.name} 2'),
    ];
    await client.apply([putWorkflow('thank', { on: 'record.created', entity: 'deal' }, { steps })]);
    const { body } = await client.call('/api/records/deal', { name: 'Ada' });
    await expect.poll(notes, { timeout: 30_000 }).toEqual(['Ada 1', 'Ada 1 2']);
    const list = await client.call('/api/runs?workflow=thank');
    const about = { entity: 'deal', id: body.id };
    expect(list.body.data).toMatchObject([{ workflow: 'thank', state: 'done', record: about }]);
    expect((await client.call(`/api/records/deal/${String(body.id)}`)).body).toMatchObject({ stage: 'seen' });
    const [createdBy] = await client.query(
      "select actor_kind, actor_name from audit.entry where entity = 'note' limit 1",
    );
    expect(createdBy).toEqual(['workflow', 'thank']);
    await client.apply([{ kind: 'workflow', name: 'thank', document: null }]);
  });

  test('takes branches, loops and variables', async () => {
    await runs.put(
      'flow',
      [
        { id: 'big', if: 'input.n > 10', then: [note('yes', 'big')], else: [note('no', 'small')] },
        {
          id: 'which',
          switch: 'input.kind',
          cases: [{ is: 'a', steps: [note('a', 'case a')] }],
          default: [note('other', 'default')],
        },
        { id: 'keep', do: 'set', with: { total: 0 } },
        {
          id: 'each',
          forEach: "['x', 'y']",
          as: 'name',
          steps: [note('call', '${name}'), { id: 'count', do: 'set', with: { total: '${vars.total + 1}' } }],
        },
        {
          id: 'both',
          parallel: [
            { id: 'l', steps: [note('left', 'left')] },
            { id: 'r', steps: [note('right', 'right')] },
          ],
        },
        note('sum', '${vars.total} notes', { when: 'vars.total == 2' }),
        note('never', 'never', { when: 'vars.total > 2' }),
      ],
      {
        variables: { total: { type: 'integer', default: 0 } },
        input: { type: 'object', properties: { n: { type: 'integer', title: 'N' }, kind: text } },
      },
    );
    const run = await runs.ended(await runs.start('flow', { n: 11, kind: 'b' }));
    expect(await notes()).toEqual(['big', 'default', 'x', 'y', 'left', 'right', '2 notes']);
    expect(run.told.slice(0, 6)).toEqual([
      'big done',
      'yes done',
      'which done',
      'other done',
      'keep done',
      'each done',
    ]);
    expect(run.steps.get('call[1]')?.state).toBe('done');
    expect(run.steps.get('never')?.state).toBe('skipped');
  });

  test('that fails leaves what was done and says why; one step that failed leaves nothing of itself', async () => {
    await runs.put('fails', [note('one', 'one'), note('two', tooLong), note('three', 'three')]);
    const run = await runs.ended(await runs.start('fails'), 'failed');
    expect(run.error).toMatchObject({ code: 'KILN_INVALID', step: 'two' });
    expect(run.told).toEqual(['one done', 'two failed']);
    expect(await notes()).toEqual(['one']);
  });

  test('goes on after steps that may fail, catches failures, and undoes in reverse', async () => {
    const compensate = (id: string, name: string) => ({ compensate: [note(id, name)] });
    await runs.put('careful', [
      note('a', tooLong, { onError: 'continue' }),
      {
        id: 'guard',
        try: [note('inner', 'in'), note('bad', tooLong), note('unseen', 'unseen')],
        catch: [note('caught', '${error.step}')],
      },
      note('b', 'b', compensate('undoB', 'undo b ${error.code}'.slice(0, 20))),
      note('c', 'c', compensate('undoC', 'undo c')),
      note('d', tooLong),
    ]);
    const run = await runs.ended(await runs.start('careful'), 'failed');
    expect(await notes()).toEqual(['in', 'bad', 'b', 'c', 'undo c', expect.stringContaining('undo b')]);
    expect(run.steps.get('b')?.compensated).toBe(true);
    expect(run.error.step).toBe('d');
  });
});

describe('branches', () => {
  test('that set one variable take nothing from each other', async () => {
    const add = (id: string, n: string) => ({ id, do: 'set', with: { total: `\${vars.total + ${n}}` } });
    await runs.put(
      'addUp',
      [
        {
          id: 'both',
          parallel: [
            { id: 'l', steps: [add('left', '1')] },
            { id: 'r', steps: [add('right', '10')] },
          ],
        },
        { id: 'each', forEach: '[100, 200, 300]', as: 'n', parallel: 3, steps: [add('more', 'n')] },
        { id: 'end', do: 'stop', with: { output: '${vars.total}' } },
      ],
      { variables: { total: { type: 'integer', default: 0 } } },
    );
    const run = await runs.ended(await runs.start('addUp'));
    expect(run.steps.get('end')?.output).toBe(611);
  });
});

describe('a step outside', () => {
  test('is called once, with a key of its own, while other branches go on', async () => {
    await runs.put('calls', [
      { id: 'each', forEach: '[1, 2, 3]', as: 'n', parallel: 3, steps: [http('ask', '${n}'), note('made', 'n ${n}')] },
      note('last', 'last'),
    ]);
    const id = await runs.start('calls');
    await runs.ended(id);
    expect(calls.sort()).toEqual([0, 1, 2].map((n) => `${id}/ask[${n}]`));
    expect((await notes()).sort()).toEqual(['last', 'n 1', 'n 2', 'n 3']);
  });

  test('is tried again with the same key, after a while, and as often as it says', async () => {
    let failures = 2;
    answer = (_path, res) => {
      failures -= 1;
      res.statusCode = failures >= 0 ? 503 : 200;
      res.end('{}');
    };
    await runs.put('again', [note('before', 'before'), http('ask', 'x', { retry }), note('after', 'after')]);
    const id = await runs.start('again');
    const run = await runs.ended(id);
    expect(calls).toEqual([`${id}/ask`, `${id}/ask`, `${id}/ask`]);
    expect(run.steps.get('ask')?.attempts).toBe(3);
    failures = 10;
    calls = [];
    const failed = await runs.ended(await runs.start('again'), 'failed');
    expect(calls).toHaveLength(4);
    expect(failed.error).toMatchObject({ code: 'KILN_HTTP_FAILED', step: 'ask' });
  });

  test('that hangs fails after its time, and one that says too much fails clearly', async () => {
    answer = (path, res) => void (path === 'large' && res.end(JSON.stringify({ text: 'x'.repeat(10_000_000) })));
    await runs.put('hangs', [http('ask', 'hang', { timeout: 'PT0.2S' })]);
    expect((await runs.ended(await runs.start('hangs'), 'failed')).error).toMatchObject({ code: 'KILN_STEP_TIMEOUT' });
    await runs.put('large', [http('ask', 'large')]);
    const { error } = await runs.ended(await runs.start('large'), 'failed');
    expect(error.code).toMatch(/TOO_LARGE|HTTP_FAILED/);
  });

  test('keeps what is large apart, and gives it to what comes after', async () => {
    const long = `${'x'.repeat(30_000)}\0`;
    answer = (_path, res) => res.setHeader('content-type', 'application/json').end(JSON.stringify({ text: long }));
    await runs.put('wide', [
      http('ask', 'wide'),
      { id: 'wait', do: 'wait', with: { for: 'PT0.1S' } },
      note('size', '${size(string(steps.ask.output.body.text))} long'),
    ]);
    const id = await runs.start('wide');
    await runs.ended(id);
    expect(await notes()).toEqual(['30001 long']);
    const { body } = await client.call(`/api/runs/${id}/steps/ask`);
    expect(JSON.stringify(body.output)).toHaveLength(JSON.stringify(body.output).length);
    expect(await client.query(`select part from kiln.run_payload where run = '${id}'`)).toEqual([['output']]);
  });
});

describe('a wait', () => {
  test('for a time, and for an event, keeps nothing but rows', async () => {
    await runs.put('sleepy', [
      note('before', 'before'),
      { id: 'nap', do: 'wait', with: { for: 'PT0.3S' } },
      {
        id: 'both',
        parallel: [
          {
            id: 'l',
            steps: [
              { id: 'paid', do: 'wait', with: { event: 'paid', correlation: '7', timeout: 'PT1H' } },
              note('got', '${string(steps.paid.output.payload.by)}'),
            ],
          },
          { id: 'r', steps: [note('right', 'right')] },
        ],
      },
      note('after', 'after'),
    ]);
    const id = await runs.start('sleepy');
    await expect.poll(notes, { timeout: 30_000 }).toEqual(['before', 'right']);
    await runs.until(id, 'waiting');
    // Jobs that are done are told together, shortly after.
    await expect
      .poll(() => client.query(`select count(*) from kiln_queue.jobs where task_identifier = 'workflow.run'`))
      .toEqual([['0']]);
    expect(await wakeWaits(server.workspace.db, eventKey('paid', '8'))).toBe(0);
    expect(await wakeWaits(server.workspace.db, eventKey('paid', '7'), { by: 'Ada' })).toBe(1);
    await runs.ended(id);
    expect(await notes()).toEqual(['before', 'right', 'Ada', 'after']);
  });

  test('for another workflow gets what that gives, or its failure', async () => {
    await runs.put(
      'child',
      [note('made', '${input.name}'), { id: 'end', do: 'stop', with: { output: { got: '${input.name}' } } }],
      {
        input: { type: 'object', properties: { name: text } },
      },
    );
    const call = (id: string, name: string) => ({ id, do: 'workflow', with: { workflow: 'child', input: { name } } });
    await runs.put('parent', [call('first', 'c'), note('then', '${string(steps.first.output.got)} then')]);
    await runs.ended(await runs.start('parent'));
    expect(await notes()).toEqual(['c', 'c then']);
    await runs.put('parent', [call('first', tooLong)]);
    expect((await runs.ended(await runs.start('parent'), 'failed')).error).toMatchObject({
      code: 'KILN_INVALID',
      step: 'first',
    });
  });
});

describe('somebody', () => {
  test('cancels a run with the runs that it waits for', async () => {
    await runs.put('child', [{ id: 'long', do: 'wait', with: { for: 'P1D' } }]);
    await runs.put('parent', [{ id: 'first', do: 'workflow', with: { workflow: 'child' } }, note('never', 'never')]);
    const id = await runs.start('parent');
    await expect
      .poll(() => client.query(`select state from kiln.run where parent = '${id}'`), { timeout: 30_000 })
      .toEqual([['waiting']]);
    const { body } = await client.call(`/api/runs/${id}/cancel`, {});
    expect(body.state).toBe('cancelled');
    expect(await client.query(`select state from kiln.run where parent = '${id}'`)).toEqual([['cancelled']]);
    expect((await client.call(`/api/runs/${id}/cancel`, {})).status).toBe(409);
    await runs.ended(id, 'cancelled');
  });

  test('cancels a run that is outside, which ends there', async () => {
    answer = () => undefined;
    await runs.put('hangs', [http('ask', 'hang'), note('never', 'never')]);
    const id = await runs.start('hangs');
    await expect.poll(() => calls.length, { timeout: 30_000 }).toBe(1);
    await client.call(`/api/runs/${id}/cancel`, {});
    await runs.ended(id, 'cancelled');
    await expect
      .poll(() => client.query(`select count(*) from kiln_queue.jobs where task_identifier = 'workflow.run'`))
      .toEqual([['0']]);
    expect(await notes()).toEqual([]);
  });

  test('tries a run again from where it failed, on its version or the newest, one or all', async () => {
    await runs.put('once', [note('one', 'one'), note('two', tooLong), note('three', 'three')]);
    const [id, other] = [await runs.start('once'), await runs.start('once')];
    await runs.ended(id, 'failed');
    await runs.ended(other, 'failed');
    await client.call(`/api/runs/${id}/retry`, {});
    expect((await runs.ended(id, 'failed')).attempt).toBe(2);
    await runs.put('once', [note('one', 'uno'), note('two', 'two'), note('three', 'three')]);
    await client.call(`/api/runs/${id}/retry`, { version: 'newest' });
    await runs.ended(id);
    expect(await notes()).toEqual(['one', 'one', 'two', 'three']);
    expect((await client.call('/api/runs/retry', { workflow: 'once', version: 'newest' })).body).toEqual({
      retried: 1,
    });
    await runs.ended(other);
    for (const unclear of [{}, { version: 'newest' }, { ids: [other], workflow: 'once' }]) {
      expect((await client.call('/api/runs/retry', unclear)).body).toMatchObject({ code: 'KILN_INVALID' });
    }
    await client.call(`/api/runs/${other}/retry`, {}).then(({ status }) => expect(status).toBe(409));
  });
});

describe('a workflow', () => {
  test('that limits its runs lets them in one after the other, and those of one record in order', async () => {
    await runs.put('narrow', [note('inner', 'in'), http('ask', 'x'), note('out', 'out')], {
      concurrency: { limit: 1 },
    });
    const ids = await Promise.all([1, 2, 3, 4].map(() => runs.start('narrow')));
    for (const id of ids) await runs.ended(id);
    expect(await notes()).toEqual(['in', 'out', 'in', 'out', 'in', 'out', 'in', 'out']);
    const steps = [{ id: 'wait', do: 'wait', with: { for: 'PT0.1S' } }, note('at', '${record.name}')];
    const trigger = { on: 'record.updated', entity: 'deal' };
    await client.apply([putWorkflow('ordered', trigger, { steps, concurrency: { perRecord: true } })]);
    const { body } = await client.call('/api/records/deal', { name: '0' });
    await client.query('delete from data.note');
    for (const name of ['1', '2', '3']) await client.call(`/api/records/deal/${String(body.id)}`, { name }, 'PATCH');
    await expect.poll(notes, { timeout: 30_000 }).toEqual(['1', '2', '3']);
    await client.apply([{ kind: 'workflow', name: 'ordered', document: null }]);
  });

  test('that has a rate starts no more than that in a time', async () => {
    await runs.put('slow', [note('inner', 'in')], { rate: { runs: 2, per: 'PT1S' } });
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => runs.start('slow')));
    for (const id of ids) await runs.ended(id);
    const rows = await client.query(
      `select extract(epoch from admitted_at) * 1000 from kiln.run where workflow = 'slow' order by admitted_at`,
    );
    const at = rows.map(([ms]) => Number(ms));
    for (let n = 2; n < at.length; n += 1) expect((at[n] ?? 0) - (at[n - 2] ?? 0)).toBeGreaterThanOrEqual(999);
  });

  test('that is renamed in what it names carries its open runs along', async () => {
    await runs.put('old', [{ id: 'nap', do: 'wait', with: { event: 'go' } }, note('made', 'made')]);
    const id = await runs.start('old');
    await runs.until(id, 'waiting');
    const properties = { label: { ...text, maxLength: 20, 'x-id': 'name' } };
    const document = {
      $schema: 'kiln:entity',
      $id: 'note',
      title: 'Note',
      type: 'object',
      required: ['label'],
      properties,
    };
    await client.apply([{ kind: 'entity', name: 'note', document }]);
    await wakeWaits(server.workspace.db, eventKey('go', ''));
    await runs.ended(id);
    expect(await client.query('select label from data.note')).toEqual([['made']]);
  });
});

describe('a test', () => {
  test('says what each step would do, and leaves nothing', async () => {
    const { body: deal } = await client.call('/api/records/deal', { name: 'Ada' });
    const steps = [
      { id: 'change', do: 'records.update', with: { entity: 'deal', id: '${record.id}', values: { stage: 'won' } } },
      {
        id: 'guard',
        try: [
          {
            id: 'bad',
            do: 'records.update',
            with: { entity: 'deal', id: "${'0' + record.id}", values: { amount: 1 } },
          },
        ],
        catch: [
          { id: 'kept', do: 'records.update', with: { entity: 'deal', id: '${record.id}', values: { amount: 7 } } },
        ],
      },
      http('ask', 'x'),
      { id: 'nap', do: 'wait', with: { for: 'P3D' } },
      { id: 'get', do: 'records.get', with: { entity: 'deal', id: '${record.id}' } },
    ];
    const trigger = { on: 'record.updated', entity: 'deal' };
    const document = { $schema: 'kiln:workflow', $id: 'draft', title: 'Draft', trigger, steps };
    const record = { entity: 'deal', id: deal.id };
    const before = await client.query('select count(*) from kiln.run');
    const { status, body } = await client.call('/api/workflows/test', { document, record });
    expect([status, body.state]).toEqual([200, 'done']);
    const tested = new Map(Array.isArray(body.steps) ? body.steps.map((step) => [Object(step).key, Object(step)]) : []);
    expect([...tested].map(([key, { state }]) => `${key} ${state}`)).toEqual([
      ...['change done', 'guard done', 'bad failed', 'kept done', 'ask done', 'nap done', 'get done'],
    ]);
    expect(tested.get('get').output).toMatchObject({ stage: 'won', amount: 7 });
    expect(calls).toEqual([]);
    expect((await client.call(`/api/records/deal/${String(deal.id)}`)).body).toMatchObject({ stage: null });
    expect(await client.query('select count(*) from kiln.run')).toEqual(before);
    const wrong = await client.call('/api/workflows/test', {
      document: { ...document, steps: [{ id: 'x', do: 'nothing' }] },
    });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'KILN_BAD_DEFINITION']);
  });
});

test('what Postgres cannot hold is recorded without it', async () => {
  const odd = 'a\0b\ud800c\\u0000';
  answer = (_path, res) => res.setHeader('content-type', 'application/json').end(JSON.stringify({ list: [odd] }));
  const keep = { id: 'keep', do: 'set', with: { list: '${steps.ask.output.body.list}' } };
  const variables = { list: { type: 'array', default: [] } };
  const end = { id: 'end', do: 'stop', with: { output: '${steps.ask.output.body.list}' } };
  const each = (forEach: string) => ({
    id: 'each',
    forEach,
    as: 'item',
    steps: [{ id: 'wait', do: 'wait', with: { for: 'PT0.05S' } }],
  });
  await runs.put('odd', [http('ask', 'x'), keep, each('vars.list'), end], { variables });
  const run = await runs.ended(await runs.start('odd'));
  expect(JSON.stringify(run.steps.get('each')?.output)).toContain('a\ufffdb\ufffdc\\\\u0000');
});
