import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminToken } from '../testing/asAdmin.ts';
import { createClient } from '../testing/client.ts';
import { signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';

const entity = (name: string, properties: object, rest = {}) => ({
  $schema: 'kiln:entity',
  $id: name,
  title: name,
  type: 'object',
  properties,
  ...rest,
});
const firm = entity('firm', {
  name: { type: 'string' },
  sum: { type: 'integer', 'x-rollup': { from: 'person.firm', value: 'sum(age)' } },
});
const person = entity('person', {
  name: { type: 'string' },
  age: { type: 'integer' },
  born: { format: 'date', type: 'string' },
  firm: { 'x-relation': { to: 'firm', inverse: 'people' } },
  label: { type: 'string', 'x-formula': "name + '!'" },
});

let server: TestServer;
const asAdmin = (method: string, path: string, body?: unknown) =>
  createClient(server).call(method, path, body, { authorization: `Bearer ${adminToken}` });
const attempt = async (body: object) => {
  const reply = await asAdmin('POST', '/api/definitions/try', body);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
};
const values = ({ results }: { results: { value: unknown }[] }) => results.map(({ value }) => value);

beforeAll(async () => {
  server = await startTestServer({});
  const changes = [firm, person].map((document) => ({ kind: 'entity', name: document.$id, document }));
  expect((await asAdmin('POST', '/api/changesets', { changes, message: '' })).status).toBe(201);
  const { id } = (await asAdmin('POST', '/api/records/firm', { name: 'Acme' })).body;
  await asAdmin('POST', '/api/records/person', [
    { name: 'Ann', age: 30, born: '1990-02-03', firm: id },
    { name: 'Bob', age: 20, firm: id },
    { name: 'Cy' },
  ]);
}, 60_000);
afterAll(() => server.close());

test('a formula gives its type and its values for the newest records', async () => {
  const answer = await attempt({
    entity: 'person',
    expression: "name + ' of ' + coalesce(firm.name, '?')",
    on: 'formula',
  });
  expect(answer).toMatchObject({ type: 'string', problems: [] });
  expect(answer.results).toEqual([
    { id: expect.any(String), title: 'Cy', value: 'Cy of ?' },
    { id: expect.any(String), title: 'Bob', value: 'Bob of Acme' },
    { id: expect.any(String), title: 'Ann', value: 'Ann of Acme' },
  ]);
  expect(values(await attempt({ entity: 'person', expression: 'label', on: 'formula' }))).toEqual([
    'Cy!',
    'Bob!',
    'Ann!',
  ]);
  expect(values(await attempt({ entity: 'person', expression: 'born.addDays(1)' }))).toEqual([
    null,
    null,
    '1990-02-04',
  ]);
  const nested = 'firm.people.exists(p, p.age > age && p.firm.sum == 50)';
  expect(values(await attempt({ entity: 'person', expression: nested, on: 'where' }))).toEqual([false, true, false]);
  expect(values(await attempt({ entity: 'firm', expression: 'people.map(p, p.name).size() + sum' }))).toEqual([52]);
});

test('what is wrong is told with its place', async () => {
  const wrong = await attempt({ entity: 'person', expression: 'agee > 3 && nme', on: 'where' });
  expect(wrong.type).toBeNull();
  expect(wrong.problems).toMatchObject([
    { message: expect.stringContaining("Did you mean 'age'?"), from: 0, to: 4 },
    {
      message: expect.stringContaining("Unknown field 'nme'"),
      code: 'other',
      params: { text: "Unknown field '{0}'.{1}", values: ['nme', { code: 'other' }] },
      from: 12,
      to: 15,
    },
  ]);
  for (const [expression, rest] of [
    ['age', { on: 'where' }],
    ['age', { expects: 'bool' }],
    ['actor.id', { on: 'formula' }],
    ['name', { on: 'default' }],
    ['firm.name == name', { on: 'rule' }],
    ["duration('P1D').getHours() > 3 && string(duration('P1D')) == ''", { on: 'where' }],
    ['1 +', {}],
    ['', {}],
  ] as const) {
    const { problems, results } = await attempt({ entity: 'person', expression, ...rest });
    expect([expression, problems.length > 0, results]).toEqual([expression, true, []]);
  }
  const heavy =
    '[1,2,3,4,5,6,7,8,9,10].map(a, [1,2,3,4,5,6,7,8,9,10].map(b, [1,2,3,4,5,6,7,8,9,10].map(c, [1,2,3,4,5,6,7,8,9,10].map(d, [1,2,3,4,5,6,7,8,9,10].map(e, a + b + c + d + e)))))';
  expect((await attempt({ entity: 'person', expression: heavy })).problems).toHaveLength(1);
});

test('a default knows who asks', async () => {
  const { results } = await attempt({ entity: 'person', expression: 'actor.name', on: 'default' });
  expect(results).toEqual([{ id: expect.any(String), title: expect.any(String), value: expect.any(String) }]);
  expect(results[0].value).toBe(results[0].title);
});

test('a draft is tried with the records as they are', async () => {
  const draft = entity(
    'human',
    {
      fullName: { type: 'string', 'x-id': 'name' },
      years: { type: 'integer', 'x-id': 'age' },
      nick: { type: 'string' },
      employer: { 'x-id': 'firm', 'x-relation': { to: 'company', inverse: 'staff' } },
      label: { type: 'string', 'x-formula': "fullName + '?'" },
      loud: { type: 'string', 'x-formula': "label + '!'" },
      broken: { type: 'string', 'x-formula': 'nothing +' },
    },
    { 'x-id': 'person' },
  );
  const company = entity('company', { title: { type: 'string', 'x-id': 'name' } }, { 'x-id': 'firm' });
  const changes = [
    { kind: 'entity', name: 'person', document: null },
    { kind: 'entity', name: 'human', document: draft },
    { kind: 'entity', name: 'firm', document: null },
    { kind: 'entity', name: 'company', document: company },
    { kind: 'entity', name: 'idea', document: entity('idea', { name: { type: 'string' } }) },
  ];
  const expression = "loud + coalesce(employer.title, '-') + string(employer.staff.size()) + coalesce(nick, '')";
  const answer = await attempt({ changes, entity: 'human', expression, on: 'formula' });
  expect(answer.problems).toEqual([]);
  expect(values(answer)).toEqual([null, 'Bob?!Acme2', 'Ann?!Acme2']);
  expect(values(await attempt({ changes, entity: 'idea', expression: 'name' }))).toEqual([]);
  expect(
    (await asAdmin('POST', '/api/definitions/try', { changes, entity: 'person', expression: 'name' })).status,
  ).toBe(404);
});

test('it shows no more than the actor may read, and is for those who shape the model', async () => {
  const role = {
    $schema: 'kiln:role',
    $id: 'shaper',
    title: 'Shaper',
    entities: { person: { read: "name == 'Bob'", fields: { age: { read: false } } } },
    system: ['studio'],
  };
  const other = { ...role, $id: 'nobody', title: 'Nobody', system: [] };
  const changes = [role, other].map((document) => ({ kind: 'role', name: document.$id, document }));
  expect((await asAdmin('POST', '/api/changesets', { changes, message: '' })).status).toBe(201);
  const shaper = await signedIn(server, 'Shaper', ['shaper']);
  const nobody = await signedIn(server, 'Nobody', ['nobody']);
  const body = JSON.stringify({ entity: 'person', expression: 'name + string(age) + coalesce(firm.name, "?")' });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const seen = await (await shaper.fetch('/api/definitions/try', init)).json();
  expect(seen).toMatchObject({ type: 'string', problems: [], results: [{ title: 'Bob', value: null }] });
  expect((await nobody.fetch('/api/definitions/try', init)).status).toBe(403);
});

test('of a draft that is wrong, nothing worse comes than its problems', async () => {
  const key = fc.constantFrom(
    '$id',
    'properties',
    'x-id',
    'x-relation',
    'x-formula',
    'name',
    'firm',
    '__proto__',
    'constructor',
    'to',
  );
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, 1, true, 'person', 'firm', 'name', 'firm.name == name', 'string'),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(key, tie('json'), { maxKeys: 5 }),
    ),
  }));
  const document = fc.oneof(
    fc.constant(null),
    fc.dictionary(key, json),
    fc.dictionary(key, json).map((properties) => ({ ...person, properties })),
  );
  await fc.assert(
    fc.asyncProperty(
      document,
      fc.constantFrom('person', 'firm', 'x'),
      fc.constantFrom('name', 'firm.name', '1'),
      async (draft, name, expression) => {
        const changes = [{ kind: 'entity', name: 'person', document: draft }];
        const { status } = await asAdmin('POST', '/api/definitions/try', { changes, entity: name, expression });
        expect([200, 404, 422]).toContain(status);
      },
    ),
    { numRuns: 40 },
  );
}, 30_000);

test('what is no trial is refused', async () => {
  for (const body of [
    [],
    {},
    { entity: 'person' },
    { entity: 1, expression: 2 },
    { entity: 'person', expression: 'x', on: 'y' },
    { entity: 'person', expression: 'x', more: 1 },
    { entity: 'person', expression: 'x', changes: [1] },
  ])
    expect([body, (await asAdmin('POST', '/api/definitions/try', body)).status]).toEqual([body, 422]);
});
