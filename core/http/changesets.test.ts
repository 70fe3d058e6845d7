import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import { type SignedIn, signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({});
}, 60_000);
afterAll(() => server.close());

async function put(title: string, base?: string) {
  const document = { $schema: 'kiln:role', $id: 'seller', title, entities: {} };
  const response = await fetchAsAdmin(`${server.url}/api/changesets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(base === undefined ? {} : { 'if-match': base }) },
    body: JSON.stringify({ changes: [{ kind: 'role', name: 'seller', document }], message: '' }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function read(): Promise<{ version: string; document: { title: string } }> {
  return JSON.parse(await (await fetchAsAdmin(`${server.url}/api/definitions/role/seller`)).text());
}

test('a change-set is refused when the model is no longer the one it was made for', async () => {
  const first = await put('Seller');
  expect(first.status).toBe(201);
  const seen = await read();
  expect(seen.version).toBe(first.body.version);
  expect((await put('Vendor', `"${seen.version}"`)).status).toBe(201);
  const stale = await put('Late', `"${seen.version}"`);
  const now = await read();
  expect(stale).toMatchObject({ status: 412, body: { code: 'KILN_STALE', version: now.version } });
  expect(now.document.title).toBe('Vendor');
  expect((await put('Whatever', '*')).status).toBe(201);
});

test('of two at the same time one is refused', async () => {
  const { version } = await read();
  const both = await Promise.all(['A', 'B', 'C', 'D'].map((title) => put(title, `"${version}"`)));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412]);
});

test('what changes nothing is done, and leaves no trace', async () => {
  await put('Same');
  const entries = async () =>
    (await server.workspace.db.query({ text: 'select id from kiln.changeset', values: [] })).length;
  const [before, { version }] = [await entries(), await read()];
  const again = await put('Same');
  expect(again).toMatchObject({ status: 201, body: { id: null, version, plan: { operations: [], changes: [] } } });
  expect(await entries()).toBe(before);
});

test('a hundred at the same time take their turns, and none is lost', async () => {
  const all = await Promise.all(
    Array.from({ length: 100 }, (_, index) => change(fetchAsAdmin, server.url, [role(`crowd${index}`, [])])),
  );
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
  const names = [...server.workspace.model().roles.keys()].filter((name) => name.startsWith('crowd'));
  expect(names).toHaveLength(100);
}, 60_000);

test('what is no version in quotes is told', async () => {
  for (const base of ['x', '"', '', `"${'x'.repeat(300)}"`])
    expect([(await put('Seller', base)).status, base]).toEqual([400, base]);
});

test('roles are changed by those who administer roles, the rest of the model by those who shape it', async () => {
  await change(fetchAsAdmin, server.url, [role('keeper', ['roles']), role('shaper', ['studio'])]);
  const keeper = await signedIn(server, 'Keeper', ['keeper']);
  const shaper = await signedIn(server, 'Shaper', ['shaper']);
  expect((await keeper.fetch('/api/definitions/role/seller')).status).toBe(200);
  expect((await keeper.fetch('/api/definitions/entity')).status).toBe(403);
  const mine = await change(keeper.fetch, '', [role('seller', ['audit'])]);
  expect(mine.status).toBe(201);
  expect((await change(keeper.fetch, '', [role('seller', []), box])).status).toBe(403);
  expect((await change(shaper.fetch, '', [role('shaper', ['roles'])])).status).toBe(403);
  const boxes = await change(shaper.fetch, '', [box]);
  expect(boxes.status).toBe(201);
  const revert = (who: SignedIn, id: string) => who.fetch(`/api/changesets/${id}/revert`, { method: 'POST' });
  expect((await revert(shaper, mine.id)).status).toBe(403);
  expect((await revert(keeper, boxes.id)).status).toBe(403);
  expect((await revert(keeper, mine.id)).status).toBe(201);
  expect((await revert(shaper, boxes.id)).status).toBe(201);
  expect((await revert(keeper, '00000000-0000-7000-8000-00000000000f')).status).toBe(403);
});

test('workflows are changed by who may, and act for others where one may give rights away', async () => {
  const workflow = (runAs: string) => ({
    kind: 'workflow',
    name: 'call',
    document: { $schema: 'kiln:workflow', $id: 'call', title: 'Call', trigger: { on: 'manual' }, steps: [], runAs },
  });
  const roles = [role('drawer', ['studio']), role('maker', ['studio', 'workflows'])];
  await change(fetchAsAdmin, server.url, [...roles, role('chief', ['studio', 'workflows', 'roles'])]);
  const drawer = await signedIn(server, 'Drawer', ['drawer']);
  const maker = await signedIn(server, 'Maker', ['maker']);
  const chief = await signedIn(server, 'Chief', ['chief']);
  expect((await change(drawer.fetch, '', [workflow('publisher')])).status).toBe(403);
  expect((await change(maker.fetch, '', [workflow('actor')])).status).toBe(403);
  expect((await change(maker.fetch, '', [workflow('publisher')])).status).toBe(201);
  const given = await change(chief.fetch, '', [workflow('actor')]);
  expect(given.status).toBe(201);
  expect((await drawer.fetch(`/api/changesets/${given.id}/revert`, { method: 'POST' })).status).toBe(403);
});

const role = (name: string, system: string[]) => ({
  kind: 'role',
  name,
  document: { $schema: 'kiln:role', $id: name, title: name, entities: {}, system },
});
const box = {
  kind: 'entity',
  name: 'box',
  document: {
    $schema: 'kiln:entity',
    $id: 'box',
    title: 'Box',
    'x-plural': 'Boxes',
    type: 'object',
    properties: { name: { type: 'string', title: 'Name' } },
    'x-display': 'name',
  },
};

async function change(fetch: SignedIn['fetch'], url: string, changes: readonly object[]) {
  const response = await fetch(`${url}/api/changesets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ changes, message: '' }),
  });
  return { status: response.status, id: JSON.parse(await response.text()).id };
}
