import { fileURLToPath } from 'node:url';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { type CalledStep, callStep, outputOf } from '../../testing/callStep.ts';
import { definitionsClient } from '../../testing/definitionsClient.ts';
import { installPlugin } from '../../testing/installPlugin.ts';
import { signedIn } from '../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import type { StepResult } from '../engine/StepRunner.ts';
import { createComment } from './createComment.ts';
import { createNotify } from './createNotify.ts';
import { createPluginStep } from './createPluginStep.ts';
import { createSet } from './createSet.ts';
import { createStop } from './createStop.ts';

let server: TestServer;
let account: string;

beforeAll(async () => {
  server = await startTestServer({ definitions: [fileURLToPath(new URL('../../../schemas/crm', import.meta.url))] });
  const made = await fetchAsAdmin(`${server.url}/api/records/account`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Acme' }),
  });
  account = JSON.parse(await made.text()).id;
  await installPlugin(server, {
    manifest: { capabilities: { records: { account: ['read'] } } },
    code: `
import { definePlugin, refuse } from 'kiln:sdk';
const keys: string[] = [];
export default definePlugin({
  steps: {
    score: {
      input: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
      output: { type: 'object', properties: { score: { type: 'integer' } }, examples: [{ score: 1 }] },
      async handler(ctx, { id }) {
        keys.push(ctx.idempotencyKey ?? '');
        const account = await ctx.records('account').get(id);
        if (!account) refuse('There is no such account.');
        return { score: account.name.length, key: ctx.idempotencyKey, who: ctx.actor.kind, calls: keys.length };
      },
    },
    breaks: async () => { throw new Error('the password is hunter2'); },
  },
  functions: { secret: { roles: ['salesManager'], handler: () => 'for managers' }, open: (ctx, input) => input },
});`,
  });
}, 90_000);
afterAll(() => server.close());

function plugin(input: JsonObject, called: CalledStep = {}): Promise<StepResult> {
  const runner = createPluginStep({ plugins: server.workspace.pluginCalls });
  return callStep(server, runner, { plugin: 'test-plugin', ...input }, called);
}

test('a step of a plugin: checked, in the name of whom the run acts for, with the key of the step', async () => {
  const run = uuidv7();
  const done = outputOf(await plugin({ step: 'score', input: { id: account } }, { run, key: 'score[1]' }));
  expect(done).toEqual({ score: 4, key: `${run}/score[1]`, who: 'workflow', calls: 1 });
  expect(await plugin({ step: 'score', input: {} })).toMatchObject({
    failed: { code: 'KILN_INVALID', data: [{ pointer: '/id' }] },
    retry: false,
  });
  expect(await plugin({ step: 'score', input: { id: uuidv7() } })).toMatchObject({ failed: { code: 'KILN_INVALID' } });
  const { actor } = await signedIn(server, 'Nobody', []);
  expect(await plugin({ step: 'score', input: { id: account } }, { actor })).toHaveProperty('failed');
  expect(await plugin({ step: 'score', input: { id: account } }, { effects: false })).toEqual({ output: { score: 1 } });
});

test('functions obey their roles; what a plugin threw stays in its log', async () => {
  expect(await plugin({ function: 'open', input: [1] })).toEqual({ output: [1] });
  const { actor } = await signedIn(server, 'Sales Person', ['salesperson']);
  await expect(plugin({ function: 'secret' }, { actor })).rejects.toMatchObject({ code: 'KILN_FORBIDDEN' });
  const broken = await plugin({ step: 'breaks' });
  expect(broken).toMatchObject({ failed: { code: 'KILN_PLUGIN_FAILED' } });
  expect(broken).not.toHaveProperty('retry');
  expect(JSON.stringify(broken)).not.toContain('hunter2');
});

test('what is not there, or switched off, is told', async () => {
  for (const input of [
    { step: 'none' },
    { function: 'score' },
    { plugin: 'none', step: 'score' },
    { step: 'constructor' },
  ]) {
    await expect(plugin(input)).rejects.toMatchObject({ code: 'KILN_STEP_FAILED', extra: { permanent: true } });
  }
  const off = await fetchAsAdmin(`${server.url}/api/plugins/test-plugin/disable`, { method: 'POST' });
  expect(off.status).toBe(200);
  await expect(plugin({ step: 'score', input: { id: account } })).rejects.toMatchObject({
    code: 'KILN_PLUGIN_UNAVAILABLE',
  });
});

test('people are told once for a run and a step, with the record that the run is about', async () => {
  const [ada, ben] = [await signedIn(server, 'Ada', ['salesManager']), await signedIn(server, 'Ben', [])];
  const runner = createNotify();
  const called = { run: uuidv7(), record: { entity: 'account', id: account } };
  const input = { to: [{ role: 'salesManager' }, ben.id, null], title: 'Look at <b>Acme</b>', text: 'Now.' };
  const { users } = outputOf(await callStep(server, runner, input, called));
  expect(users).toEqual(expect.arrayContaining([ada.id, ben.id]));
  await callStep(server, runner, input, called);
  const told = JSON.parse(await (await ben.fetch('/api/notifications')).text());
  expect(told).toMatchObject({
    unread: 1,
    data: [{ title: 'Look at <b>Acme</b>', text: 'Now.', kind: 'notify', target: { entity: 'account', id: account } }],
  });
  expect(await callStep(server, runner, { to: null, title: 'Nobody' })).toEqual({ output: { users: [] } });
  await callStep(server, runner, { to: ben.id, title: 'Test' }, { effects: false });
  expect(JSON.parse(await (await ben.fetch('/api/notifications')).text()).unread).toBe(1);
});

/** Of a part of a document. */
function members(part: Json | undefined): JsonObject {
  if (!isObject(part)) throw new Error('it is no object');
  return part;
}

test('a comment is a note about the record, once, whatever notes are called today', async () => {
  const runner = createComment();
  const called = { run: uuidv7(), key: 'say' };
  const comment = (input: JsonObject, more: CalledStep = {}) =>
    callStep(server, runner, { entity: 'account', id: account, ...input }, { ...called, ...more });
  const { id } = outputOf(await comment({ text: `First line\nand more` }));
  expect(outputOf(await comment({ text: 'First line' }, { attempt: 2 }))).toEqual({ id });
  const read = async (path: string) =>
    JSON.parse(await (await fetchAsAdmin(`${server.url}/api/records/${path}`)).text());
  expect(await read(`note/${id}`)).toMatchObject({
    title: 'First line',
    body: 'First line\nand more',
    about: { entity: 'account', id: account },
  });
  const definitions = definitionsClient(server);
  const note = await definitions.read('entity', 'note');
  const { body, ...properties } = members(note.properties);
  await definitions.apply([
    { kind: 'entity', name: 'note', document: null },
    {
      kind: 'entity',
      name: 'remark',
      document: {
        ...note,
        $id: 'remark',
        'x-id': 'note',
        'x-search': ['title', 'words'],
        properties: { ...properties, words: { ...members(body), 'x-id': 'body' } },
      },
    },
  ]);
  const second = outputOf(await comment({ text: 'Second', title: 'Called' }, { key: 'again' }));
  expect(await read(`remark/${second.id}`)).toMatchObject({ title: 'Called', words: 'Second' });
  await expect(comment({ entity: 'product', text: 'x' }, { key: 'none' })).rejects.toMatchObject({
    code: 'KILN_STEP_FAILED',
  });
});

test('set gives variables their values, stop ends the run with what it gives', async () => {
  expect(await callStep(server, createSet(), { total: 5 })).toEqual({ output: { total: 5 }, vars: { total: 5 } });
  expect(await callStep(server, createStop(), {})).toEqual({ stop: 'done' });
  expect(await callStep(server, createStop(), { as: 'failed', message: 'No stock', output: 1 })).toEqual({
    stop: 'failed',
    message: 'No stock',
    output: 1,
  });
});
