/**
 * Threat: whoever is asked, asks, or administers workflows, and what becomes of people, records and models meanwhile.
 * A lock that holds nothing, an approval that nobody can bring to an end, a run too many.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../context/systemActor.ts';
import { createToken } from '../../identity/tokens.ts';
import type { JsonObject } from '../../lib/json.ts';
import { callAs } from '../../testing/callAs.ts';
import { type DefinitionsClient, definitionsClient, type Edit } from '../../testing/definitionsClient.ts';
import { testRuns } from '../../testing/runs.ts';
import { type SignedIn, signedIn } from '../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';
import { putWorkflow } from '../../testing/workflows.ts';
import { sweepApprovals } from '../../workflows/approvals/sweepApprovals.ts';
import { checkRuns } from '../../workflows/runs/checkRuns.ts';

const offer: JsonObject = {
  $id: 'offer',
  title: 'Offer',
  properties: {
    name: { type: 'string', title: 'Name' },
    amount: { type: 'integer', title: 'Amount' },
    count: { type: 'integer', title: 'Count' },
    total: { title: 'Total', type: 'integer', 'x-formula': 'amount * count' },
    costs: { title: 'Costs', 'x-rollup': { from: 'offerLine.offer', value: 'sum(price)' } },
    gain: { title: 'Gain', type: 'number', 'x-formula': 'double(total) - costs' },
    lines: { title: 'Lines', 'x-children': { entity: 'offerLine', field: 'offer' } },
    note: { type: 'string', title: 'Note' },
    tags: { title: 'Tags', 'x-relation': { to: 'tag', many: true } },
  },
  'x-display': 'name',
  'x-owned': true,
};
const offerLine: JsonObject = {
  $id: 'offerLine',
  title: 'Line',
  properties: {
    price: { type: 'integer', title: 'Price' },
    offer: { title: 'Offer', 'x-relation': { to: 'offer' } },
  },
  'x-parent': { entity: 'offer', field: 'offer' },
};

const tag: JsonObject = { $id: 'tag', title: 'Tag', properties: { name: { type: 'string', title: 'Name' } } };

let server: TestServer;
let admin: DefinitionsClient;
let people: Record<'ann' | 'ben' | 'cat', SignedIn>;
let count = 0;

beforeAll(async () => {
  server = await startTestServer({ entities: [offer, offerLine, tag] });
  admin = definitionsClient(server);
  const everything = { create: true, read: true, update: true, delete: true };
  const document = { $schema: 'kiln:role', $id: 'seller', title: 'Seller' };
  const entities = { offer: everything, offerLine: everything, tag: everything, user: { read: true } };
  const tagger = { $schema: 'kiln:role', $id: 'tagger', title: 'Tagger', entities: { tag: everything } };
  const roles: Edit[] = [
    { kind: 'role', name: 'seller', document: { ...document, entities } },
    { kind: 'role', name: 'tagger', document: tagger },
  ];
  await admin.apply([...roles, putWorkflow('byHand', { on: 'manual', entity: 'offer' })]);
  const known = async (name: string) => signedIn(server, name, ['seller']);
  people = { ann: await known('Ann'), ben: await known('Ben'), cat: await known('Cat') };
}, 60_000);
afterAll(() => server.close());

interface Asked {
  readonly record: string;
  readonly approval: string;
  readonly run: string;
}

/** A new offer of Ann's, about which the step asks. */
async function ask(step: JsonObject, more: JsonObject = {}, given: JsonObject = {}): Promise<Asked> {
  count += 1;
  const workflow = `ask${count}`;
  const trigger = { on: 'record.created', entity: 'offer', when: `record.name == '${workflow}'` };
  const steps = [
    { id: 'ok', do: 'approval', with: step, ...more },
    { id: 'end', do: 'stop', with: {} },
  ];
  await admin.apply([putWorkflow(workflow, trigger, { steps })]);
  const values = { name: workflow, amount: 2, count: 3, lines: [{ price: 5 }], ...given };
  const made = await callAs(people.ann, 'POST', '/api/records/offer', values);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const find = async () => admin.query(`select id, run from kiln.approval where record = '${made.body.id}'`);
  await expect.poll(find, { timeout: 20_000 }).toHaveLength(1);
  const [row] = await find();
  return { record: made.body.id, approval: row?.[0] ?? '', run: row?.[1] ?? '' };
}

const act = (who: SignedIn, { approval }: Asked, what: object) =>
  callAs(who, 'POST', `/api/approvals/${approval}`, what);
const change = ({ record }: Asked, values: object) =>
  callAs(people.ann, 'PATCH', `/api/records/offer/${record}`, values);

async function stateOf({ approval }: Asked): Promise<string | null | undefined> {
  return (await admin.query(`select state from kiln.approval where id = '${approval}'`))[0]?.[0];
}

async function ended({ run }: Asked): Promise<{ state: string; error: unknown }> {
  const look = async () => (await admin.query(`select state, error from kiln.run where id = '${run}'`))[0] ?? [];
  await expect.poll(async () => (await look())[0], { timeout: 20_000 }).toMatch(/done|failed/);
  const [state, error] = await look();
  return { state: state ?? '', error: JSON.parse(error ?? 'null') };
}

test('what is computed is locked with what it is computed of, as far as that is part of the record', async () => {
  const asked = await ask({ approvers: people.ben.id, lock: ['gain'] });
  expect((await change(asked, { count: 4 })).status).toBe(423);
  expect((await change(asked, { amount: 1 })).status).toBe(423);
  expect((await change(asked, { lines: [] })).status).toBe(423);
  expect((await callAs(people.ann, 'POST', '/api/records/offerLine', { price: 1, offer: asked.record })).status).toBe(
    423,
  );
  expect((await change(asked, { note: 'free' })).status).toBe(200);
  const seen = await callAs(people.ann, 'GET', `/api/approvals/${asked.approval}`);
  expect(seen.body.lock.toSorted()).toEqual(['amount', 'costs', 'count', 'gain', 'lines', 'total']);
  await act(people.ben, asked, { do: 'approve' });
  expect((await change(asked, { count: 4 })).status).toBe(200);
});

test('whoever is kept from a change by a record of which they see nothing does not learn what it is', async () => {
  const made = await callAs(people.ann, 'POST', '/api/records/tag', { name: 'Big' });
  const asked = await ask({ approvers: people.ben.id, lock: ['tags'] }, {}, { tags: [made.body.id] });
  const path = `/api/records/tag/${made.body.id}?purge=true`;
  const refused = await callAs(await signedIn(server, 'Tom', ['tagger']), 'DELETE', path);
  expect(refused).toMatchObject({ status: 423, body: { code: 'KILN_LOCKED', errors: [] } });
  expect(JSON.stringify(refused.body)).not.toMatch(new RegExp(`offer|tags|${asked.record}|${asked.approval}`, 'i'));
  const told = await callAs(people.ann, 'DELETE', path);
  expect(told).toMatchObject({ status: 423, body: { entity: 'offer', record: asked.record } });
});

test('managers who stand in a circle have each their turn, once', async () => {
  const { ben, cat } = people;
  await admin.query(`update data."user" set manager = '${cat.id}' where id = '${ben.id}'`);
  await admin.query(`update data."user" set manager = '${ben.id}' where id = '${cat.id}'`);
  const asked = await ask({ approvers: ben.id, deadline: 'PT0.2S', onDeadline: 'escalate' });
  await expect.poll(() => stateOf(asked), { timeout: 20_000 }).toBe('expired');
  const seats = `select user_id from kiln.approval_seat where approval = '${asked.approval}' order by place`;
  expect(await admin.query(seats)).toEqual([[ben.id], [cat.id]]);
  await admin.query('update data."user" set manager = null');
});

test('an approval about a record that is gone for good ends, and its run goes on as its step says', async () => {
  const asked = await ask({ approvers: people.ben.id }, { onError: 'continue' });
  const kept = await ask({ approvers: people.ben.id });
  await admin.query("update kiln.approval set created_at = now() - interval '2 minutes' where state = 'open'");
  expect((await callAs(people.ann, 'DELETE', `/api/records/offer/${asked.record}`)).status).toBe(204);
  await sweepApprovals(server.workspace.ctx(systemActor, 'test'));
  // It may come back.
  expect(await stateOf(asked)).toBe('open');
  expect((await callAs(people.ann, 'DELETE', `/api/records/offer/${asked.record}?purge=true`)).status).toBe(204);
  expect((await act(people.ben, asked, { do: 'approve' })).status).toBe(403);
  await sweepApprovals(server.workspace.ctx(systemActor, 'test'));
  expect([await stateOf(asked), await stateOf(kept)]).toEqual(['cancelled', 'open']);
  expect((await act(people.ben, asked, { do: 'approve' })).status).toBe(409);
  expect((await ended(asked)).state).toBe('done');
  const seen = await callAs(people.ben, 'GET', `/api/approvals/${asked.approval}`);
  expect(seen.body.trail.at(-1)).toMatchObject({ actor: null, do: 'cancelled' });
});

test('what went back to a sender who is then switched off ends; to one who is, nothing goes back', async () => {
  const eve = await signedIn(server, 'Eve', ['seller']);
  const step = { approvers: people.ben.id, requester: eve.id, lock: ['amount'] };
  const [back, open] = [await ask(step), await ask(step)];
  expect((await act(people.ben, back, { do: 'return' })).body.state).toBe('returned');
  await admin.query(`update data."user" set active = false where id = '${eve.id}'`);
  expect(await act(people.ben, open, { do: 'return' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/users', code: 'senderGone' }] },
  });
  await admin.query("update kiln.approval set created_at = now() - interval '2 minutes' where state <> 'approved'");
  await sweepApprovals(server.workspace.ctx(systemActor, 'test'));
  expect([await stateOf(back), await stateOf(open)]).toEqual(['cancelled', 'open']);
  expect(await ended(back)).toMatchObject({ state: 'failed', error: { code: 'KILN_STEP_FAILED', step: 'ok' } });
  await act(people.ben, open, { do: 'approve' });
  expect((await ended(open)).state).toBe('done');
});

test('decided, sent back, removed, withdrawn and swept at the same moment: each ends once, and its run knows it', async () => {
  const sender = await signedIn(server, 'Uma', ['seller']);
  const leaver = await signedIn(server, 'Vic', ['seller']);
  const { ben } = people;
  const all: Asked[] = [];
  for (let n = 0; n < 6; n += 1)
    all.push(await ask({ approvers: [ben.id, leaver.id], mode: 'all', requester: sender.id }));
  await admin.query("update kiln.approval set created_at = now() - interval '2 minutes' where state = 'open'");
  const sweep = async () => {
    await sweepApprovals(server.workspace.ctx(systemActor, 'test'));
    return { status: 200 };
  };
  const purge = async ({ record }: Asked) => {
    const path = `/api/records/offer/${record}`;
    await callAs(people.ann, 'DELETE', path);
    return callAs(people.ann, 'DELETE', `${path}?purge=true`);
  };
  const off = async () => {
    await admin.query(`update data."user" set active = false where id in ('${sender.id}', '${leaver.id}')`);
    return { status: 200 };
  };
  const acts = all.flatMap((each, n) => [
    act(ben, each, { do: n % 2 === 0 ? 'approve' : 'return' }),
    act(leaver, each, { do: 'approve' }),
    act(sender, each, { do: n % 3 === 0 ? 'withdraw' : 'remind' }),
    ...(n > 2 ? [purge(each)] : []),
    sweep(),
  ]);
  const statuses = (await Promise.all([...acts, off()])).map(({ status }) => status);
  expect(statuses.filter((status) => ![200, 204, 401, 403, 404, 409, 422].includes(status))).toEqual([]);
  const ids = all.map(({ approval }) => `'${approval}'`).join(', ');
  const open = async () => {
    await sweep();
    return admin.query(
      `select a.id from kiln.approval a join kiln.approval_seat s on s.approval = a.id
        where a.id in (${ids}) and a.state in ('open', 'returned') and (s.user_id = '${leaver.id}' and s.state = 'waiting'
          or a.state = 'returned' or not exists (select from data.offer o where o.id = a.record))`,
    );
  };
  await expect.poll(open, { timeout: 20_000 }).toEqual([]);
  for (const each of all) await act(ben, each, { do: 'approve' });
  const left = `select from kiln.run r join kiln.approval a on a.run = r.id where a.id in (${ids}) and r.ended_at is null`;
  await expect.poll(() => admin.query(left), { timeout: 20_000 }).toEqual([]);
  expect(await checkRuns(server.workspace.db)).toEqual([]);
});

test('a record that is named twice, once in capitals, starts no second run', async () => {
  const made = await callAs(people.ann, 'POST', '/api/records/offer', { name: 'twice' });
  const ids = [made.body.id, made.body.id.toUpperCase()];
  const started = await admin.call('/api/workflows/byHand/runs', { ids });
  expect(started).toMatchObject({ status: 422, body: { errors: [{ pointer: '/ids/1', code: 'lineTwice' }] } });
  expect(await admin.query("select from kiln.run where workflow = 'byHand'")).toEqual([]);
});

test.each(['+275760-09-13T00:00:00Z', '-271821-04-20T00:00:00Z', '0000-01-01T00:00:00Z', '+010000-01-01T00:00:00Z'])(
  'runs since %s are refused with a reason',
  async (since) => {
    const { status, body } = await admin.call(`/api/runs?since=${encodeURIComponent(since)}`);
    expect([status, body.code]).toEqual([400, 'KILN_BAD_QUERY']);
  },
);

test('a year that Postgres does not have is told with its place', async () => {
  const answers = [
    await admin.call('/api/runs/retry', { since: '0000-01-01T00:00:00Z' }),
    await admin.call('/api/absence', {
      from: '0000-01-01T00:00:00Z',
      to: '2999-01-01T00:00:00Z',
      deputy: people.ben.id,
    }),
  ];
  expect(answers).toMatchObject([
    { status: 422, body: { errors: [{ pointer: '/since' }] } },
    { status: 422, body: { errors: [{ pointer: '/from' }] } },
  ]);
});

test('what is further away than times can be written waits until the last of them', async () => {
  const runs = testRuns(server, admin);
  const far = 'P3000000D';
  const branches = [
    { id: 'a', do: 'wait', with: { for: far } },
    { id: 'b', do: 'wait', with: { until: '+275760-01-01T00:00:00Z' } },
    { id: 'c', do: 'wait', with: { event: 'never', timeout: far } },
    { id: 'd', do: 'approval', with: { approvers: people.ben.id, deadline: far } },
  ].map((step) => ({ id: `${step.id}Branch`, steps: [step] }));
  await runs.put('far', [{ id: 'all', parallel: branches }]);
  const id = await runs.start('far');
  await runs.until(id, 'waiting', 'failed');
  const waits = await admin.query(`select distinct wake_at from kiln.run_wait where run = '${id}'`);
  expect(waits).toEqual([['9999-12-31 23:59:59.999+00']]);
  expect((await admin.call(`/api/runs/${id}`)).body.state).toBe('waiting');
});

test('so many people as nobody decides with are not asked', async () => {
  await admin.query(`insert into data."user" (id, name, email, active, created_at, updated_at, version)
    select kiln.new_id(), 'Crowd', 'crowd' || n || '@example.com', true, now(), now(), 1 from generate_series(1, 1001) n`);
  await admin.query(
    `insert into kiln.role_member (role, user_id) select 'tagger', id from data."user" where name = 'Crowd'`,
  );
  const runs = testRuns(server, admin);
  await runs.put('crowd', [{ id: 'ok', do: 'approval', with: { approvers: { role: 'tagger' } } }]);
  const { error } = await runs.ended(await runs.start('crowd'), 'failed');
  expect(error).toMatchObject({ code: 'KILN_STEP_FAILED', step: 'ok' });
  expect(await admin.query("select from kiln.approval where workflow = 'crowd'")).toEqual([]);
});

test('nobody is away who is not there', async () => {
  const away = { from: '2026-01-01T00:00:00Z', to: '2999-01-01T00:00:00Z', deputy: people.ben.id };
  const nobody = '0190b8a8-0000-7000-8000-000000000000';
  expect((await admin.call(`/api/absence?user=${nobody}`, away)).status).toBe(404);
  expect(await admin.query(`select from kiln.absence where user_id = '${nobody}'`)).toEqual([]);
});

test('it goes back to one only', async () => {
  const asked = await ask({ approvers: [people.ben.id, people.cat.id], mode: 'all' });
  await act(people.ben, asked, { do: 'approve' });
  const back = (...users: string[]) => act(people.cat, asked, { do: 'return', users });
  expect((await back(people.ben.id, people.ann.id)).status).toBe(422);
  expect((await back(people.ben.id.toUpperCase())).status).toBe(200);
  expect(await stateOf(asked)).toBe('open');
});

test('a token with some roles of its user does no more by runs that act for whoever started them', async () => {
  const create = (entity: string, name: string) => [
    { id: 'make', do: 'records.create', with: { entity, values: { name } } },
  ];
  const on = (name: string) => ({ on: 'record.created', entity: 'tag', when: `record.name == '${name}'` });
  const asActor = { runAs: 'actor' };
  await admin.apply([
    putWorkflow('first', on('one'), { ...asActor, steps: create('tag', 'two') }),
    putWorkflow('second', on('two'), { ...asActor, steps: create('offer', 'made by a run') }),
  ]);
  const kim = await signedIn(server, 'Kim', ['seller', 'tagger']);
  const token = await createToken(server.workspace.ctx(kim.actor, 'test'), { name: 'few', roles: ['tagger'] });
  const { secret }: { secret: string } = JSON.parse(token);
  const states = () => admin.query(`select state from kiln.run where workflow in ('first', 'second') order by seq`);
  for (const [key, ends] of [
    [secret, [['done'], ['failed']]],
    [kim.secret, [['done'], ['failed'], ['done'], ['done']]],
  ] as const) {
    const made = await fetch(`${server.url}/api/records/tag`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ name: 'one' }),
    });
    expect(made.status).toBe(201);
    await expect.poll(states, { timeout: 20_000 }).toEqual(ends);
  }
  expect(await admin.query("select from data.offer where name = 'made by a run'")).toHaveLength(1);
});
