import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../lib/json.ts';
import { fetchAsAdmin } from '../../../testing/asAdmin.ts';
import { callStep, outputOf } from '../../../testing/callStep.ts';
import { signedIn } from '../../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../../testing/startTestServer.ts';
import { createAssign } from './createAssign.ts';

let server: TestServer;
const users: string[] = [];
const runner = createAssign();

beforeAll(async () => {
  server = await startTestServer({
    entities: [
      {
        $id: 'lead',
        title: 'Lead',
        'x-owned': true,
        properties: {
          name: { type: 'string', title: 'Name' },
          open: { type: 'boolean', title: 'Open', default: true },
          helper: { title: 'Helper', 'x-type': 'user', type: 'string' },
        },
      },
    ],
  });
  for (const name of ['Ada', 'Ben', 'Cem']) users.push((await signedIn(server, name, [])).id);
  users.sort();
}, 60_000);
afterAll(() => server.close());

async function leads(count: number, values: JsonObject = {}): Promise<string[]> {
  const response = await fetchAsAdmin(`${server.url}/api/records/lead`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Array.from({ length: count }, (_, n) => ({ name: `Lead ${n}`, ...values }))),
  });
  const { data }: { data: { id: string }[] } = JSON.parse(await response.text());
  return data.map(({ id }) => id);
}

async function assign(id: string, input: JsonObject, workflowId: string, effects = true): Promise<JsonObject> {
  return outputOf(await callStep(server, runner, { entity: 'lead', id, ...input }, { workflowId, effects }));
}

async function owners(): Promise<Map<string, number>> {
  const rows = await server.workspace.db.query({
    text: 'select owner_id, count(*) from data.lead group by 1',
    values: [],
  });
  return new Map(rows.map(([id, count]) => [id ?? '', Number(count)]));
}

const inTurn = (among: Json): JsonObject => ({ method: 'roundRobin', among });

test('turns stay fair when many runs want one at the same time', async () => {
  const ids = await leads(30);
  const given = await Promise.all(ids.map((id) => assign(id, inTurn(users), 'fair')));
  const counts = users.map((user) => given.filter((each) => each.user === user).length);
  expect(counts).toEqual([10, 10, 10]);
  expect(given[0]).toMatchObject({ user: expect.any(String), name: expect.stringMatching(/^(Ada|Ben|Cem)$/) });
  const owned = await owners();
  expect(users.map((user) => owned.get(user))).toEqual([10, 10, 10]);
}, 20_000);

test('a turn that was taken back goes to the same one again; a test takes none', async () => {
  const [id = ''] = await leads(1);
  const first = await assign(id, inTurn(users), 'back', false);
  const tried = assign(id, { ...inTurn(users), field: 'nobody' }, 'back');
  await expect(tried).rejects.toMatchObject({ code: 'KILN_INVALID' });
  const second = await assign(id, inTurn(users), 'back');
  expect(second.user).toBe(first.user);
  expect((await assign(id, inTurn(users), 'back')).user).not.toBe(first.user);
});

test('turns of another step are its own, and those of loops belong to one step', async () => {
  const [id = ''] = await leads(1);
  const each = async (key: string) =>
    outputOf(await callStep(server, runner, { entity: 'lead', id, ...inTurn(users) }, { workflowId: 'loops', key }))
      .user;
  const given = [await each('call[0]'), await each('call[1]'), await each('call[2,7]')];
  expect(new Set(given).size).toBe(3);
  expect(await each('other')).toBe(given[0]);
});

test('whoever is switched off has no turn, and comes back without a burst of them', async () => {
  const [id = '', off = ''] = [(await leads(1))[0], users[0]];
  const next = async () => String((await assign(id, inTurn(users), 'off')).user);
  const active = (value: boolean) =>
    server.workspace.db.query({ text: `update data."user" set active = ${value} where id = $1::uuid`, values: [off] });
  await active(false);
  const without = [await next(), await next(), await next(), await next()];
  await active(true);
  expect(without).not.toContain(off);
  const after = [await next(), await next(), await next(), await next(), await next(), await next()];
  expect(after[0]).toBe(off);
  expect(users.map((user) => after.filter((each) => each === user).length)).toEqual([2, 2, 2]);
});

test('whoever has least to do, by what counts', async () => {
  const [ada = '', ben = '', cem = ''] = users;
  await server.workspace.db.query({ text: 'delete from data.lead', values: [] });
  await leads(2, { helper: ada });
  await leads(1, { helper: ben });
  await leads(5, { helper: ben, open: false });
  await leads(2, { helper: cem });
  const [id = ''] = await leads(1);
  const open = { cel: 'open', values: [] };
  const least = { method: 'leastLoaded', among: users, field: 'helper', open };
  expect((await assign(id, least, 'least')).user).toBe(ben);
  const all = { method: 'leastLoaded', among: users, field: 'helper' };
  expect((await assign(id, all, 'least')).user).not.toBe(ben);
});

test('many at the same time do not all go to whoever had least', async () => {
  await server.workspace.db.query({ text: 'delete from data.lead', values: [] });
  const ids = await leads(12, { helper: null });
  const least = { method: 'leastLoaded', among: users, field: 'helper' };
  const given = await Promise.all(ids.map((id) => assign(id, least, 'even')));
  expect(users.map((user) => given.filter((each) => each.user === user).length)).toEqual([4, 4, 4]);
}, 20_000);

test('the first rule that holds and has somebody, else who is named for the rest', async () => {
  const [ada = '', ben = '', cem = ''] = users;
  const [id = ''] = await leads(1);
  const rules = (north: boolean, south: boolean, southern: Json) => [
    { when: north, among: [ada] },
    { when: south, among: southern },
  ];
  const by = (list: Json) => assign(id, { method: 'territory', among: cem, rules: list }, 'land');
  expect(await by(rules(true, true, ben))).toMatchObject({ user: ada, rule: 0 });
  expect(await by(rules(false, true, [ben, null]))).toMatchObject({ user: ben, rule: 1 });
  expect(await by(rules(false, true, { team: '00000000-0000-7000-8000-000000000001' }))).toEqual({
    user: cem,
    name: expect.any(String),
  });
  expect(await by([])).toMatchObject({ user: cem });
});

test('people of a role and of a team; where nobody is meant it fails', async () => {
  const { id: chief } = await signedIn(server, 'Chief', ['admin']);
  const team = await fetchAsAdmin(`${server.url}/api/records/team`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'North', members: [users[1]] }),
  });
  const { id: teamId }: { id: string } = JSON.parse(await team.text());
  const [id = ''] = await leads(1);
  expect((await assign(id, inTurn([{ team: teamId }]), 'team')).user).toBe(users[1]);
  const admins = new Set<string>();
  for (let n = 0; n < 3; n += 1) admins.add(String((await assign(id, inTurn({ role: 'admin' }), 'role')).user));
  expect(admins).toContain(chief);
  for (const nobody of [null, [], 'x', { role: 'none' }]) {
    await expect(assign(id, inTurn(nobody), 'none')).rejects.toMatchObject({ code: 'KILN_STEP_FAILED' });
  }
});
