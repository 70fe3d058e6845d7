import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../lib/json.ts';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { type DefinitionsClient, definitionsClient, putEntity } from '../../testing/definitionsClient.ts';
import { installPlugin } from '../../testing/installPlugin.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { putWorkflow, runsOf } from '../../testing/workflows.ts';
import { todaysTrigger } from './todaysTrigger.ts';

let server: TestServer;
let client: DefinitionsClient;

const entities = [
  {
    $id: 'deal',
    title: 'Deal',
    type: 'object',
    properties: {
      name: { type: 'string', title: 'Name' },
      kind: { type: 'string', title: 'Kind' },
      count: { type: 'integer', title: 'Count' },
      stage: {
        type: 'string',
        title: 'Stage',
        enum: ['open', 'won', 'lost'],
        default: 'open',
      },
    },
  },
];

const moves = [
  { from: ['open'], to: 'won', run: 'celebrate' },
  { to: 'won', run: 'celebrate' },
  { from: ['open'], to: 'lost' },
  { from: ['won', 'lost'], to: 'open' },
];

const update = (values: JsonObject) => [
  { id: 'change', do: 'records.update', with: { entity: 'deal', id: '${record.id}', values } },
];
const updated = (watch: string[], when: string) => ({ on: 'record.updated', entity: 'deal', watch, when });

beforeAll(async () => {
  server = await startTestServer({ entities });
  client = definitionsClient(server);
  await installPlugin(server, {
    manifest: { id: 'bouncer', capabilities: { own: { deal: ['read', 'update'] } } },
    code: `
import { definePlugin } from 'kiln:sdk';
export default definePlugin({
  hooks: {
    deal: {
      async updated(ctx, record) {
        if (record.kind === 'ping') await ctx.own.records('deal').update(record.id, { kind: 'pong' });
        if (record.kind === 'tell') await ctx.emit('told', { deal: record.id });
        if (record.kind === 'undo') { await ctx.emit('told', { deal: record.id }); throw new Error('no'); }
      },
    },
  },
});`,
  });
  const form = { $schema: 'kiln:form', title: 'Quick', entity: 'deal', tabs: [{ sections: [{ fields: ['name'] }] }] };
  const document = JSON.parse(JSON.stringify(await client.read('entity', 'deal')));
  document.properties.stage['x-transitions'] = { moves };
  await client.apply([
    putEntity(document),
    { kind: 'form', name: 'quick', document: { ...form, $id: 'quick' } },
    putWorkflow('celebrate', { on: 'manual', entity: 'deal' }),
    putWorkflow('formed', { on: 'form', form: 'quick', entity: 'deal' }),
    putWorkflow('told', { on: 'plugin', plugin: 'bouncer', event: 'told' }),
    putWorkflow('flip', updated(['kind'], "record.kind == 'a'"), { steps: update({ kind: 'b' }) }),
    putWorkflow('flop', updated(['kind'], "record.kind == 'b'"), { steps: update({ kind: 'a' }) }),
    putWorkflow('pinger', updated(['kind'], "record.kind == 'pong'"), { steps: update({ kind: 'ping' }) }),
    putWorkflow('counter', updated(['count'], 'record.count > 0'), { steps: update({ count: '${record.count + 1}' }) }),
    putWorkflow('settles', updated(['name'], 'true'), { steps: update({ name: 'settled' }) }),
    putWorkflow(
      'breeds',
      { on: 'record.created', entity: 'deal', when: "record.kind == 'breed'" },
      {
        steps: [{ id: 'make', do: 'records.create', with: { entity: 'deal', values: { kind: 'breed' } } }],
      },
    ),
  ]);
}, 60_000);
afterAll(() => server.close());
beforeEach(() => client.query('delete from kiln.run'));

async function write(path: string, values: JsonObject, method = 'POST', headers = {}): Promise<JsonObject> {
  const { status, body } = await client.call(`/api/records/${path}`, values, method);
  expect(status, JSON.stringify({ body, headers })).toBeLessThan(300);
  return body;
}

async function deal(values: JsonObject = {}): Promise<string> {
  return String((await write('deal', values)).id);
}

/** All runs that there are, when none goes on any more. */
async function settled(): Promise<{ workflow: string; state: string; error: string | null }[]> {
  let rows: (string | null)[][] = [];
  await expect
    .poll(
      async () => {
        rows = await client.query('select workflow, state, error::text from kiln.run order by seq');
        return rows.length > 0 && rows.every(([, state]) => state === 'done' || state === 'failed');
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  return rows.map(([workflow, state, error]) => ({
    workflow: workflow ?? '',
    state: state ?? '',
    error: error ?? null,
  }));
}

describe('circles are cut, and said to be one', () => {
  test('two workflows that undo each other', async () => {
    const id = await deal({ kind: 'b' });
    await write(`deal/${id}`, { kind: 'a' }, 'PATCH');
    const runs = await settled();
    expect(runs.map(({ workflow, state }) => `${workflow} ${state}`)).toEqual([
      'flip done',
      'flop done',
      'flip failed',
    ]);
    expect(runs.at(-1)?.error).toContain('KILN_WORKFLOW_LOOP');
    expect(runs.at(-1)?.error).toContain('flip → flop → flip');
  });

  test('one that sets itself off, with another value each time', async () => {
    const id = await deal();
    await write(`deal/${id}`, { count: 1 }, 'PATCH');
    const runs = await settled();
    expect(runs).toHaveLength(17);
    expect(runs.slice(0, -1).every(({ state }) => state === 'done')).toBe(true);
    expect(runs.at(-1)?.error).toContain('KILN_WORKFLOW_LOOP');
  });

  test('one that makes records which set it off', async () => {
    await deal({ kind: 'breed' });
    const runs = await settled();
    expect(runs).toHaveLength(17);
    expect(runs.at(-1)?.error).toContain('KILN_WORKFLOW_LOOP');
  });

  test('over a plugin', async () => {
    const id = await deal();
    await write(`deal/${id}`, { kind: 'ping' }, 'PATCH');
    const runs = await settled();
    expect(runs.length).toBeLessThan(5);
    expect(runs.at(-1)?.error).toContain('KILN_WORKFLOW_LOOP');
    expect(runs.at(-1)?.error).toContain('bouncer hook deal.updated');
  });

  test('what changes its own record ends when nothing changes any more', async () => {
    const id = await deal({ name: 'a' });
    await write(`deal/${id}`, { name: 'b' }, 'PATCH');
    const runs = await settled();
    expect(runs.map(({ state }) => state)).toEqual(['done', 'done']);
  });
});

describe('a plugin tells', () => {
  test('what happened, with its write', async () => {
    const id = await deal();
    await write(`deal/${id}`, { kind: 'tell' }, 'PATCH');
    expect(await runsOf(client, 'told')).toMatchObject([
      { trigger: { on: 'plugin', plugin: 'bouncer', event: 'told', data: { deal: id } } },
    ]);
  });

  test('not what was undone', async () => {
    const id = await deal();
    expect((await client.call(`/api/records/deal/${id}`, { kind: 'undo' }, 'PATCH')).status).toBeGreaterThanOrEqual(
      400,
    );
    expect(await runsOf(client, 'told')).toEqual([]);
  });
});

test('a move from one value to another starts what it names', async () => {
  const id = await deal();
  await write(`deal/${id}`, { stage: 'lost' }, 'PATCH');
  await write(`deal/${id}`, { stage: 'open' }, 'PATCH');
  await write(`deal/${id}`, { stage: 'won' }, 'PATCH');
  expect(await runsOf(client, 'celebrate')).toMatchObject([
    { record: id, trigger: { on: 'transition', field: 'stage', from: 'open', to: 'won', record: { stage: 'won' } } },
  ]);
});

test('a record that was made with a form', async () => {
  const make = (form: string) =>
    fetchAsAdmin(`${server.url}/api/records/deal`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-kiln-form': form },
      body: '{"name":"x"}',
    });
  expect((await make('quick')).status).toBe(201);
  expect((await make('other')).status).toBe(201);
  await deal();
  expect(await runsOf(client, 'formed')).toMatchObject([
    { trigger: { on: 'form', form: 'quick', record: { name: 'x' } } },
  ]);
});

test('a run that waits while a field gets another name sees it under that one', async () => {
  await deal({ name: 'a', kind: 'breed' });
  const [run] = await runsOf(client, 'breeds');
  const document = await client.read('entity', 'deal');
  const { name, ...properties } = isObject(document.properties) ? document.properties : {};
  const renamed = { ...properties, label: { ...(isObject(name) ? name : {}), 'x-id': 'name' } };
  await client.apply([{ kind: 'entity', name: 'deal', document: { ...document, properties: renamed } }]);
  const trigger = todaysTrigger(server.workspace.model(), { on: 'record.created', ...run?.trigger });
  expect(trigger).toMatchObject({ entity: 'deal', record: { label: 'a', kind: 'breed' } });
});
