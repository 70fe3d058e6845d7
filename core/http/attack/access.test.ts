import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchAsAdmin } from '../../testing/asAdmin.ts';
import { type SignedIn, signedIn } from '../../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

let server: TestServer;
let mia: SignedIn;
let marketer: SignedIn;
let agent: SignedIn;
/** Ids of records: `mine` are Mia's own, `other` belong to the administrator. */
const mine: Record<string, string> = {};
const other: Record<string, string> = {};

beforeAll(async () => {
  server = await startTestServer({ definitions: [fileURLToPath(new URL('../../../schemas/crm', import.meta.url))] });
  mia = await signedIn(server, 'Mia', ['salesperson']);
  marketer = await signedIn(server, 'Max', ['marketing']);
  agent = await signedIn(server, 'Ada', ['serviceAgent']);
  for (const [ids, ownerId] of [
    [mine, mia.id],
    [other, undefined],
  ] as const) {
    const name = ids === mine ? 'Mine' : 'Secret';
    const owner = ownerId === undefined ? {} : { ownerId };
    ids.account = await made('account', {
      name: `${name} Ltd`,
      taxNumber: `${name}-4711`,
      creditLimit: 4711,
      ...owner,
    });
    ids.opportunity = await made('opportunity', {
      name: `${name} deal`,
      account: ids.account,
      amount: 100,
      stage: 'won',
      closeDate: '2026-01-01',
      ...owner,
    });
    // Mia's contact works for a company that she does not see.
    ids.contact = await made('contact', {
      name: `${name} Contact`,
      account: ids === mine ? undefined : other.account,
      mobile: ids === mine ? '13800138000' : '13900139000',
      idNumber: `${name}-ID-12345678`,
      ...owner,
    });
  }
  mine.contactOfOther = await made('contact', { name: 'Link', account: other.account, ownerId: mia.id });
  mine.dealOfOther = await made('opportunity', {
    name: 'Link deal',
    account: other.account,
    amount: 7,
    closeDate: '2026-01-01',
    ownerId: mia.id,
  });
  mine.product = await made('product', { name: 'Thing', sku: 'T-1', price: 10, cost: 6 });
}, 60_000);
afterAll(() => server.close());

async function made(entity: string, values: object): Promise<string> {
  const response = await fetchAsAdmin(`${server.url}/api/records/${entity}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(values),
  });
  const text = await response.text();
  expect(response.status, text).toBe(201);
  return JSON.parse(text).id;
}

async function asked(who: SignedIn, path: string, init?: RequestInit) {
  const response = await who.fetch(path, init);
  const text = await response.text();
  const body = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, text, body };
}

const q = encodeURIComponent;

describe('a field that one may not read is as unknown as one that does not exist', () => {
  test.each([
    ['where', (name: string) => `/api/records/product?where=${q(`${name} > 5.0`)}`],
    ['where in a relation', (name: string) => `/api/records/quoteLine?where=${q(`product.${name} > 5.0`)}`],
    [
      'where in a macro',
      (name: string) => `/api/records/opportunity?where=${q(`products.exists(p, p.${name} > 5.0)`)}`,
    ],
    ['select', (name: string) => `/api/records/product?select=name,${name}`],
    ['nested select', (name: string) => `/api/records/quoteLine?select=product(${name})`],
    ['sort', (name: string) => `/api/records/product?sort=-${name}`],
    ['sort by a relation', (name: string) => `/api/records/quoteLine?sort=product.${name}`],
    ['group', (name: string) => `/api/records/product/aggregate?group=${name}`],
    ['measure', (name: string) => `/api/records/product/aggregate?measure=${q(`sum(${name})`)}`],
    [
      'measure of a relation',
      (name: string) => `/api/records/quoteLine/aggregate?measure=${q(`max(product.${name})`)}`,
    ],
    ['where of an aggregate', (name: string) => `/api/records/product/aggregate?where=${q(`${name} > 5.0`)}`],
    ['get', (name: string) => `/api/records/product/${mine.product}?select=${name}`],
  ])('%s', async (_name, path) => {
    const hidden = await asked(mia, path('cost'));
    const unknown = await asked(mia, path('cosy'));
    expect(hidden.status).toBe(400);
    const said = (answer: typeof hidden) => ({ ...answer.body, requestId: '' });
    expect(JSON.stringify(said(hidden)).replaceAll('cost', 'cosy')).toBe(JSON.stringify(said(unknown)));
  });

  test('it is in no record, no model, no validator and no description of the API', async () => {
    for (const path of [
      '/api/records/product',
      `/api/records/product/${mine.product}`,
      '/api/records/product?select=*',
      '/api/model',
      '/api/model/validators/product.js',
      '/api/openapi.json',
    ]) {
      const response = await mia.fetch(path);
      const text = await response.text();
      expect(response.status, path).toBe(200);
      expect(text, path).not.toMatch(/"(cost|margin)"|\bcost:/);
    }
  });

  test('it is not in the past of a record either', async () => {
    const path = `/api/records/product/${mine.product}`;
    const headers = { 'content-type': 'application/json' };
    await fetchAsAdmin(`${server.url}${path}`, { method: 'PATCH', headers, body: '{"cost":61234.5,"name":"Thing 2"}' });
    await fetchAsAdmin(`${server.url}${path}?select=cost`);
    await server.workspace.trail.flush();
    const { text } = await asked(mia, `${path}/history`);
    expect(text).toContain('Thing 2');
    expect(text).not.toMatch(/cost|margin|61234/);
  });

  test('nor is what is computed of it', async () => {
    const { body } = await asked(mia, '/api/records/product?select=*');
    expect(body.data[0]).not.toHaveProperty('margin');
    expect(body.data[0]).toHaveProperty('price');
  });
});

describe('nor does a write know it', () => {
  const hidden: [string, string, string, unknown][] = [
    ['a value of the right type', 'birthday', 'birthdax', '1990-01-01'],
    ['of a wrong type', 'birthday', 'birthdax', 7],
    ['null', 'birthday', 'birthdax', null],
    ['records of an entity that one sees nothing of', 'quotes', 'quotex', []],
    ['a relation to one', 'opportunities', 'opportunitiex', []],
  ];
  test.each(hidden)('%s', async (_name, name, unknown, value) => {
    for (const [method, path] of [
      ['POST', '/api/records/contact'],
      ['PATCH', `/api/records/contact/${mine.contact}`],
    ] as const) {
      const said = async (field: string) => {
        const init = {
          method,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ name: 'Any', [field]: value }),
        };
        const { status, body } = await asked(agent, path, init);
        return { status, text: JSON.stringify({ ...body, requestId: '' }).replaceAll(field, '?') };
      };
      const answer = await said(name);
      expect(answer.status).toBe(422);
      expect(answer).toEqual(await said(unknown));
    }
  });

  test('nor does what is suggested for a misspelt name', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"A","birthda":1}' };
    expect((await asked(agent, '/api/records/contact', init)).text).not.toContain('birthday');
  });

  test('entities of which one sees nothing are not named as what a relation may lead to', async () => {
    for (const path of ['/api/model', '/api/openapi.json', '/api/model/validators/note.js']) {
      const text = await (await agent.fetch(path)).text();
      const named = [...text.matchAll(/.{40}"(?:opportunity|quote)".{20}/g)].map(([around]) => around);
      expect(named, path).toEqual([]);
    }
  });
});

describe('a record that one may not read is as one that does not exist', () => {
  const missing = '0190b8a8-0000-7000-8000-000000000000';

  test.each([
    ['get', 'GET', ''],
    ['get with select', 'GET', '?select=name'],
    ['get of the recycle bin', 'GET', '?deleted=true'],
    ['rights', 'GET', '/rights'],
    ['history', 'GET', '/history'],
    ['shares', 'GET', '/shares'],
    ['share', 'POST', '/shares'],
    ['unshare', 'DELETE', `/shares/${missing}`],
    ['update', 'PATCH', ''],
    ['delete', 'DELETE', ''],
    ['restore', 'POST', '/restore'],
    ['reveal', 'POST', '/reveal'],
  ])('%s', async (_name, method, rest) => {
    const init = {
      method,
      ...(method === 'POST' || method === 'PATCH'
        ? { headers: { 'content-type': 'application/json' }, body: rest === '/reveal' ? '{"field":"idNumber"}' : '{}' }
        : {}),
    };
    const hidden = await asked(mia, `/api/records/contact/${other.contact}${rest}`, init);
    const absent = await asked(mia, `/api/records/contact/${missing}${rest}`, init);
    const said = (answer: typeof hidden, id: string | undefined) =>
      answer.text.replaceAll(String(id), 'ID').replace(/"requestId":"[^"]*"/, '');
    expect(hidden.status).toBe(absent.status);
    expect(said(hidden, other.contact)).toBe(said(absent, missing));
  });

  test('an entity of which one sees nothing is as one that does not exist', async () => {
    for (const rest of ['', '/aggregate', `/${missing}`]) {
      const hidden = await asked(marketer, `/api/records/quote${rest}`);
      const absent = await asked(marketer, `/api/records/quots${rest}`);
      expect(hidden.status).toBe(404);
      expect(hidden.body.detail.replaceAll('quote', 'quots')).toBe(absent.body.detail);
    }
    const { body } = await asked(marketer, '/api/model');
    expect(body.entities.map(({ name }: { name: string }) => name)).not.toContain('quote');
    expect((await asked(marketer, '/api/openapi.json')).text).not.toContain('/api/records/quote');
    expect((await marketer.fetch('/api/model/validators/quote.js')).status).toBe(404);
  });
});

describe('rows of others', () => {
  test('are in no list, count, sum or search', async () => {
    const { body } = await asked(mia, '/api/records/account?count=true');
    expect(body).toMatchObject({ count: 1, data: [{ name: 'Mine Ltd' }] });
    expect((await asked(mia, '/api/records/account?search=Secret')).body.data).toEqual([]);
    expect((await asked(mia, '/api/records/account?where=name.startsWith("S")')).body.data).toEqual([]);
    const sum = await asked(mia, `/api/records/opportunity/aggregate?measure=${q('count(),sum(amount)')}`);
    expect(sum.body.data).toEqual([{ 'count()': 2, 'sum(amount)': 107 }]);
  });

  test('are not behind relations', async () => {
    const one = await asked(mia, `/api/records/contact/${mine.contactOfOther}?select=name,account(name,taxNumber)`);
    expect(one.body).toEqual({ name: 'Link', account: null });
    for (const where of [
      "account.name == 'Secret Ltd'",
      "account.taxNumber.startsWith('S')",
      'account.creditLimit > 1.0',
    ]) {
      expect((await asked(mia, `/api/records/contact?where=${q(where)}`)).body.data, where).toEqual([]);
    }
    const grouped = await asked(
      mia,
      `/api/records/contact/aggregate?group=account.name&measure=${q('max(account.creditLimit)')}`,
    );
    expect(JSON.stringify(grouped.body)).not.toMatch(/Secret|4711/);
  });

  test('are in no cursor', async () => {
    const page = await asked(mia, '/api/records/contact?sort=account.name,account.creditLimit&limit=1');
    expect(Buffer.from(page.body.next, 'base64url').toString()).not.toMatch(/Secret|4711/);
  });

  test('are in no rollup', async () => {
    const all = await asked(agent, `/api/records/account/${other.account}`);
    expect(all.body.contactCount).toBe(2);
    const { body } = await asked(mia, `/api/records/account?select=contactCount,wonAmount,openOpportunities`);
    expect(body.data).toEqual([{ contactCount: 0, wonAmount: 100, openOpportunities: 0 }]);
  });

  test('are not told by what a where says of the actor', async () => {
    const { body } = await asked(
      mia,
      `/api/records/account?where=${q('ownerId != actor.id || !(ownerId in actor.teamUsers)')}`,
    );
    expect(body.data).toEqual([]);
  });
});

describe('a masked field', () => {
  test('is shown, compared, sorted and grouped by what is seen of it', async () => {
    const list = await asked(agent, '/api/records/contact?select=mobile&sort=mobile&limit=1');
    expect(list.body.data).toEqual([{ mobile: '138****8000' }]);
    expect(Buffer.from(list.body.next, 'base64url').toString()).not.toContain('13800138000');
    for (const where of [
      "mobile == '13800138000'",
      "mobile.contains('0013')",
      "mobile >= '13800138000' && mobile < '13800138001'",
    ]) {
      expect((await asked(agent, `/api/records/contact?where=${q(where)}`)).body.data, where).toEqual([]);
    }
    const groups = await asked(agent, `/api/records/contact/aggregate?group=mobile&measure=${q('max(mobile)')}`);
    expect(groups.text).toContain('138****8000');
    expect(groups.text).not.toMatch(/13800138000|13900139000/);
  });

  test('is not found by searching', async () => {
    expect((await asked(agent, '/api/records/contact?search=13800138000')).body.data).toEqual([]);
    expect((await asked(agent, '/api/records/contact?search=Mine')).body.data).toHaveLength(1);
  });

  test('that is encrypted is neither compared nor revealed', async () => {
    const found = await asked(agent, `/api/records/contact?where=${q("idNumber == 'Mine-ID-12345678'")}`);
    expect(found.body.data).toEqual([]);
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"field":"idNumber"}' };
    expect((await asked(agent, `/api/records/contact/${mine.contact}/reveal`, init)).status).toBe(403);
    const unread = await asked(marketer, `/api/records/contact/${mine.contact}/reveal`, init);
    const unknown = await asked(marketer, `/api/records/contact/${mine.contact}/reveal`, {
      ...init,
      body: '{"field":"nothing"}',
    });
    expect(unread.status).toBe(400);
    expect(unread.body.detail.replace('idNumber', 'nothing')).toBe(unknown.body.detail);
  });
});

test('what is beyond records takes system rights', async () => {
  for (const [method, path] of [
    ['GET', '/api/definitions'],
    ['GET', '/api/definitions/role/admin'],
    ['GET', '/api/changesets'],
    ['POST', '/api/changesets'],
    ['GET', `/api/access/explain?entity=account&id=${other.account}&actor=${agent.id}`],
  ] as const) {
    const body = method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: '{"changes":[]}' } : {};
    expect((await asked(mia, path, { method, ...body })).status, path).toBe(403);
  }
});

test('explaining one’s own rights names no field that one does not see', async () => {
  const { status, text } = await asked(mia, `/api/access/explain?entity=product&id=${mine.product}`);
  expect(status).toBe(200);
  expect(text).not.toMatch(/"(cost|margin)"/);
  const told = await (
    await fetchAsAdmin(`${server.url}/api/access/explain?entity=product&id=${mine.product}&actor=${mia.id}`)
  ).text();
  expect(told).toContain('"cost"');
});

test('whoever may not is told so before what they sent is looked at', async () => {
  const init = (method: string) => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: '{"nonsense":1}',
  });
  for (const [method, path] of [
    ['POST', '/api/changesets'],
    ['POST', '/api/changesets/nothing/revert'],
    ['POST', '/api/users'],
    ['PATCH', `/api/users/${agent.id}`],
    ['POST', `/api/users/${agent.id}/reset-password`],
    ['POST', '/api/records/product'],
    ['PATCH', `/api/records/product/${mine.product}`],
    ['POST', `/api/records/product/${mine.product}/shares`],
  ] as const) {
    expect((await asked(mia, path, init(method))).status, `${method} ${path}`).toBe(403);
  }
  for (const path of ['/api/users', '/api/audit', '/api/audit/export', '/api/changesets', '/api/definitions']) {
    expect((await asked(mia, `${path}?nonsense=1`)).status, path).toBe(403);
  }
});

test('100,000 unknown fields: the first faults, and how many more there are', async () => {
  const values = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [n.toString(36), 1]));
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(values) };
  const { status, body } = await asked(mia, '/api/records/contact', init);
  expect(status).toBe(422);
  expect(body.errors).toHaveLength(1_000);
  expect(body.moreErrors + 1_000).toBeGreaterThanOrEqual(100_000);
});

test('the model says what one may do', async () => {
  const [own, admins] = await Promise.all([mia.fetch('/api/model'), fetchAsAdmin(`${server.url}/api/model`)]);
  expect(own.headers.get('etag')).not.toBe(admins.headers.get('etag'));
  const { entities } = JSON.parse(await own.text());
  const account = entities.find(({ name }: { name: string }) => name === 'account');
  expect(account).toMatchObject({ rights: ['create', 'read', 'update', 'share'], rightsOnAll: ['create'] });
  const field = (name: string) => account.fields.find((each: { name: string }) => each.name === name);
  expect(field('creditLimit')).toMatchObject({ writable: false, masked: false });
  expect(field('name')).toMatchObject({ writable: true });
  const rights = await asked(mia, `/api/records/account/${mine.account}/rights`);
  expect(rights.body).toEqual({
    update: true,
    delete: false,
    share: true,
    transfer: false,
    readOnly: ['annualRevenue', 'creditLimit'],
  });
});
