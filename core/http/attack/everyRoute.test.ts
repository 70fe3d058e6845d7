import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { type SignedIn, signedIn } from '../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

/** Every base role against every route of the OpenAPI document, with records that are somebody else's. */
const roles = ['salesManager', 'salesperson', 'serviceAgent', 'marketing', 'readOnly'];
const missing = '0190b8a8-0000-7000-8000-000000000000';

let server: TestServer;
let people: Map<string, SignedIn>;
/** Paths with their methods, as the administrator is told them. */
let paths: [path: string, methods: string[]][];
/** A record of every entity that the administrator owns. */
const ids = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer({ definitions: [fileURLToPath(new URL('../../../schemas/crm', import.meta.url))] });
  people = new Map();
  for (const role of roles) people.set(role, await signedIn(server, role, [role]));
  const account = await made('account', { name: 'Other Ltd' });
  const quote = await made('quote', {
    name: 'Other offer',
    account,
    lines: [{ name: 'L', quantity: 1, unitPrice: 1 }],
  });
  await made('contact', { name: 'Other', account });
  await made('lead', { name: 'Other', status: 'qualified' });
  await made('opportunity', { name: 'Other', account, closeDate: '2026-01-01' });
  await made('ticket', { subject: 'Other', assignee: missing });
  await made('product', { name: 'Other', sku: 'O-1', price: 1 });
  await made('article', { title: 'Other' });
  await made('activity', { subject: 'Other', type: 'task' });
  await made('note', { title: 'Other', body: 'Text' });
  await made('team', { name: 'Other' });
  const lines = await admin(`/api/records/quote/${quote}?select=lines(id)`);
  ids.set('quoteLine', JSON.parse(lines.text).lines[0].id);
  ids.set('user', JSON.parse((await admin('/api/records/user')).text).data[0].id);
  const document = JSON.parse((await admin('/api/openapi.json')).text);
  const verbs = new Set(['get', 'post', 'patch', 'delete']);
  paths = Object.entries<object>(document.paths).map(([path, item]) => [
    path,
    Object.keys(item).filter((key) => verbs.has(key)),
  ]);
}, 60_000);
afterAll(() => server.close());

async function admin(path: string, init?: RequestInit): Promise<{ status: number; text: string }> {
  const response = await fetchAsAdmin(`${server.url}${path}`, init);
  return { status: response.status, text: await response.text() };
}

async function made(entity: string, values: object): Promise<string> {
  const { status, text } = await admin(`/api/records/${entity}`, json('POST', values));
  expect(status, text).toBe(201);
  const { id } = JSON.parse(text);
  ids.set(entity, id);
  return id;
}

function json(method: string, body: unknown): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function asked(who: SignedIn, path: string, method: string): Promise<{ status: number; text: string }> {
  const isRead = method === 'get' || method === 'delete';
  const init = isRead ? { method: method.toUpperCase() } : json(method.toUpperCase(), {});
  const response = await who.fetch(path, init);
  return { status: response.status, text: await response.text() };
}

describe.each(roles)('%s', (role) => {
  test('learns nothing of a record that the role does not show, and changes none that it does not give', async () => {
    const who = people.get(role);
    if (!who) throw new Error(`nobody is ${role}`);
    const { entities } = JSON.parse((await asked(who, '/api/model', 'get')).text);
    const mayOf = new Map<string, string[]>(
      entities.map((each: { name: string; rights: string[] }) => [each.name, each.rights]),
    );
    const onAll = new Map<string, string[]>(
      entities.map((each: { name: string; rightsOnAll: string[] }) => [each.name, each.rightsOnAll]),
    );
    const before = await snapshot();
    let looked = 0;
    for (const [path, methods] of paths) {
      const entity = /^\/api\/records\/([^/]+)\/\{id\}/.exec(path)?.[1];
      const id = ids.get(entity ?? '');
      if (!entity || id === undefined) continue;
      const at = (record: string) => path.replace('{id}', record).replace('{grantee}', missing);
      const isSeen = (await asked(who, `/api/records/${entity}/${id}`, 'get')).status === 200;
      expect(isSeen && !mayOf.has(entity), `${entity} is not in the model`).toBe(false);
      for (const method of methods) {
        looked += 1;
        const context = `${method} ${path}`;
        const real = await asked(who, at(id), method);
        if (!isSeen) {
          const absent = await asked(who, at(missing), method);
          const said = ({ text }: typeof real, record: string) =>
            text.replaceAll(record, 'ID').replace(/"requestId":"[^"]*"/, '');
          expect([real.status, said(real, id)], context).toEqual([absent.status, said(absent, missing)]);
          expect(real.status, context).toBeGreaterThanOrEqual(400);
        } else if (method === 'delete' || (path.endsWith('/shares') && !onAll.get(entity)?.includes('share'))) {
          expect(real.status, context).toBeGreaterThanOrEqual(400);
        } else if (method === 'patch' && !mayOf.get(entity)?.includes('update')) {
          expect(real.status, context).toBe(403);
        }
      }
    }
    expect(looked).toBeGreaterThan(80);
    expect(await snapshot()).toEqual(before);
  });

  test('is not served beyond records what takes a system right', async () => {
    const who = people.get(role);
    if (!who) throw new Error(`nobody is ${role}`);
    const served: string[] = [];
    for (const [path, methods] of paths) {
      if (path.startsWith('/api/records/')) continue;
      for (const method of methods) {
        if (/sign-|\/me|\/auth|\/setup/.test(path) && method !== 'get') continue;
        const { status } = await asked(who, path.replaceAll(/\{\w+\}/g, missing), method);
        expect(status, `${method} ${path}`).toBeLessThan(500);
        if (status < 300) served.push(`${method} ${path}`);
      }
    }
    const open =
      /^(get \/(api\/(model|openapi\.json|me|tokens|notifications|approvals|absence|auth)|healthz|readyz|metrics)|post \/api\/batch$|delete \/api\/absence$)/;
    expect(served.filter((each) => !open.test(each))).toEqual([]);
  });
});

/** What stands in every record, as the administrator sees it. */
async function snapshot(): Promise<string[]> {
  const texts: string[] = [];
  for (const [entity, id] of ids) texts.push((await admin(`/api/records/${entity}/${id}?select=*`)).text);
  return texts.map((text) => text.replace(/"(version|updatedAt|updatedBy)":[^,}]*/g, ''));
}
