import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import { type SignedIn, signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

let server: TestServer;
let mia: SignedIn;
let ben: SignedIn;
let reader: SignedIn;
let account: string;

beforeAll(async () => {
  server = await startTestServer({ definitions: [fileURLToPath(new URL('../../schemas/crm', import.meta.url))] });
  mia = await signedIn(server, 'Mia', ['salesperson']);
  ben = await signedIn(server, 'Ben', ['salesperson']);
  reader = await signedIn(server, 'Rea', ['readOnly']);
  account = await made(mia, 'account', { name: 'Shared Ltd' });
}, 60_000);
afterAll(() => server.close());

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function read(response: Response) {
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

async function made(who: SignedIn, entity: string, values: object): Promise<string> {
  const { status, body } = await read(await who.fetch(`/api/records/${entity}`, json('POST', values)));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

const get = async (who: SignedIn, path: string) => read(await who.fetch(path));
const share = async (who: SignedIn, id: string, grantee: object, level: string) =>
  read(await who.fetch(`/api/records/account/${id}/shares`, json('POST', { grantee, level })));

describe('a share', () => {
  test('to write is no way to take the record over', async () => {
    const id = await made(mia, 'account', { name: 'Hers Ltd' });
    const path = `/api/records/account/${id}`;
    await share(mia, id, { entity: 'user', id: ben.id }, 'write');
    const change = async (who: SignedIn, values: object) =>
      (await read(await who.fetch(path, json('PATCH', values)))).status;
    expect(await change(ben, { name: 'Theirs Ltd' })).toBe(200);
    // A form that sends what is there already changes no owner.
    expect(await change(ben, { name: 'Ours Ltd', ownerId: mia.id })).toBe(200);
    expect(await change(ben, { ownerId: ben.id })).toBe(403);
    expect(await change(ben, { ownerId: null })).toBe(403);
    expect((await share(ben, id, { entity: 'user', id: ben.id }, 'write')).status).toBe(403);
    expect((await get(mia, path)).body).toMatchObject({ name: 'Ours Ltd', ownerId: mia.id });
    expect((await get(ben, `${path}/rights`)).body).toMatchObject({ update: true, share: false, transfer: false });
    expect((await get(ben, `${path}/rights`)).body.readOnly).toContain('ownerId');
    expect((await get(mia, `${path}/rights`)).body.readOnly).not.toContain('ownerId');
    await mia.fetch(`${path}/shares/${ben.id}`, { method: 'DELETE' });
  });

  test('lets a user read one record, with what the role shows of it, until it is taken back', async () => {
    expect((await get(ben, `/api/records/account/${account}`)).status).toBe(404);
    const shared = await share(mia, account, { entity: 'user', id: ben.id }, 'read');
    expect(shared).toMatchObject({
      status: 201,
      body: { grantee: { entity: 'user', id: ben.id }, name: 'Ben', level: 'read', createdBy: mia.id },
    });
    expect((await get(ben, `/api/records/account/${account}`)).body).toMatchObject({ name: 'Shared Ltd' });
    const list = await get(ben, '/api/records/account?count=true');
    expect(list.body).toMatchObject({ count: 1, data: [{ id: account }] });
    expect((await get(ben, '/api/records/account?search=Shared')).body.data).toHaveLength(1);
    expect((await get(mia, `/api/records/account/${account}/shares`)).body.data).toEqual([shared.body]);

    const taken = await mia.fetch(`/api/records/account/${account}/shares/${ben.id}`, { method: 'DELETE' });
    expect(taken.status).toBe(204);
    const audit = `${server.url}/api/audit?record=${account}&action=shared,unshared&limit=2`;
    expect((await read(await fetchAsAdmin(audit))).body.data).toMatchObject([
      { action: 'unshared', actor: { id: mia.id }, details: { grantee: ben.id } },
      { action: 'shared', actor: { id: mia.id }, details: { grantee: { entity: 'user', id: ben.id }, level: 'read' } },
    ]);
    expect((await get(ben, `/api/records/account/${account}`)).status).toBe(404);
    const again = await mia.fetch(`/api/records/account/${account}/shares/${ben.id}`, { method: 'DELETE' });
    expect(again.status).toBe(404);
  });

  test('changes its level, and gives no more than the one who shares has', async () => {
    await share(mia, account, { entity: 'user', id: ben.id }, 'read');
    const may = async () => (await get(ben, `/api/records/account/${account}/rights`)).body;
    expect(await may()).toMatchObject({ update: false, share: false });
    expect((await share(ben, account, { entity: 'user', id: reader.id }, 'read')).status).toBe(403);
    expect((await get(ben, `/api/records/account/${account}/shares`)).status).toBe(403);
    await share(mia, account, { entity: 'user', id: ben.id }, 'write');
    expect(await may()).toMatchObject({ update: true, delete: false, share: false });
    expect((await get(mia, `/api/records/account/${account}/shares`)).body.data).toHaveLength(1);
    await mia.fetch(`/api/records/account/${account}/shares/${ben.id}`, { method: 'DELETE' });
  });

  test('with a role that changes nothing gives nothing to change', async () => {
    await share(mia, account, { entity: 'user', id: reader.id }, 'write');
    const { body } = await get(reader, `/api/records/account/${account}/rights`);
    expect(body).toMatchObject({ update: false, delete: false, share: false, transfer: false });
    await mia.fetch(`/api/records/account/${account}/shares/${reader.id}`, { method: 'DELETE' });
  });

  test('reaches everybody in a team', async () => {
    const created = await read(
      await fetchAsAdmin(`${server.url}/api/records/team`, json('POST', { name: 'East', members: [ben.id] })),
    );
    await share(mia, account, { entity: 'team', id: created.body.id }, 'read');
    await expect.poll(async () => (await get(ben, `/api/records/account/${account}`)).status).toBe(200);
    await mia.fetch(`/api/records/account/${account}/shares/${created.body.id}`, { method: 'DELETE' });
    expect((await get(ben, `/api/records/account/${account}`)).status).toBe(404);
  });

  test('ends with its record: another one that takes the id is not shared', async () => {
    const id = await made(mia, 'account', { name: 'Gone Ltd' });
    await share(mia, id, { entity: 'user', id: ben.id }, 'read');
    expect((await get(ben, `/api/records/account/${id}`)).status).toBe(200);
    const purged = await fetchAsAdmin(`${server.url}/api/records/account/${id}?purge=true`, { method: 'DELETE' });
    expect(purged.status).toBe(204);
    await made(mia, 'account', { id, name: 'New Ltd' });
    expect((await get(ben, `/api/records/account/${id}`)).status).toBe(404);
  });

  test.each([
    ['nobody', { grantee: { entity: 'user', id: '0190b8a8-0000-7000-8000-000000000000' }, level: 'read' }],
    ['a team that is a user', { grantee: { entity: 'team', id: 'BEN' }, level: 'read' }],
    ['another entity', { grantee: { entity: 'account', id: 'BEN' }, level: 'read' }],
    ['no id', { grantee: { entity: 'user', id: "' or 1=1" }, level: 'read' }],
    ['another level', { grantee: { entity: 'user', id: 'BEN' }, level: 'delete' }],
    ['more', { grantee: { entity: 'user', id: 'BEN' }, level: 'read', createdBy: 'BEN' }],
    ['a list', []],
  ])('with %s is refused', async (_what, body) => {
    const text = JSON.stringify(body).replaceAll('BEN', ben.id);
    const refused = await read(
      await mia.fetch(`/api/records/account/${account}/shares`, { ...json('POST', {}), body: text }),
    );
    expect(refused.status).toBe(422);
    expect((await get(mia, `/api/records/account/${account}/shares`)).body.data).toEqual([]);
  });

  test('of a line is refused: it is shared with its parent', async () => {
    const quote = await made(mia, 'quote', {
      name: 'Offer',
      account,
      lines: [{ name: 'Line', quantity: 1, unitPrice: 5 }],
    });
    const { body } = await get(mia, `/api/records/quote/${quote}?select=lines(id)`);
    const line = body.lines[0].id;
    expect((await get(ben, `/api/records/quoteLine/${line}`)).status).toBe(404);
    const path = `/api/records/quoteLine/${line}/shares`;
    const grantee = { entity: 'user', id: ben.id };
    expect((await read(await mia.fetch(path, json('POST', { grantee, level: 'read' })))).status).toBe(400);
    await mia.fetch(`/api/records/quote/${quote}/shares`, json('POST', { grantee, level: 'read' }));
    expect((await get(ben, `/api/records/quoteLine/${line}`)).body).toMatchObject({ name: 'Line' });
  });
});

test('a file is read by those who read a record that holds it, and before that by who uploaded it', async () => {
  const form = new FormData();
  form.set('file', new Blob(['hello'], { type: 'text/plain' }), 'hello.txt');
  const { body: file } = await read(await mia.fetch('/api/files', { method: 'POST', body: form }));
  const status = async (who: SignedIn) => (await who.fetch(`/api/files/${file.id}`)).status;
  expect([await status(mia), await status(ben), await status(reader)]).toEqual([200, 404, 404]);
  const ticket = await made(mia, 'ticket', { subject: 'With a file', attachments: [{ id: file.id }] });
  expect([await status(mia), await status(ben), await status(reader)]).toEqual([200, 404, 200]);
  const refused = await ben.fetch(`/api/files/${file.id}`);
  const missing = await ben.fetch(`/api/files/0190b8a8-0000-7000-8000-000000000000`);
  expect((await read(refused)).body.detail).toBe((await read(missing)).body.detail);
  await fetchAsAdmin(
    `${server.url}/api/records/ticket/${ticket}/shares`,
    json('POST', { grantee: { entity: 'user', id: ben.id }, level: 'read' }),
  );
  expect(await status(ben)).toBe(200);
});

test('live events reach those who may read the record', async () => {
  const heard: [string, string][] = [];
  const sockets = await Promise.all(
    [mia, ben, reader].map(
      (who) =>
        new Promise<Socket>((resolve, reject) => {
          const socket = io(server.url, {
            path: '/live',
            transports: ['websocket'],
            extraHeaders: { authorization: `Bearer ${who.secret}` },
          });
          socket.on('record:changed', ({ id }: { id: string }) => heard.push([who.actor.name, id]));
          socket.once('connect', () => resolve(socket));
          socket.once('connect_error', reject);
        }),
    ),
  );
  const id = await made(mia, 'account', { name: 'Live Ltd' });
  await expect.poll(() => heard.filter(([, each]) => each === id)).toHaveLength(2);
  await share(mia, id, { entity: 'user', id: ben.id }, 'read');
  const toBen = () => heard.filter(([name, each]) => name === 'Ben' && each === id);
  await expect.poll(toBen).toHaveLength(1);
  await mia.fetch(`/api/records/account/${id}/shares/${ben.id}`, { method: 'DELETE' });
  await fetchAsAdmin(`${server.url}/api/records/account/${id}`, { method: 'DELETE' });
  await expect
    .poll(() => heard.filter(([name, each]) => name === 'Rea' && each === id).length)
    .toBeGreaterThanOrEqual(3);
  await sleep(100);
  expect(toBen()).toHaveLength(1);
  for (const socket of sockets) socket.disconnect();
});

describe('explain', () => {
  const explained = (who: SignedIn, id: string, actor?: SignedIn) =>
    get(who, `/api/access/explain?entity=account&id=${id}${actor ? `&actor=${actor.id}` : ''}`);

  test('says by which role, rule and share', async () => {
    await share(mia, account, { entity: 'user', id: ben.id }, 'read');
    const { body } = await explained(ben, account);
    expect(body.actor).toMatchObject({ id: ben.id, roles: ['salesperson'] });
    expect(body.shares).toMatchObject([{ grantee: { id: ben.id }, level: 'read' }]);
    const right = (name: string) => body.rights.find((each: { right: string }) => each.right === name);
    expect(right('read')).toEqual({
      right: 'read',
      allowed: true,
      roles: [{ role: 'salesperson', rule: 'ownerId in actor.teamUsers', applies: false }],
    });
    expect(right('update')).toMatchObject({ allowed: false, roles: [{ rule: 'ownerId == actor.id', applies: false }] });
    expect(right('delete')).toMatchObject({ allowed: false, roles: [{ rule: false, applies: false }] });
    expect(body.fields).toContainEqual({
      name: 'creditLimit',
      roles: [{ role: 'salesperson', shown: 'clear', writable: false }],
    });
    await mia.fetch(`/api/records/account/${account}/shares/${ben.id}`, { method: 'DELETE' });
  });

  test('is for oneself, unless one administers roles or users', async () => {
    expect((await explained(ben, account)).status).toBe(404);
    expect((await explained(ben, account, mia)).status).toBe(403);
    const admins = await read(
      await fetchAsAdmin(`${server.url}/api/access/explain?entity=account&id=${account}&actor=${ben.id}`),
    );
    expect(admins.status).toBe(200);
    expect(
      admins.body.rights.every(({ right, allowed }: { right: string; allowed: boolean }) => right && !allowed),
    ).toBe(true);
  });
});
