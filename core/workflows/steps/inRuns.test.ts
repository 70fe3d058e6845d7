import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { type DefinitionsClient, definitionsClient } from '../../testing/definitionsClient.ts';
import { signedIn } from '../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { putWorkflow } from '../../testing/workflows.ts';

let server: TestServer;
let client: DefinitionsClient;
let smtp: SMTPServer;
let endpoint: Server;
let port: number;
const mails: string[] = [];
const asked: { url: string; key: string; authorization: string }[] = [];
let failures = 0;
const secret = 'a very secret key';

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      text(stream).then((raw) => {
        if (raw.includes('Auto-Submitted')) mails.push(raw);
        done();
      }, done);
    },
  });
  const listener = smtp.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  endpoint = createServer(async ({ url = '', headers }, res) => {
    asked.push({ url, key: String(headers['idempotency-key']), authorization: String(headers.authorization) });
    failures -= 1;
    const status = failures >= 0 ? 500 : 200;
    res
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ score: 7, echo: headers.authorization }));
  });
  endpoint.listen(0, '127.0.0.1');
  await once(endpoint, 'listening');
  port = portOf(endpoint.address());
  server = await startTestServer({
    identity: { mail: { url: `smtp://127.0.0.1:${portOf(listener.address())}`, from: 'kiln@example.com' } },
    pluginPrivateHosts: [`api.example.com:${port}`],
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    entities: [
      {
        $id: 'lead',
        title: 'Lead',
        'x-owned': true,
        properties: {
          name: { type: 'string', title: 'Name' },
          email: { type: 'string', title: 'E-mail', format: 'email' },
          score: { type: 'integer', title: 'Score' },
        },
      },
      {
        $id: 'task',
        title: 'Task',
        required: ['name'],
        properties: {
          name: { type: 'string', title: 'Name', maxLength: 60 },
          lead: { title: 'Lead', 'x-relation': { to: 'lead', inverse: 'tasks' } },
          done: { type: 'boolean', title: 'Done', default: false },
        },
      },
      {
        $id: 'note',
        title: 'Note',
        properties: {
          title: { type: 'string', title: 'Title' },
          body: { type: 'string', title: 'Text', format: 'markdown' },
          about: { title: 'About', 'x-relation': { to: ['lead', 'task'], inverse: 'notes' } },
        },
      },
    ],
  });
  client = definitionsClient(server);
  await client.call('/api/workflow-secrets', { name: 'apiKey', value: secret, hosts: [`api.example.com:${port}`] });
}, 90_000);
afterAll(async () => {
  await server.close();
  endpoint.closeAllConnections();
  endpoint.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});

beforeEach(() => {
  mails.splice(0);
  asked.splice(0);
  failures = 0;
});

function portOf(address: ReturnType<Server['address']>): number {
  return typeof address === 'object' && address ? address.port : 0;
}

interface Recorded {
  readonly state: string;
  readonly attempts: number;
  readonly input: Json;
  readonly output: Json;
  readonly error: Json;
}

interface Run {
  readonly state: string;
  readonly error: Json;
  readonly steps: Readonly<Record<string, Recorded>>;
}

async function run(id: string): Promise<Run> {
  const [row] = await client.query(`select state, error from kiln.run where id = '${id}'`);
  const rows = await client.query(
    `select key, state, attempts, input, output, error from kiln.run_step where run = '${id}'`,
  );
  const json = (value: string | null | undefined): Json => JSON.parse(value ?? 'null');
  return {
    state: row?.[0] ?? '',
    error: json(row?.[1]),
    steps: Object.fromEntries(
      rows.map(([key, state, attempts, input, output, error]) => [
        key ?? '',
        {
          state: state ?? '',
          attempts: Number(attempts),
          input: json(input),
          output: json(output),
          error: json(error),
        },
      ]),
    ),
  };
}

/** Starts a workflow by hand and waits until it ends. */
async function ended(workflow: string, body: JsonObject = {}): Promise<Run & { readonly id: string }> {
  const started = await client.call(`/api/workflows/${workflow}/runs`, body);
  expect(started.status, JSON.stringify(started.body)).toBe(201);
  const id = String(started.body.id);
  await expect.poll(async () => (await run(id)).state, { timeout: 15_000 }).toMatch(/^(done|failed|cancelled)$/);
  return { id, ...(await run(id)) };
}

async function made(entity: string, values: JsonObject): Promise<string> {
  const { status, body } = await client.call(`/api/records/${entity}`, values);
  expect(status, JSON.stringify(body)).toBe(201);
  return String(body.id);
}

const onLead = { on: 'manual', entity: 'lead' };

test('one run with all that a step can do', async () => {
  const [ada, ben] = [await signedIn(server, 'Ada', []), await signedIn(server, 'Ben', [])];
  await client.apply([
    putWorkflow(
      'child',
      { on: 'workflow' },
      {
        steps: [{ id: 'end', do: 'stop', with: { output: { double: '${input.n * 2}' } } }],
        input: { type: 'object', properties: { n: { type: 'integer', title: 'N' } } },
      },
    ),
    putWorkflow('everything', onLead, {
      variables: { total: { type: 'integer', default: 0 } },
      steps: [
        {
          id: 'task',
          do: 'records.create',
          with: { entity: 'task', values: { name: 'Call ${record.name}', lead: '${record.id}' } },
        },
        { id: 'find', do: 'records.find', with: { entity: 'task', where: "lead == '${record.id}'" } },
        {
          id: 'who',
          do: 'assign',
          with: { entity: 'lead', id: '${record.id}', method: 'roundRobin', among: [ada.id, ben.id] },
        },
        {
          id: 'ask',
          do: 'http',
          with: {
            url: `http://api.example.com:${port}/score/\${record.name}`,
            headers: { Authorization: { $secret: 'apiKey', before: 'Bearer ' } },
          },
          retry: { times: 9, delay: 'PT0.01S' },
        },
        {
          id: 'keep',
          do: 'records.update',
          with: { entity: 'lead', id: '${record.id}', values: { score: '${steps.ask.output.body.score}' } },
        },
        { id: 'count', do: 'set', with: { total: '${vars.total + size(steps.find.output.data)}' } },
        {
          id: 'think',
          do: 'code',
          with: {
            code: 'export default (ctx, input) => ({ next: input.total + 1, said: `${input.total} of $${1 + 1}` });',
            input: { total: '${vars.total}' },
          },
        },
        { id: 'sub', do: 'workflow', with: { workflow: 'child', input: { n: '${steps.think.output.next}' } } },
        {
          id: 'mail',
          do: 'mail',
          with: { to: '${record.email}', subject: 'Hello ${record.name}', html: '<p>Dear ${record.name}</p>' },
        },
        { id: 'tell', do: 'notify', with: { to: '${steps.who.output.user}', title: 'New: ${record.name}' } },
        {
          id: 'say',
          do: 'comment',
          with: { entity: 'lead', id: '${record.id}', text: 'Scored ${steps.ask.output.body.score}' },
        },
        { id: 'gone', do: 'records.delete', with: { entity: 'task', id: '${steps.task.output.id}' } },
        { id: 'read', do: 'records.get', with: { entity: 'task', id: '${steps.task.output.id}' } },
      ],
    }),
  ]);
  failures = 2;
  const lead = await made('lead', { name: '<b>A/c?me</b>', email: 'ann@example.com' });
  const { id, state, error, steps } = await ended('everything', { record: { entity: 'lead', id: lead } });
  expect([state, error], JSON.stringify(steps)).toEqual(['done', null]);
  expect(steps.ask).toMatchObject({ attempts: 3, output: { status: 200, body: { score: 7, echo: 'Bearer ••••••' } } });
  expect(asked.map(({ key, authorization }) => [key, authorization])).toEqual(
    Array.from({ length: 3 }, () => ['undefined', `Bearer ${secret}`]),
  );
  expect(asked[0]?.url).toBe('/score/%3Cb%3EA%2Fc%3Fme%3C%2Fb%3E');
  expect(steps.count?.output).toEqual({ total: 1 });
  expect(steps.think?.output).toEqual({ next: 2, said: '1 of $2' });
  expect(steps.sub?.output).toEqual({ double: 4 });
  expect(steps.read?.output).toBeNull();
  expect(mails).toHaveLength(1);
  expect(mails[0]).toContain('Dear &lt;b&gt;A/c?me&lt;/b&gt;');
  const owner = isObject(steps.who?.output) ? steps.who.output.user : '';
  const bell = await (owner === ada.id ? ada : ben).fetch('/api/notifications');
  expect(JSON.parse(await bell.text())).toMatchObject({
    unread: 1,
    data: [{ title: 'New: <b>A/c?me</b>', target: { entity: 'lead', id: lead } }],
  });
  const after = await client.call(`/api/records/lead/${lead}?select=ownerId,score,notes(title,body)`);
  expect(after.body).toMatchObject({ ownerId: owner, score: 7 });
  const kept = JSON.stringify([
    await client.query(`select r::text from kiln.run r where id = '${id}'`),
    await client.query(`select s::text from kiln.run_step s where run = '${id}'`),
  ]);
  expect(kept).not.toContain(secret);
}, 40_000);

test('what a step refuses is the run’s error, with its place; nothing of its transaction stays', async () => {
  await client.apply([
    putWorkflow('wrong', onLead, {
      steps: [
        { id: 'first', do: 'records.create', with: { entity: 'task', values: { name: 'Never' } } },
        { id: 'long', do: 'records.create', with: { entity: 'task', values: { name: '${record.name}' } } },
      ],
    }),
  ]);
  const lead = await made('lead', { name: 'x'.repeat(100) });
  const { state, steps } = await ended('wrong', { record: { entity: 'lead', id: lead } });
  expect(state).toBe('failed');
  expect(steps.long).toMatchObject({ state: 'failed', error: { code: 'KILN_INVALID' } });
  const [row] = await client.query(`select count(*) from data.task where name = 'Never'`);
  expect(row?.[0]).toBe(steps.first?.state === 'done' ? '1' : '0');
}, 20_000);

test('a run that acts as whoever started it sees what they see', async () => {
  await client.apply([
    {
      kind: 'role',
      name: 'finder',
      document: {
        $schema: 'kiln:role',
        $id: 'finder',
        title: 'Finder',
        entities: { lead: { create: true, read: 'own' } },
      },
    },
    putWorkflow(
      'asThem',
      { on: 'record.created', entity: 'lead' },
      {
        runAs: 'actor',
        steps: [
          { id: 'find', do: 'records.find', with: { entity: 'lead', select: 'name' } },
          { id: 'make', do: 'records.create', with: { entity: 'task', values: { name: 'x' } } },
        ],
      },
    ),
  ]);
  await made('lead', { name: 'Foreign' });
  const who = await signedIn(server, 'Finder', ['finder']);
  const headers = { 'content-type': 'application/json' };
  const own = await who.fetch('/api/records/lead', { method: 'POST', headers, body: '{"name":"Own"}' });
  const { id: lead }: { id: string } = JSON.parse(await own.text());
  const [row] = await client.query(`select id from kiln.run where workflow = 'asThem' and record = '${lead}'`);
  const id = row?.[0] ?? '';
  await expect.poll(async () => (await run(id)).state, { timeout: 15_000 }).toBe('failed');
  const { steps } = await run(id);
  expect(steps.find?.output).toMatchObject({ data: [{ name: 'Own' }] });
  expect(steps.make?.error).toMatchObject({ code: 'KILN_NOT_FOUND' });
});

test('what another workflow gives, its failure, and one that starts itself', async () => {
  await client.apply([
    putWorkflow(
      'breaks',
      { on: 'workflow' },
      { steps: [{ id: 'end', do: 'stop', with: { as: 'failed', message: 'No luck' } }] },
    ),
    putWorkflow(
      'calls',
      { on: 'manual' },
      {
        steps: [
          { id: 'later', do: 'workflow', with: { workflow: 'breaks', wait: false } },
          { id: 'now', do: 'workflow', with: { workflow: 'breaks' } },
        ],
      },
    ),
    putWorkflow('itself', { on: 'manual' }, { steps: [{ id: 'again', do: 'workflow', with: { workflow: 'itself' } }] }),
  ]);
  const { state, steps } = await ended('calls');
  expect(state).toBe('failed');
  expect(steps.later?.output).toEqual({ run: expect.any(String) });
  expect(steps.now).toMatchObject({ state: 'failed', error: { message: expect.stringContaining('No luck') } });
  const circle = await ended('itself');
  expect(circle.state).toBe('failed');
  const [row] = await client.query(`select count(*), max(error ->> 'code') from kiln.run where workflow = 'itself'`);
  expect(Number(row?.[0])).toBeLessThan(20);
}, 40_000);

test('a test without effects does what can be taken back, shows the rest, and leaves nothing', async () => {
  const users = [(await signedIn(server, 'Cara', [])).id, (await signedIn(server, 'Dan', [])).id];
  const lead = await made('lead', { name: 'Tried', email: 'ann@example.com' });
  const url = `http://api.example.com:${port}/`;
  const schema = { type: 'object', examples: [{ score: 3 }] };
  const edit = putWorkflow('tried', onLead, {
    steps: [
      { id: 'task', do: 'records.create', with: { entity: 'task', values: { name: 'For ${record.name}' } } },
      {
        id: 'who',
        do: 'assign',
        with: { entity: 'lead', id: '${record.id}', method: 'roundRobin', among: users },
      },
      { id: 'ask', do: 'http', with: { method: 'POST', url, json: { n: '${record.name}' }, schema } },
      {
        id: 'keep',
        do: 'records.update',
        with: { entity: 'lead', id: '${record.id}', values: { score: '${steps.ask.output.body.score}' } },
      },
      { id: 'mail', do: 'mail', with: { to: '${record.email}', subject: 'Hi', text: 'Text' } },
      { id: 'tell', do: 'notify', with: { to: '${steps.who.output.user}', title: 'Tried' } },
      { id: 'think', do: 'code', with: { code: "export default (ctx) => ctx.records('task').find({ limit: 1 });" } },
    ],
  });
  const tried = await client.call('/api/workflows/test', {
    document: edit.document,
    record: { entity: 'lead', id: lead },
    effects: false,
  });
  expect(tried.status, JSON.stringify(tried.body)).toBe(200);
  const steps = Array.isArray(tried.body.steps) ? tried.body.steps.filter(isObject) : [];
  const outputOf = (key: string) => steps.find((step) => step.key === key)?.output;
  expect(tried.body.state, JSON.stringify(steps)).toBe('done');
  expect(outputOf('ask')).toMatchObject({ body: { score: 3 }, simulated: { method: 'POST', body: '{"n":"Tried"}' } });
  expect(outputOf('keep')).toMatchObject({ score: 3 });
  expect(outputOf('mail')).toMatchObject({ accepted: [], simulated: { to: ['ann@example.com'], subject: 'Hi' } });
  expect(outputOf('think')).toMatchObject({ data: [{ name: expect.any(String) }] });
  expect([asked, mails]).toEqual([[], []]);
  const [row] = await client.query(`select
    (select count(*) from data.task where name = 'For Tried'), (select score from data.lead where id = '${lead}'),
    (select count(*) from kiln.notification where title = 'Tried'), (select count(*) from kiln.run where workflow = 'tried'),
    (select count(*) from kiln.assign_pool where pool like 'tried %')`);
  expect(row).toEqual(['0', null, '0', '0', '0']);
}, 40_000);

test('a test asks nobody and waits for nothing, with effects, too: it goes on as it is told that they end', async () => {
  const boss = (await signedIn(server, 'Boss', [])).id;
  const edit = putWorkflow(
    'asked',
    { on: 'manual' },
    {
      steps: [
        { id: 'ok', do: 'approval', with: { approvers: boss } },
        { id: 'paid', do: 'wait', with: { event: 'paid', timeout: 'P1D' } },
        { id: 'pause', do: 'wait', with: { for: 'P30D' } },
        { id: 'other', do: 'workflow', with: { workflow: 'subject' } },
        {
          id: 'end',
          do: 'stop',
          with: { output: '${steps.ok.output.outcome} ${steps.paid.output.timedOut} ${steps.pause.output.timedOut}' },
        },
      ],
    },
  );
  const child = { id: 'end', do: 'stop', with: {} };
  await client.apply([putWorkflow('subject', { on: 'manual' }, { steps: [child] })]);
  const tried = async (how: JsonObject) => {
    const { body } = await client.call('/api/workflows/test', { document: edit.document, ...how });
    return [body.state, body.output];
  };
  expect(await tried({ effects: true })).toEqual(['done', 'approved false false']);
  expect(await tried({ approvals: 'rejected', waits: 'timedOut' })).toEqual(['done', 'rejected true false']);
  expect(await tried({ approvals: 'expired' })).toEqual(['done', 'expired false false']);
  expect((await client.call('/api/workflows/test', { document: edit.document, approvals: 'no' })).status).toBe(422);
  const [row] = await client.query(
    `select (select count(*) from kiln.approval), (select count(*) from kiln.run where workflow = 'subject')`,
  );
  expect(row).toEqual(['0', '0']);
}, 40_000);

test('another workflow is about the record that is named, and takes what it asks for', async () => {
  const about = { on: 'manual', entity: 'lead', when: 'record.score > 5' };
  const input = { type: 'object', properties: { n: { type: 'integer', title: 'N', maximum: 10 } } };
  const end = { id: 'end', do: 'stop', with: { output: { said: '${record.name} ${input.n}' } } };
  const calls = (record: string, n: number | string) => ({
    steps: [{ id: 'ask', do: 'workflow', with: { workflow: 'about', record, input: { n } } }],
  });
  const [high, low] = [await made('lead', { name: 'High', score: 9 }), await made('lead', { name: 'Low', score: 1 })];
  await client.apply([
    putWorkflow('about', about, { input, steps: [end] }),
    putWorkflow('good', { on: 'manual' }, calls(high, 3)),
    putWorkflow('unfit', { on: 'manual' }, calls(low, 3)),
    putWorkflow('tooMuch', { on: 'manual' }, calls(high, '${5 + 6}')),
  ]);
  expect((await ended('good')).steps.ask?.output).toEqual({ said: 'High 3' });
  expect((await ended('unfit')).steps.ask?.error).toMatchObject({ code: 'KILN_STEP_FAILED' });
  expect((await ended('tooMuch')).steps.ask?.error).toMatchObject({ code: 'KILN_INVALID' });
}, 40_000);

test('code and schemas that cannot be used are told when the workflow is published', async () => {
  const code = { id: 'think', do: 'code', with: { code: 'export default () => {', schema: { type: 'nonsense' } } };
  const ask = { id: 'ask', do: 'http', with: { url: 'https://example.com/', schema: { pattern: '(a+)+$(?=b)' } } };
  const edit = putWorkflow('odd', { on: 'manual' }, { steps: [{ id: 'maybe', if: 'true', then: [code, ask] }] });
  const { status, body } = await client.call('/api/changesets', { changes: [edit], message: '' });
  expect(status).toBe(422);
  expect(body.errors).toMatchObject([
    { pointer: 'workflow/odd#/steps/0/then/0/with/code', message: expect.stringMatching(/^Line 1, /) },
    { pointer: 'workflow/odd#/steps/0/then/0/with/schema' },
    { pointer: 'workflow/odd#/steps/0/then/1/with/schema' },
  ]);
});

test('a run that is retried from its beginning makes nothing twice', async () => {
  await client.apply([
    putWorkflow('again', onLead, {
      steps: [
        { id: 'task', do: 'records.create', with: { entity: 'task', values: { name: 'Once for ${record.name}' } } },
        { id: 'mail', do: 'mail', with: { to: 'ann@example.com', subject: 'Once for ${record.name}', text: 'Hi' } },
        { id: 'tell', do: 'notify', with: { to: { role: 'admin' }, title: 'Once for ${record.name}' } },
        { id: 'ask', do: 'http', with: { method: 'POST', url: `http://api.example.com:${port}/`, json: {} } },
      ],
    }),
  ]);
  const lead = await made('lead', { name: 'Zed' });
  failures = 1;
  const first = await ended('again', { record: { entity: 'lead', id: lead } });
  expect([first.state, first.steps.ask?.attempts]).toEqual(['failed', 1]);
  const retried = await client.call(`/api/runs/${first.id}/retry`, { from: 'task' });
  expect(retried.status, JSON.stringify(retried.body)).toBe(200);
  await expect.poll(async () => (await run(first.id)).state, { timeout: 15_000 }).toBe('done');
  const tasks = await client.query(`select id from data.task where name = 'Once for Zed'`);
  const told = await client.query(`select id from kiln.notification where title = 'Once for Zed'`);
  expect([tasks.length, mails.length, told.length]).toEqual([1, 1, 1]);
  const key = `${first.id}/ask`;
  expect(asked.map((each) => each.key)).toEqual([key, key]);
}, 40_000);

test('everybody is told in their own language, with the values that were meant', async () => {
  const [en, zh, none] = [
    await signedIn(server, 'Words En', []),
    await signedIn(server, 'Words Zh', []),
    await signedIn(server, 'Words', []),
  ];
  await client.call(`/api/records/user/${en.id}`, { language: 'en' }, 'PATCH');
  await client.call(`/api/records/user/${zh.id}`, { language: 'zh-CN' }, 'PATCH');
  const say = (id: string, title: string, text: string) => {
    return { id, do: 'notify', with: { to: [en.id, zh.id, none.id], title, text } };
  };
  const texts = {
    'New: ${input.name}': '新：${input.name}（${input.name}）',
    'Costs \\${5}': '价格 \\${5}',
    'Says ${input.name}': '泄露 ${run.id}',
    Plain: '普通',
  };
  await client.apply([
    putWorkflow(
      'words',
      { on: 'manual' },
      {
        input: { type: 'object', properties: { name: { type: 'string', title: 'Name' } } },
        steps: [
          say('first', 'New: ${input.name}', 'Costs \\${5}'),
          say('second', 'Says ${input.name}', 'Plain'),
          say('third', '普通', '${input.name}'),
        ],
      },
    ),
    { kind: 'locale', name: 'zh-CN', document: { $schema: 'kiln:locale', $id: 'zh-CN', workflows: { words: texts } } },
  ]);
  const { status, body } = await client.call('/api/workflows/words/runs', {
    input: { name: 'Plain ${run.id}' },
  });
  expect([status, body]).toEqual([201, { id: expect.any(String), state: 'queued' }]);
  await expect.poll(async () => (await told(none)).length, { timeout: 15_000 }).toBe(3);
  const name = 'Plain ${run.id}';
  const third = (title: string) => [title, name];
  expect(await told(en)).toEqual([[`New: ${name}`, 'Costs ${5}'], [`Says ${name}`, 'Plain'], third('Plain')]);
  expect(await told(zh)).toEqual([[`新：${name}（${name}）`, '价格 ${5}'], [`Says ${name}`, '普通'], third('普通')]);
  expect(await told(none)).toEqual([[`New: ${name}`, 'Costs ${5}'], [`Says ${name}`, 'Plain'], third('普通')]);
});

/** Titles and texts, the first first. */
async function told(who: Awaited<ReturnType<typeof signedIn>>): Promise<[string, string][]> {
  const { data }: { data: { title: string; text: string }[] } = JSON.parse(
    await (await who.fetch('/api/notifications')).text(),
  );
  return data.map(({ title, text }): [string, string] => [title, text]).reverse();
}
