import { io } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/json.ts';
import { callAs } from '../../testing/callAs.ts';
import { type DefinitionsClient, definitionsClient, type Edit } from '../../testing/definitionsClient.ts';
import { type SignedIn, signedIn } from '../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { pruneRuns } from '../runs/pruneRuns.ts';

const offer: JsonObject = {
  $id: 'offer',
  title: 'Offer',
  properties: {
    name: { type: 'string', title: 'Name' },
    amount: { type: 'integer', title: 'Amount' },
    margin: { type: 'integer', title: 'Margin' },
    note: { type: 'string', title: 'Note' },
    secret: { type: 'boolean', title: 'Secret' },
  },
  'x-display': 'name',
  'x-owned': true,
};

const role = (name: string, offers: JsonObject): Edit => ({
  kind: 'role',
  name,
  document: {
    $schema: 'kiln:role',
    $id: name,
    title: name,
    entities: {
      offer: { create: true, read: 'secret != true', update: true, delete: true, ...offers },
      user: { read: true },
    },
  },
});

let server: TestServer;
let admin: DefinitionsClient;
let [ann, ben, cat, dan, eve, fay]: SignedIn[] = [];
let count = 0;

function person(which: SignedIn | undefined): SignedIn {
  if (!which) throw new Error('nobody');
  return which;
}

beforeAll(async () => {
  server = await startTestServer({ entities: [offer] });
  admin = definitionsClient(server);
  await admin.apply([
    role('seller', {}),
    role('clerk', { fields: { margin: { read: false, write: false } } }),
    role('boss', {}),
  ]);
  ann = await signedIn(server, 'Ann', ['seller']);
  ben = await signedIn(server, 'Ben', ['boss']);
  cat = await signedIn(server, 'Cat', ['boss']);
  dan = await signedIn(server, 'Dan', ['clerk']);
  eve = await signedIn(server, 'Eve', ['seller']);
  fay = await signedIn(server, 'Fay', ['seller']);
}, 60_000);
afterAll(() => server.close());

beforeEach(async () => {
  await admin.query('update data."user" set manager = null');
  await admin.query('delete from kiln.absence');
});

const call = (who: SignedIn | undefined, method: string, path: string, body?: object) =>
  callAs(person(who), method, path, body);

interface Asked {
  readonly record: string;
  readonly approval: string;
  readonly workflow: string;
}

/** A new offer of Ann's, which asks for approval as the step says, and does this afterwards. */
async function ask(step: JsonObject, values: JsonObject = {}, more: JsonObject = {}): Promise<Asked> {
  count += 1;
  const workflow = `ask${count}`;
  const steps = [
    { id: 'ok', do: 'approval', with: { lock: ['amount'], ...step }, ...more },
    {
      id: 'noted',
      do: 'records.update',
      with: { entity: 'offer', id: '${record.id}', values: { note: '${steps.ok.output.outcome}' } },
    },
  ];
  const trigger = { on: 'record.updated', entity: 'offer', watch: ['amount'], when: `record.name == '${workflow}'` };
  const document = { $schema: 'kiln:workflow', $id: workflow, title: 'Ask', trigger, steps };
  await admin.apply([{ kind: 'workflow', name: workflow, document }]);
  const made = await call(ann, 'POST', '/api/records/offer', { name: workflow, amount: 1, ...values });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const record = made.body.id;
  expect((await call(ann, 'PATCH', `/api/records/offer/${record}`, { amount: 100 })).status).toBe(200);
  return { workflow, record, approval: await approvalOf(record) };
}

async function approvalOf(record: string): Promise<string> {
  const find = async () => (await admin.query(`select id from kiln.approval where record = '${record}'`))[0]?.[0];
  await expect.poll(find, { timeout: 10_000 }).toBeDefined();
  return (await find()) ?? '';
}

const act = (who: SignedIn | undefined, { approval }: Asked, what: object) =>
  call(who, 'POST', `/api/approvals/${approval}`, what);
const see = (who: SignedIn | undefined, { approval }: Asked) => call(who, 'GET', `/api/approvals/${approval}`);
const change = (who: SignedIn | undefined, { record }: Asked, values: object) =>
  call(who, 'PATCH', `/api/records/offer/${record}`, values);

async function note(asked: Asked): Promise<string | null | undefined> {
  const read = async () => (await admin.query(`select note from data.offer where id = '${asked.record}'`))[0]?.[0];
  await expect.poll(read, { timeout: 10_000 }).not.toBeNull();
  return read();
}
async function inbox(who: SignedIn | undefined, mine = 'open'): Promise<string[]> {
  const { body } = await call(who, 'GET', `/api/approvals?mine=${mine}`);
  return body.data.map(({ id }: { id: string }) => id);
}

describe('one who decides for all', () => {
  test('is asked, sees what changed, and frees the record with their word', async () => {
    const asked = await ask({ approvers: { role: 'boss' }, title: 'Amount ${record.amount}?' }, { margin: 5 });
    expect(await inbox(ben)).toContain(asked.approval);
    expect(await inbox(ann)).not.toContain(asked.approval);
    expect(await inbox(ann, 'sent')).toContain(asked.approval);
    const { body } = await see(ben, asked);
    expect(body).toMatchObject({
      title: 'Amount 100?',
      state: 'open',
      mode: 'any',
      lock: ['amount'],
      record: { entity: 'offer', id: asked.record, title: asked.workflow },
      requester: { id: ann?.id, name: 'Ann' },
      changes: [{ field: 'amount', before: 1, after: 100 }],
      may: ['approve', 'reject', 'return', 'addBefore', 'addAfter', 'transfer'],
    });
    expect(body.approvers.map(({ state }: JsonObject) => state)).toEqual(['waiting', 'waiting']);
    expect((await see(ann, asked)).body.may).toEqual(['remind', 'withdraw']);
    expect(await change(ann, asked, { amount: 101 })).toMatchObject({
      status: 423,
      body: { code: 'KILN_LOCKED', approval: asked.approval, errors: [{ pointer: '/amount', code: 'locked' }] },
    });
    expect((await change(ann, asked, { amount: 100, secret: false })).status).toBe(200);
    expect((await call(ann, 'DELETE', `/api/records/offer/${asked.record}`)).status).toBe(423);
    const said = await act(ben, asked, { do: 'approve', comment: 'Fine.', version: body.version });
    expect(said).toMatchObject({ status: 200, body: { state: 'approved', may: [], lock: [] } });
    expect(await note(asked)).toBe('approved');
    expect(await inbox(ben, 'decided')).toContain(asked.approval);
    expect(await inbox(cat)).not.toContain(asked.approval);
    expect(await act(cat, asked, { do: 'reject' })).toMatchObject({ status: 409, body: { state: 'approved' } });
    const trail = (await see(cat, asked)).body.trail;
    expect(trail.map(({ do: what }: JsonObject) => what)).toEqual(['asked', 'approve']);
    const audit = await admin.call(`/api/audit?record=${asked.record}&action=approval`);
    expect(audit.body.data).toMatchObject([
      { actor: { id: ben?.id }, details: { do: 'approve', comment: 'Fine.' } },
      { details: { do: 'asked' } },
    ]);
    const told = await call(ann, 'GET', '/api/notifications');
    const expected = { kind: 'approval.approved', text: 'Fine.', target: { approval: asked.approval } };
    expect(told.body.data[0]).toMatchObject(expected);
    expect((await change(ann, asked, { amount: 101 })).status).toBe(200);
  });

  test('sees no more of the record than their role shows', async () => {
    const asked = await ask({ approvers: dan?.id ?? '', lock: ['margin'] }, { margin: 5 });
    await admin.query(
      `update kiln.approval set changes = '{"margin": [1, 5], "amount": [1, 100]}' where id = '${asked.approval}'`,
    );
    const { body } = await see(dan, asked);
    expect(body.changes.map(({ field }: JsonObject) => field)).toEqual(['amount']);
    expect(body.lock).toEqual([]);
    expect((await see(ben, asked)).body.changes).toHaveLength(2);
    await act(dan, asked, { do: 'reject' });
    expect(await note(asked)).toBe('rejected');
  });
});

describe('whoever has nothing to say', () => {
  test('is refused: another, the sender, a forged version, nonsense', async () => {
    const asked = await ask({ approvers: ben?.id ?? '' });
    expect((await act(cat, asked, { do: 'approve' })).status).toBe(403);
    expect((await act(ann, asked, { do: 'approve' })).status).toBe(403);
    expect((await act(ben, asked, { do: 'withdraw' })).status).toBe(403);
    const { version } = (await see(ben, asked)).body;
    expect((await act(ben, asked, { do: 'approve', version: version + 1 })).status).toBe(412);
    expect((await act(ben, asked, { do: 'approve', version: 0 })).status).toBe(422);
    expect((await act(ben, asked, { do: 'agree' })).status).toBe(422);
    expect((await act(ben, asked, { do: 'transfer', users: ['x'] })).status).toBe(422);
    expect((await act(ben, asked, { do: 'transfer' })).status).toBe(422);
    expect((await act(ben, asked, { do: 'transfer', users: [ben?.id, cat?.id] })).status).toBe(422);
    expect((await act(ben, { ...asked, approval: asked.record }, { do: 'approve' })).status).toBe(404);
    expect((await act(ben, { ...asked, approval: 'x' }, { do: 'approve' })).status).toBe(404);
    await act(ben, asked, { do: 'approve' });
    expect(await note(asked)).toBe('approved');
  });

  test('does not learn of an approval whose record they may not read, nor decides on it', async () => {
    const asked = await ask({ approvers: [ben?.id ?? '', cat?.id ?? ''], mode: 'all' });
    await admin.query(`update data.offer set secret = true where id = '${asked.record}'`);
    expect((await see(dan, asked)).status).toBe(404);
    const hidden = await see(ben, asked);
    expect(hidden.body).toMatchObject({ record: null, changes: [], may: ['transfer'] });
    expect((await act(ben, asked, { do: 'approve' })).status).toBe(403);
    const list = await call(dan, 'GET', `/api/approvals?entity=offer&record=${asked.record}`);
    expect(list.body.data).toEqual([]);
    await act(ann, asked, { do: 'withdraw' });
    expect(await note(asked)).toBe('withdrawn');
  });
});

test("whoever asks has no say where the step says so: not named, not added, not in somebody's place", async () => {
  const approvers = [{ field: 'ownerId' }, { user: ben?.id ?? '' }];
  const asked = await ask({ approvers, mode: 'all', requesterDecides: false });
  const { body } = await see(ann, asked);
  expect(body.approvers.map(({ state }: JsonObject) => state)).toEqual(['skipped', 'waiting']);
  expect(body.trail[1]).toMatchObject({ do: 'passed.requester', users: [{ name: 'Ann' }] });
  expect((await act(ben, asked, { do: 'transfer', users: [ann?.id] })).status).toBe(422);
  const away = { from: new Date(Date.now() - 1000).toISOString(), to: new Date(Date.now() + 60_000).toISOString() };
  await call(ben, 'POST', '/api/absence', { ...away, deputy: ann?.id });
  expect((await act(ann, asked, { do: 'approve' })).status).toBe(403);
  await act(ben, asked, { do: 'approve' });
  expect(await note(asked)).toBe('approved');
});

describe('several', () => {
  test('all have to approve, and two at the same moment both count', async () => {
    const asked = await ask({ approvers: [ben?.id ?? '', cat?.id ?? ''], mode: 'all' });
    const { version } = (await see(ben, asked)).body;
    const both = await Promise.all([ben, cat].map((who) => act(who, asked, { do: 'approve', version })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await note(asked)).toBe('approved');
    const outputs = `select s.output from kiln.run_step s join kiln.approval a on a.run = s.run and a.step = s.key`;
    const [row] = await admin.query(`${outputs} where a.id = '${asked.approval}'`);
    expect(JSON.parse(row?.[0] ?? '')).toMatchObject({
      outcome: 'approved',
      decisions: [{}, {}],
      approval: asked.approval,
    });
  });

  test('of any one, at the same moment, the first decides and the other hears so', async () => {
    const asked = await ask({ approvers: [ben?.id ?? '', cat?.id ?? ''] });
    const both = await Promise.all([act(ben, asked, { do: 'approve' }), act(cat, asked, { do: 'reject' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(['approved', 'rejected']).toContain(await note(asked));
  });

  test('in sequence, with managers, and sent back to one before', async () => {
    await admin.query(`update data."user" set manager = '${ben?.id}' where id = '${ann?.id}'`);
    await admin.query(`update data."user" set manager = '${cat?.id}' where id = '${ben?.id}'`);
    const asked = await ask({ approvers: { manager: 3 }, mode: 'sequence' });
    expect(await inbox(cat)).not.toContain(asked.approval);
    expect((await act(cat, asked, { do: 'approve' })).status).toBe(403);
    await act(ben, asked, { do: 'approve' });
    expect(await inbox(cat)).toContain(asked.approval);
    const { version } = (await see(cat, asked)).body;
    expect((await act(cat, asked, { do: 'return', users: [ben?.id] })).status).toBe(200);
    expect((await act(cat, asked, { do: 'approve', version })).status).toBe(412);
    expect(await inbox(ben)).toContain(asked.approval);
    await act(ben, asked, { do: 'approve' });
    await act(cat, asked, { do: 'approve' });
    expect(await note(asked)).toBe('approved');
  });

  test('others are added and take over; nobody twice, nobody who cannot read it', async () => {
    const asked = await ask({ approvers: ben?.id ?? '' });
    expect((await act(ben, asked, { do: 'addBefore', users: [cat?.id] })).status).toBe(200);
    expect((await act(ben, asked, { do: 'approve' })).status).toBe(403);
    expect((await act(cat, asked, { do: 'addAfter', users: [ben?.id] })).status).toBe(422);
    expect((await act(cat, asked, { do: 'transfer', users: [dan?.id], comment: 'Yours.' })).status).toBe(200);
    expect((await act(cat, asked, { do: 'approve' })).status).toBe(403);
    await act(dan, asked, { do: 'approve' });
    expect((await act(ben, asked, { do: 'addAfter', users: [cat?.id] })).status).toBe(200);
    expect((await act(ben, asked, { do: 'approve' })).body.state).toBe('open');
    expect((await act(cat, asked, { do: 'approve' })).body.state).toBe('approved');
    expect(await note(asked)).toBe('approved');
  });
});

test('sent back, the sender corrects it and sends it again; everybody sees what changed since', async () => {
  const asked = await ask({ approvers: [ben?.id ?? '', cat?.id ?? ''], mode: 'all' });
  await act(cat, asked, { do: 'approve' });
  expect((await act(ben, asked, { do: 'return', comment: 'Too much.' })).body.state).toBe('returned');
  expect(await inbox(cat)).not.toContain(asked.approval);
  expect((await act(ben, asked, { do: 'approve' })).status).toBe(403);
  expect((await change(ann, asked, { amount: 50 })).status).toBe(200);
  const sent = await act(ann, asked, { do: 'resubmit', comment: 'Better?' });
  expect(sent.body).toMatchObject({ state: 'open', changes: [{ field: 'amount', before: 100, after: 50 }] });
  expect((await change(ann, asked, { amount: 51 })).status).toBe(423);
  await act(ben, asked, { do: 'approve' });
  await act(cat, asked, { do: 'approve' });
  expect(await note(asked)).toBe('approved');
});

test('who is away has a deputy, who decides by their own right to read', async () => {
  const away = { from: new Date(Date.now() - 1000).toISOString(), to: new Date(Date.now() + 60_000).toISOString() };
  expect((await call(ben, 'POST', '/api/absence', { ...away, deputy: ben?.id })).status).toBe(422);
  expect((await call(ben, 'POST', '/api/absence', { ...away, to: away.from, deputy: dan?.id })).status).toBe(422);
  expect((await call(dan, 'POST', `/api/absence?user=${ben?.id}`, { ...away, deputy: dan?.id })).status).toBe(403);
  const set = await call(ben, 'POST', '/api/absence', { ...away, deputy: dan?.id });
  expect(set.body.absence.deputy).toEqual({ id: dan?.id, name: 'Dan' });
  const asked = await ask({ approvers: ben?.id ?? '' });
  const [item] = (await call(dan, 'GET', '/api/approvals?mine=open')).body.data;
  expect(item).toMatchObject({ id: asked.approval, for: { id: ben?.id, name: 'Ben' } });
  expect((await act(dan, asked, { do: 'approve' })).status).toBe(200);
  const { body } = await see(ben, asked);
  expect(body.approvers[0]).toMatchObject({ state: 'approved', deputy: { name: 'Dan' } });
  expect(body.trail.at(-1)).toMatchObject({ actor: { name: 'Dan' }, insteadOf: { name: 'Ben' } });
  expect((await call(ben, 'DELETE', '/api/absence')).status).toBe(204);
  expect((await call(ben, 'GET', '/api/absence')).body.absence).toBeNull();
});

test('who is switched off is followed by their manager, or passed over', async () => {
  await admin.query(`update data."user" set manager = '${cat?.id}' where id = '${eve?.id}'`);
  const asked = await ask({ approvers: eve?.id ?? '' });
  await admin.query(`update data."user" set active = false where id = '${eve?.id}'`);
  await expect.poll(() => inbox(cat), { timeout: 10_000 }).toContain(asked.approval);
  await act(cat, asked, { do: 'approve' });
  expect(await note(asked)).toBe('approved');
  const alone = await ask({ approvers: fay?.id ?? '' }, {}, { onError: 'continue' });
  await admin.query(`update data."user" set active = false where id = '${fay?.id}'`);
  const state = async () =>
    (await admin.query(`select state from kiln.approval where id = '${alone.approval}'`))[0]?.[0];
  await expect.poll(state, { timeout: 10_000 }).toBe('cancelled');
});

describe('a deadline', () => {
  test.each([
    ['expire', 'expired'],
    ['approve', 'approved'],
    ['reject', 'rejected'],
    ['reject', 'rejected', '-P1D'],
  ])('%s: it ends', async (onDeadline, outcome, deadline = 'PT0.3S') => {
    const asked = await ask({ approvers: ben?.id ?? '', deadline, onDeadline });
    expect(await note(asked)).toBe(outcome);
    expect((await act(ben, asked, { do: 'approve' })).status).toBe(409);
  });

  test('goes up to the manager, and ends there', async () => {
    await admin.query(`update data."user" set manager = '${cat?.id}' where id = '${ben?.id}'`);
    const asked = await ask({ approvers: ben?.id ?? '', deadline: 'PT1S', onDeadline: 'escalate' });
    await expect.poll(() => inbox(cat), { timeout: 10_000 }).toContain(asked.approval);
    expect((await act(ben, asked, { do: 'approve' })).status).toBe(403);
    expect(await note(asked)).toBe('expired');
  });
});

test('a sender reminds, not too often; a cancelled run asks nobody any more', async () => {
  const asked = await ask({ approvers: ben?.id ?? '' });
  expect((await act(ann, asked, { do: 'remind' })).status).toBe(200);
  expect((await act(ann, asked, { do: 'remind' })).status).toBe(429);
  const told = await call(ben, 'GET', '/api/notifications?limit=2');
  expect(told.body.data.map(({ kind }: JsonObject) => kind)).toEqual(['approval.remind', 'approval']);
  const { run } = (await see(ann, asked)).body;
  expect((await admin.call(`/api/runs/${run}/cancel`, {})).status).toBe(200);
  await expect.poll(async () => (await see(ben, asked)).body.state, { timeout: 10_000 }).toBe('cancelled');
  expect((await change(ann, asked, { amount: 5 })).status).toBe(200);
});

test('those whom it concerns hear of it at once, and nobody else', async () => {
  const heard = new Map<string, string[]>();
  const sockets = [ben, dan].map((who) => {
    const socket = io(server.url, {
      ...{ path: '/live', transports: ['websocket'], forceNew: true },
      extraHeaders: { authorization: `Bearer ${person(who).secret}` },
    });
    const ids: string[] = [];
    heard.set(person(who).id, ids);
    socket.on('approval:changed', ({ id }: { id: string }) => ids.push(id));
    return socket;
  });
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.on('connect', () => resolve()))));
  const asked = await ask({ approvers: ben?.id ?? '' });
  await expect.poll(() => heard.get(person(ben).id), { timeout: 10_000 }).toContain(asked.approval);
  await act(ben, asked, { do: 'approve' });
  await expect.poll(() => heard.get(person(ben).id)?.length, { timeout: 10_000 }).toBeGreaterThan(1);
  expect(heard.get(person(dan).id)).toEqual([]);
  const next = await ask({ approvers: ben?.id ?? '' });
  expect(await sockets[1]?.emitWithAck('here', `record/offer/${next.record}`)).toBe(true);
  await act(ben, next, { do: 'approve' });
  await expect.poll(() => heard.get(person(dan).id), { timeout: 10_000 }).toContain(next.approval);
  for (const socket of sockets) socket.disconnect();
});

test('a move of a state starts a workflow, which asks; it is refused where its roles do not let one', async () => {
  const state = {
    ...{ type: 'string', title: 'State', enum: ['draft', 'asked', 'won'], default: 'draft' },
    'x-transitions': {
      start: ['draft'],
      moves: [
        { from: ['draft'], to: 'asked', run: 'askBoss' },
        { from: ['asked'], to: 'won', roles: ['admin'] },
      ],
    },
  };
  const steps = [
    { id: 'ok', do: 'approval', with: { approvers: { role: 'boss' }, lock: ['state', 'amount'] } },
    {
      id: 'won',
      if: "steps.ok.output.outcome == 'approved'",
      then: [
        { id: 'set', do: 'records.update', with: { entity: 'offer', id: '${record.id}', values: { state: 'won' } } },
      ],
    },
  ];
  const document = {
    $schema: 'kiln:workflow',
    $id: 'askBoss',
    title: 'Ask the boss',
    trigger: { on: 'manual', entity: 'offer' },
    steps,
  };
  const { $schema, ...known } = await admin.read('entity', 'offer');
  const properties = { ...(known.properties as JsonObject), state };
  await admin.apply([
    { kind: 'workflow', name: 'askBoss', document },
    { kind: 'entity', name: 'offer', document: { $schema: $schema ?? null, ...known, properties } },
  ]);
  const made = await call(ann, 'POST', '/api/records/offer', { name: 'moved', amount: 1 });
  const path = `/api/records/offer/${made.body.id}`;
  expect((await call(ann, 'PATCH', path, { state: 'asked' })).status).toBe(200);
  const asked = { record: made.body.id, approval: await approvalOf(made.body.id), workflow: 'askBoss' };
  expect((await call(ann, 'PATCH', path, { state: 'won' })).status).toBe(403);
  await act(ben, asked, { do: 'approve' });
  await expect.poll(async () => (await call(ann, 'GET', path)).body.state, { timeout: 10_000 }).toBe('won');
});

test('decisions, withdrawals, cancellations and deadlines at the same moment: each ends once, as its run knows', async () => {
  const name = 'storm';
  const approvers = [ben?.id ?? '', cat?.id ?? ''];
  const step = { approvers, mode: 'all', lock: ['amount'], deadline: 'PT0.4S', onDeadline: 'reject' };
  const trigger = { on: 'record.created', entity: 'offer', when: "record.name == 'storm'" };
  const steps = [{ id: 'ok', do: 'approval', with: step }];
  const document = { $schema: 'kiln:workflow', $id: name, title: name, trigger, steps };
  await admin.apply([{ kind: 'workflow', name, document }]);
  const body = Array.from({ length: 24 }, () => ({ name, amount: 1 }));
  const response = await person(ann).fetch('/api/records/offer', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(201);
  const approvals = async () =>
    admin.query(`select a.id, a.run, a.record from kiln.approval a where a.workflow = '${name}' order by a.id`);
  await expect.poll(async () => (await approvals()).length, { timeout: 10_000 }).toBe(24);
  const acts = (await approvals()).flatMap(([approval, run, record], index) => {
    const asked = { approval: approval ?? '', record: record ?? '', workflow: name };
    const approve = [act(ben, asked, { do: 'approve' }), act(cat, asked, { do: 'approve' })];
    if (index % 4 === 0) return [...approve, act(ann, asked, { do: 'withdraw' })];
    if (index % 4 === 1) return [...approve, admin.call(`/api/runs/${run}/cancel`, {})];
    if (index % 4 === 2) return [act(ben, asked, { do: 'return' }), act(cat, asked, { do: 'reject' })];
    return [act(ben, asked, { do: 'approve' }), act(ben, asked, { do: 'approve' })];
  });
  const statuses = (await Promise.all(acts)).map(({ status }) => status);
  expect(statuses.filter((status) => ![200, 403, 409].includes(status))).toEqual([]);
  const open = `select count(*) from kiln.approval where workflow = '${name}' and state = 'open'`;
  await expect.poll(async () => (await admin.query(open))[0]?.[0], { timeout: 10_000 }).toBe('0');
  const wrong = `
    select a.state, r.state, s.state, s.output ->> 'outcome' from kiln.approval a join kiln.run r on r.id = a.run
    join kiln.run_step s on s.run = a.run and s.key = a.step
    where a.workflow = '${name}' and not case a.state
      when 'cancelled' then r.state = 'cancelled'
      when 'returned' then r.state = 'waiting' and s.state = 'waiting'
      else r.state in ('done', 'cancelled') and s.output ->> 'outcome' = a.state end`;
  await expect.poll(() => admin.query(wrong), { timeout: 10_000 }).toEqual([]);
  const watched = `select count(*) from kiln.record_watch w join kiln.approval a on a.id = w.approval where a.workflow = '${name}'`;
  expect((await admin.query(watched))[0]?.[0]).toBe('0');
});

test('goes with its run when that is no longer kept; the audit keeps what was done', async () => {
  const [old, recent, open] = [
    await ask({ approvers: ben?.id ?? '' }),
    await ask({ approvers: ben?.id ?? '' }),
    await ask({ approvers: ben?.id ?? '' }),
  ];
  for (const each of [old, recent]) {
    await act(ben, each, { do: 'approve' });
    expect(await note(each)).toBe('approved');
  }
  const ended = async () =>
    admin.query(
      `select state from kiln.run where workflow in ('${old.workflow}', '${recent.workflow}') and ended_at is not null`,
    );
  await expect.poll(ended, { timeout: 10_000 }).toHaveLength(2);
  await admin.query(`update kiln.run set created_at = now() - interval '400 days', started_at = now() - interval '400 days'
    where workflow in ('${old.workflow}', '${open.workflow}')`);
  await admin.query(`update kiln.run set ended_at = now() - interval '31 days' where workflow = '${old.workflow}'`);
  await pruneRuns(server.workspace.db, server.workspace.model(), new AbortController().signal);
  expect((await see(ben, old)).status).toBe(404);
  expect((await see(ben, recent)).status).toBe(200);
  expect(await inbox(ben, 'decided')).not.toContain(old.approval);
  expect(await inbox(ben, 'decided')).toContain(recent.approval);
  expect(await inbox(ann, 'sent')).not.toContain(old.approval);
  for (const table of ['approval_seat', 'approval_event', 'record_watch']) {
    expect(await admin.query(`select from kiln.${table} where approval = '${old.approval}'`)).toEqual([]);
  }
  const audit = await admin.call(`/api/audit?record=${old.record}&action=approval`);
  expect(audit.body.data).toMatchObject([{ details: { do: 'approve' } }, { details: { do: 'asked' } }]);
  expect((await act(ben, open, { do: 'approve' })).status).toBe(200);
  expect(await note(open)).toBe('approved');
});
