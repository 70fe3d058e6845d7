import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { adminToken } from '../testing/asAdmin.ts';
import { type ClientReply, createClient } from '../testing/client.ts';
import { type SignedIn, signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

const firm = {
  $schema: 'kiln:entity',
  $id: 'firm',
  title: 'Firm',
  type: 'object',
  properties: { name: { type: 'string' }, city: { type: 'string' } },
  'x-owned': true,
};
const person = {
  $schema: 'kiln:entity',
  $id: 'person',
  title: 'Person',
  type: 'object',
  properties: {
    name: { type: 'string' },
    mail: { type: 'string' },
    stage: { type: 'string', enum: ['new', 'won', 'lost'], default: 'new' },
    tags: { type: 'array', items: { type: 'string', enum: ['a', 'b', 'c'] } },
    points: { type: 'integer' },
    firm: { 'x-relation': { to: 'firm', inverse: 'people' } },
    about: { 'x-relation': { to: ['firm', 'person'] } },
    isWon: { type: 'boolean', 'x-formula': "stage == 'won'" },
    steps: { 'x-children': { entity: 'step', field: 'person' } },
  },
  'x-owned': true,
};
const step = {
  $schema: 'kiln:entity',
  $id: 'step',
  title: 'Step',
  type: 'object',
  properties: { what: { type: 'string' }, person: { 'x-relation': { to: 'person' } } },
  required: ['person'],
  'x-parent': { entity: 'person', field: 'person' },
};

let server: TestServer;
let ann: SignedIn;
let bob: SignedIn;
let firmId: string;
let wonId: string;
let newId: string;

const asAdmin = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  createClient(server).call(method, path, body, { authorization: `Bearer ${adminToken}`, ...headers });
const as = (who: SignedIn) => (method: string, path: string, body?: unknown) =>
  createClient(server).call(method, path, body, { authorization: `Bearer ${who.secret}` });
const get = (path: string) => asAdmin('GET', path);

async function change(changes: readonly { kind: string; name: string; document: JsonObject | null }[], rest = {}) {
  const reply = await asAdmin('POST', '/api/changesets', { changes, message: '', ...rest });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body;
}
const put = (document: JsonObject & { $schema: string; $id: string }) => ({
  kind: document.$schema.slice('kiln:'.length),
  name: document.$id,
  document,
});

beforeAll(async () => {
  server = await startTestServer({});
  await change([put(firm), put(person), put(step)]);
  await change([
    put({
      $schema: 'kiln:view',
      $id: 'winners',
      title: 'Winners',
      entity: 'person',
      type: 'list',
      columns: ['name', 'mail', 'firm.city'],
      where: "stage == 'won'",
      sort: 'mail',
    }),
    put({
      $schema: 'kiln:role',
      $id: 'seller',
      title: 'Seller',
      entities: {
        person: {
          create: true,
          read: "ownerId == actor.id || stage == 'won' && mail != 'secret'",
          update: 'own',
          share: 'own',
          fields: { points: { read: false } },
        },
        firm: { read: true },
      },
    }),
  ]);
  ann = await signedIn(server, 'Ann', ['seller']);
  bob = await signedIn(server, 'Bob', ['seller']);
  firmId = (await asAdmin('POST', '/api/records/firm', { name: 'Acme', city: 'Bern' })).body.id;
  const made = await asAdmin('POST', '/api/records/person', [
    {
      name: 'W',
      mail: 'w@x',
      stage: 'won',
      tags: ['a', 'b'],
      points: 3,
      firm: firmId,
      about: { entity: 'firm', id: firmId },
    },
    { name: 'N', mail: 'n@x', tags: ['c', 'a'], points: 4, steps: [{ what: 'call' }] },
    { name: 'S', mail: 'secret', stage: 'won' },
  ]);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  [wonId, newId] = made.body.data.map(({ id }: { id: string }) => id);
  await asAdmin('POST', `/api/records/person/${newId}/shares`, {
    grantee: { entity: 'user', id: bob.id },
    level: 'read',
  });
}, 60_000);
afterAll(() => server.close());

const client = {
  $schema: 'kiln:entity',
  $id: 'client',
  'x-id': 'person',
  title: 'Client',
  type: 'object',
  properties: {
    name: person.properties.name,
    email: { ...person.properties.mail, 'x-id': 'mail' },
    phase: {
      type: 'string',
      'x-id': 'stage',
      enum: ['new', 'closed won', 'lost'],
      default: 'new',
      'x-options': { 'closed won': { 'x-id': 'won' } },
    },
    labels: {
      type: 'array',
      'x-id': 'tags',
      items: { type: 'string', enum: ['A', 'b', 'c'] },
      'x-options': { A: { 'x-id': 'a' } },
    },
    score: { type: 'integer', 'x-id': 'points' },
    company: { 'x-id': 'firm', 'x-relation': { to: 'firm', inverse: 'clients' } },
    about: person.properties.about,
    isWon: person.properties.isWon,
    steps: person.properties.steps,
  },
  'x-owned': true,
};

test('options may change places', async () => {
  const box = (one: string, two: string) =>
    put({
      $schema: 'kiln:entity',
      $id: 'box',
      title: 'Box',
      type: 'object',
      properties: {
        size: {
          type: 'string',
          enum: ['small', 'large'],
          'x-options': { [one]: { 'x-id': 'small' }, [two]: { 'x-id': 'large' } },
        },
        number: { type: 'integer' },
        isSmall: { type: 'boolean', 'x-formula': "size == 'small'" },
      },
    });
  await change([box('small', 'large')]);
  await asAdmin('POST', '/api/records/box', [
    { number: 1, size: 'small' },
    { number: 2, size: 'large' },
    { number: 3 },
  ]);
  await change([box('large', 'small')]);
  const { body } = await get('/api/records/box?sort=number&select=size,isSmall');
  expect(body.data).toMatchObject([
    { size: 'large', isSmall: true },
    { size: 'small', isSmall: false },
    { size: null, isSmall: false },
  ]);
  expect((await get('/api/definitions/entity/box')).body.document.properties.isSmall['x-formula']).toBe(
    "size == 'large'",
  );
});

test('whoever holds a role holds it under its new name, and nobody else by that', async () => {
  const roleOf = (name: string, rest = {}) =>
    put({ $schema: 'kiln:role', $id: name, title: name, entities: { firm: { read: true } }, ...rest });
  await change([roleOf('keeper'), roleOf('other', { entities: {} })]);
  const kim = await signedIn(server, 'Kim', ['keeper']);
  const ole = await signedIn(server, 'Ole', ['other']);
  const statusOf = async (who: SignedIn) => (await as(who)('GET', '/api/records/firm')).status;
  expect([await statusOf(kim), await statusOf(ole)]).toEqual([200, 404]);
  await change([{ kind: 'role', name: 'other', document: null }]);
  await change([{ kind: 'role', name: 'keeper', document: null }, roleOf('other', { 'x-id': 'keeper' })]);
  await expect.poll(() => statusOf(kim)).toBe(200);
  expect(await statusOf(ole)).toBe(404);
  const people: { id: string; roles: string[] }[] = (await get('/api/users')).body.data;
  expect(people.find(({ id }) => id === kim.id)?.roles).toEqual(['other']);
});

test('an upload may say where it is for by an old name', async () => {
  const album = {
    $schema: 'kiln:entity',
    $id: 'album',
    title: 'Album',
    type: 'object',
    properties: { scan: { type: 'object', 'x-type': 'file' } },
  };
  const book = {
    ...album,
    $id: 'book',
    'x-id': 'album',
    properties: { page: { ...album.properties.scan, 'x-id': 'scan' } },
  };
  await change([put(album)]);
  await change([put(book), { kind: 'entity', name: 'album', document: null }]);
  const upload = (target: string) => {
    const form = new FormData();
    form.set('file', new Blob(['hello']), 'hello.txt');
    const headers = { authorization: `Bearer ${adminToken}` };
    return fetch(`${server.url}/api/files?${target}`, { method: 'POST', headers, body: form });
  };
  const uploaded = await upload('entity=album&field=scan');
  expect([uploaded.status, await uploaded.json()]).toMatchObject([201, { name: 'hello.txt', size: 5 }]);
  expect(uploaded.headers.get('link')).toContain('entity=book&field=page');
  expect((await upload('entity=album&field=odd')).status).toBe(400);
});

describe('a rename of an entity, its fields and options', () => {
  let socket: Socket;
  const heard: JsonObject[] = [];

  beforeAll(async () => {
    socket = io(server.url, {
      path: '/live',
      transports: ['websocket'],
      extraHeaders: { authorization: `Bearer ${bob.secret}` },
    });
    socket.on('record:changed', (event: JsonObject) => heard.push(event));
    await new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(undefined));
      socket.once('connect_error', reject);
    });
    const { plan } = await change([{ kind: 'entity', name: 'person', document: null }, put(client)]);
    expect(plan.operations.map(({ op, rows }: JsonObject) => [op, rows])).toEqual(
      expect.arrayContaining([
        ['renameTable', undefined],
        ['renameReferences', 0],
        ['renameOption', 2],
      ]),
    );
    expect(plan.dependants.every(({ fixed }: JsonObject) => fixed)).toBe(true);
  });
  afterAll(() => void socket.close());

  test('keeps the data', async () => {
    const { body } = await get(
      '/api/records/client?sort=name&select=name,email,phase,labels,score,company(name,clients(name)),isWon,steps(what)',
    );
    expect(body.data).toEqual([
      expect.objectContaining({
        name: 'N',
        phase: 'new',
        labels: ['c', 'A'],
        steps: [expect.objectContaining({ what: 'call' })],
      }),
      expect.objectContaining({ name: 'S', phase: 'closed won', email: 'secret' }),
      {
        name: 'W',
        email: 'w@x',
        phase: 'closed won',
        labels: ['A', 'b'],
        score: 3,
        isWon: true,
        company: expect.objectContaining({ name: 'Acme', clients: [expect.objectContaining({ name: 'W' })] }),
        steps: [],
      },
    ]);
    const [row] = (await get(`/api/records/client?where=${encodeURIComponent(`id == '${wonId}'`)}`)).body.data;
    expect(row.version).toBe(1);
    expect(row.about).toEqual({ entity: 'firm', id: firmId });
  });

  test('is followed by views, roles, shares and live events', async () => {
    expect((await get('/api/definitions/view/winners')).body.document).toMatchObject({
      entity: 'client',
      columns: ['name', 'email', 'company.city'],
      where: "phase == 'closed won'",
      sort: 'email',
    });
    const seen = async (who: SignedIn) =>
      (await as(who)('GET', '/api/records/client?select=name&sort=name')).body.data.map(({ name }: JsonObject) => name);
    expect(await seen(ann)).toEqual(['W']);
    expect(await seen(bob)).toEqual(['N', 'W']);
    expect((await as(ann)('GET', '/api/records/client?select=score')).status).toBe(400);
    expect((await as(ann)('GET', '/api/records/client?select=points')).status).toBe(400);
    heard.length = 0;
    expect((await asAdmin('PATCH', `/api/records/client/${wonId}`, { name: 'Wu' })).status).toBe(200);
    await expect
      .poll(() => heard, { timeout: 5_000 })
      .toContainEqual(expect.objectContaining({ entity: 'client', id: wonId }));
    await asAdmin('PATCH', `/api/records/client/${wonId}`, { name: 'W' });
  });

  const expectOld = (reply: ClientReply, successor: string): void => {
    expect(reply.headers.get('deprecation')).toMatch(/^@\d{10}$/);
    const sunset = Date.parse(reply.headers.get('sunset') ?? '');
    expect(sunset - Date.now()).toBeGreaterThan(29.9 * 86_400_000);
    expect(sunset - Date.now()).toBeLessThan(30 * 86_400_000 + 1000);
    expect(decodeURIComponent(reply.headers.get('link') ?? '').replaceAll('+', ' ')).toBe(
      `<${successor}>; rel="successor-version"`,
    );
  };

  test('leaves old names understood in lists', async () => {
    const where = "stage == 'won' && mail.startsWith('w') && firm.people.exists(p, p.mail == mail)";
    const old = await get(
      `/api/records/person?select=name,mail,firm(name,people(mail)),email&sort=-mail&where=${encodeURIComponent(where)}`,
    );
    expect(old.status, JSON.stringify(old.body)).toBe(200);
    expectOld(
      old,
      "/api/records/client?select=name,email,company(name,clients(email)),email&sort=-email&where=phase == 'closed won' && email.startsWith('w') && company.clients.exists(p, p.email == email)",
    );
    const [row] = old.body.data;
    expect(row).toMatchObject({
      name: 'W',
      mail: 'w@x',
      email: 'w@x',
      firm: { name: 'Acme', people: [{ mail: 'w@x' }] },
    });
    expect(row.firm.people[0].email).toBeUndefined();
    expect(row.company).toBeUndefined();
    const now = await get('/api/records/client?select=name,email');
    expect(now.headers.get('deprecation')).toBeNull();
    const page = '/api/records/person?sort=mail&select=mail&limit=1&count=true';
    const first = await get(page);
    const second = await get(`${page}&after=${encodeURIComponent(first.body.next)}`);
    expect([first, second].map(({ body }) => [body.data[0].mail, body.count])).toEqual([
      ['n@x', 3],
      ['secret', 3],
    ]);
    const one = await get(`/api/records/person/${wonId}?select=stage`);
    expect(one.body).toMatchObject({ stage: 'closed won' });
    const values = await get(
      `/api/records/client?where=${encodeURIComponent("phase in ['won', 'lost'] && 'a' in labels")}&select=name`,
    );
    expect(values.body.data).toEqual([expect.objectContaining({ name: 'W' })]);
    expect(values.headers.get('deprecation')).not.toBeNull();
  });

  test('leaves old names understood in groups', async () => {
    const groups = await get(
      '/api/records/person/aggregate?group=stage,firm.city&measure=sum(points),count()&sort=-sum(points)',
    );
    expect(groups.status, JSON.stringify(groups.body)).toBe(200);
    expect(groups.body.data[0]).toEqual({ stage: 'new', 'firm.city': null, 'sum(points)': 4, 'count()': 1 });
    expectOld(
      groups,
      '/api/records/client/aggregate?group=phase,company.city&measure=sum(score),count()&sort=-sum(score)',
    );
  });

  test('leaves old names understood by the audit, in explanations and by whoever watches', async () => {
    const today = await get('/api/audit?entity=client&action=updated');
    const old = await get('/api/audit?entity=person&action=updated');
    expect([old.status, old.body.data.length]).toEqual([200, today.body.data.length]);
    expectOld(old, '/api/audit?entity=client&action=updated');
    expect((await get('/api/audit/export?entity=person&format=csv')).status).toBe(200);
    expect((await get('/api/audit?entity=nobody')).status).toBe(400);
    const explained = await get(`/api/access/explain?entity=person&id=${wonId}`);
    expect(explained.status).toBe(200);
    expectOld(explained, `/api/access/explain?entity=client&id=${wonId}`);

    await socket.emitWithAck('watch', ['person']);
    heard.length = 0;
    await asAdmin('PATCH', `/api/records/firm/${firmId}`, { name: 'Acme' });
    await asAdmin('PATCH', `/api/records/client/${wonId}`, { score: 3 });
    await expect.poll(() => heard).toContainEqual(expect.objectContaining({ entity: 'client', id: wonId }));
    expect(heard).not.toContainEqual(expect.objectContaining({ entity: 'firm' }));
  });

  test('leaves old names understood in writes', async () => {
    const body = {
      name: 'X',
      mail: 'x@x',
      stage: 'won',
      tags: ['a', 'c'],
      firm: firmId,
      about: { entity: 'person', id: wonId },
      steps: [{ what: 'mail' }],
    };
    const headers = { 'idempotency-key': 'once' };
    const made = await asAdmin('POST', '/api/records/person', body, headers);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expectOld(made, '/api/records/client');
    expect(made.headers.get('location')).toBe(`/api/records/client/${made.body.id}`);
    expect(made.body).toMatchObject({
      email: 'x@x',
      phase: 'closed won',
      labels: ['A', 'c'],
      about: { entity: 'client', id: wonId },
    });
    const again = await asAdmin('POST', '/api/records/person', body, headers);
    expect([again.body.id, again.headers.get('idempotency-replayed')]).toEqual([made.body.id, 'true']);
    const updated = await asAdmin('PATCH', `/api/records/client/${made.body.id}`, { stage: 'lost', mail: 'y@x' });
    expect(updated.body).toMatchObject({ phase: 'lost', email: 'y@x', version: 2 });
    expectOld(updated, `/api/records/client/${made.body.id}`);
    const both = await asAdmin('PATCH', `/api/records/client/${made.body.id}`, { email: '1', mail: '2' });
    expect(both.status).toBe(422);
    const batch = await asAdmin('POST', '/api/batch', {
      operations: [
        { op: 'update', entity: 'person', id: made.body.id, values: { points: 9 } },
        { op: 'delete', entity: 'person', id: made.body.id },
      ],
    });
    expect([batch.status, batch.body.data[0].score]).toEqual([200, 9]);
    expectOld(batch, '/api/batch');
    for (const path of ['history', 'rights', 'shares']) {
      const reply = await get(`/api/records/person/${newId}/${path}`);
      expect([path, reply.status]).toEqual([path, 200]);
    }
  });

  test('tells nobody by an old name what the new one hides', async () => {
    const hidden = await as(ann)('GET', '/api/records/person?select=points');
    expect(hidden.status).toBe(400);
    expect(JSON.stringify(hidden.body)).not.toContain('score');
    expect((await as(ann)('GET', '/api/records/nothing')).status).toBe(404);
    expect((await as(ann)('GET', `/api/records/person?where=${encodeURIComponent('points > 1')}`)).status).toBe(400);
  });

  test('of what is wrong besides, the reason is told', async () => {
    const reply = await get('/api/records/person?select=mail,nonsense');
    expect([reply.status, reply.body.detail]).toEqual([400, "client has no field 'nonsense'."]);
    expect((await get('/api/records/person/123')).status).toBe(404);
    expect((await asAdmin('POST', '/api/records/person', { stage: 'odd' })).status).toBe(422);
  });

  test('ends where something new has the name', async () => {
    const { document } = (await get('/api/definitions/entity/client')).body;
    const properties = { ...document.properties, mail: { type: 'string', 'x-id': 'paper' } };
    await change([put({ ...document, properties })]);
    const { body, headers } = await get(`/api/records/client/${wonId}?select=mail,email`);
    expect(body).toMatchObject({ mail: null, email: 'w@x' });
    expect(headers.get('deprecation')).toBeNull();
    await change([put(document)], { acceptDataLoss: true });
    expect((await get(`/api/records/client/${wonId}?select=mail`)).body).toMatchObject({ mail: 'w@x' });
  });

  test('of old names nothing is understood after their time', async () => {
    const { db } = server.workspace;
    const age = (days: number) =>
      db.query({
        text: `update kiln.old_name set renamed_at = renamed_at - make_interval(days => ${days})`,
        values: [],
      });
    const reload = async (title: string) => {
      const { document } = (await get('/api/definitions/entity/firm')).body;
      await change([put({ ...document, title })]);
    };
    await age(29);
    await reload('Company');
    expect((await get('/api/records/person?select=mail')).status).toBe(200);
    await age(2);
    await reload('Firm');
    expect((await get('/api/records/person?select=mail')).status).toBe(404);
    expect((await get('/api/records/client?select=mail')).status).toBe(400);
    await age(-31);
    await reload('Firms');
    expect((await get('/api/records/person?select=mail')).status).toBe(200);
  });

  test('is taken back with everything that followed', async () => {
    const { body } = await get('/api/changesets?limit=100');
    const renaming = body.data.findLast(({ documents }: { documents: JsonObject[] }) =>
      documents.some(({ name }) => name === 'client'),
    );
    const reverted = await asAdmin('POST', `/api/changesets/${renaming.id}/revert`, {});
    expect(reverted.status, JSON.stringify(reverted.body)).toBe(201);
    expect((await get('/api/definitions/view/winners')).body.document).toMatchObject({
      entity: 'person',
      where: "stage == 'won'",
    });
    const list = await get('/api/records/person?sort=name&select=name,stage,tags');
    expect(list.headers.get('deprecation')).toBeNull();
    expect(list.body.data).toMatchObject([
      { name: 'N', stage: 'new', tags: ['c', 'a'] },
      { name: 'S', stage: 'won' },
      { name: 'W', stage: 'won', tags: ['a', 'b'] },
    ]);
    expect((await get('/api/records/client?select=email')).body.data[0].email).toBeDefined();
  });
});
