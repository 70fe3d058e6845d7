/**
 * Threat: definitions that are accepted and then make every request for their entity fail. Each of these formulas,
 * defaults, conditions and rules is either refused, with its place, or works in lists, sorts, groups, conditions and
 * writes.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../lib/json.ts';
import { expectAnswered, expectRefused, query, type Reply, startTarget, type Target } from '../../testing/attack.ts';

// Many requests each: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 });

let target: Target;

beforeAll(async () => {
  target = await startTarget({ crm: false });
});
afterAll(async () => {
  await target.expectAlive();
  await target.close();
});

const fields: JsonObject = {
  name: { type: 'string' },
  whole: { type: 'integer' },
  number: { type: 'number' },
  flag: { type: 'boolean' },
  day: { type: 'string', format: 'date' },
  moment: { type: 'string', format: 'date-time' },
  clock: { type: 'string', format: 'time' },
  span: { type: 'string', format: 'duration' },
  tags: { type: 'array', items: { type: 'string' } },
  json: { 'x-type': 'json' },
  address: { 'x-type': 'address' },
  place: { 'x-type': 'geoPoint' },
  file: { 'x-type': 'file' },
  files: { 'x-type': 'files' },
  user: { 'x-type': 'user' },
  secret: { 'x-type': 'encrypted' },
  link: { 'x-relation': { to: 'plain', inverse: 'probes' } },
  links: { 'x-relation': { to: 'plain', many: true, inverse: 'probesToo' } },
  about: { 'x-relation': { to: ['plain', 'everything'], inverse: 'probesAbout' } },
  number1: { type: 'string', 'x-number': '{0}' },
  formula: { type: 'number', 'x-formula': 'number * 2.0' },
  elsewhere: { type: 'string', 'x-formula': 'link.name' },
  counted: { 'x-rollup': { from: 'probeLine.probe', value: 'count()' } },
  lines: { 'x-children': { entity: 'probeLine', field: 'probe' } },
};
const values = {
  name: 'probe',
  whole: 1,
  number: 1.5,
  flag: true,
  day: '2026-01-01',
  moment: '2026-01-01T00:00:00Z',
  clock: '10:00',
  span: 'P1D',
  tags: ['a'],
  json: { a: 1 },
  address: { city: 'Köln' },
  place: { lat: 1, lng: 2 },
  secret: 's',
  lines: [{ name: 'line' }],
};
const line = {
  $schema: 'kiln:entity',
  $id: 'probeLine',
  title: 'Line',
  type: 'object',
  properties: {
    name: { type: 'string' },
    flag: { type: 'boolean' },
    user: { 'x-type': 'user' },
    secret: { 'x-type': 'encrypted' },
    place: { 'x-type': 'geoPoint' },
    size: { type: 'number', 'x-formula': 'place.lat' },
    probe: { 'x-relation': { to: 'probe', onDelete: 'cascade' } },
  },
};

async function apply(properties: JsonObject, more: JsonObject = {}, dryRun = false): Promise<Reply> {
  const document = {
    $schema: 'kiln:entity',
    $id: 'probe',
    title: 'Probe',
    type: 'object',
    properties: { ...fields, ...properties },
    ...more,
  };
  const changes = [
    { kind: 'entity', name: 'probe', document },
    { kind: 'entity', name: 'probeLine', document: line },
  ];
  return target.call('POST', '/api/changesets', { changes, message: 'probe', acceptDataLoss: true, dryRun });
}

/**
 * Fields with these schemas, named probe0, probe1 …; without those that are refused, each of which must be pointed at.
 */
async function acceptedFields(schemas: readonly JsonObject[]): Promise<JsonObject> {
  return accepted(Object.fromEntries(schemas.map((schema, index) => [`probe${index}`, schema])));
}

async function accepted(properties: JsonObject): Promise<JsonObject> {
  const reply = await apply(properties, {}, true);
  if (reply.status === 200) return properties;
  expectRefused(reply, 422);
  const refused = faultPlaces(reply, /\/properties\/([^/]+)/);
  const found = Object.fromEntries(Object.entries(properties).filter(([name]) => !refused.has(name)));
  const again = await apply(found, {}, true);
  expect(again.status, again.text).toBe(200);
  return found;
}

/** What the pattern finds in each pointer; every fault must have it. */
function faultPlaces(reply: Reply, pattern: RegExp): Set<string> {
  expect(reply.body.errors.length, reply.text).toBeGreaterThan(0);
  return new Set(
    reply.body.errors.map(({ pointer }: { pointer: string }) => {
      expect(pointer, reply.text).toMatch(pattern);
      return pattern.exec(pointer)?.[1];
    }),
  );
}

/** Applies all of them together and uses each. */
async function expectUsable(properties: JsonObject): Promise<void> {
  const applied = await apply(properties);
  expect(applied.status, applied.text).toBe(201);
  const path = '/api/records/probe';
  const created = await target.call('POST', path, values);
  expect(created.status, created.text).toBe(201);
  const { id } = created.body;
  for (const [name, schema] of Object.entries(properties)) {
    for (const [at, parameters] of [
      [path, { sort: `-${name}`, where: `has(${name}) || name == 'x'`, limit: '3' }],
      [path, { where: `lines.exists(l, l.probe.lines.exists(m, has(m.probe.${name})))` }],
      [`${path}/aggregate`, { group: name, measure: `count(${name}),countDistinct(${name})` }],
      [`${path}/aggregate`, { measure: `min(${name}),max(${name})` }],
    ] as const) {
      expectAnswered(await target.call('GET', `${at}?${query(parameters)}`), 200);
    }
    const read = await target.call('GET', `${path}/${id}?${query({ select: name })}`);
    expect(read.status, `${JSON.stringify(schema)}: ${read.text}`).toBe(200);
  }
  for (const at of [
    `${path}?limit=3`,
    `/api/records/plain?select=name,probes(*),probesToo(*)`,
    '/api/model',
    '/api/openapi.json',
  ]) {
    expect((await target.call('GET', at)).status, at).toBe(200);
  }
  expect((await target.call('PATCH', `${path}/${id}`, { name: 'changed', lines: [] })).status).toBe(200);
  expect((await target.call('DELETE', `${path}/${id}?purge=true`)).status).toBe(204);
}

describe('formulas', () => {
  const clock = "day < today() && name == 'x'";
  const sources: readonly [type: string, source: string][] = [
    ['string', 'address.city'],
    ['string', 'address.city.upper() + name'],
    ['string', 'link.name + address.city'],
    ['number', 'place.lat * 2.0'],
    ['number', 'place.lat + link.amount'],
    ['string', 'file.name'],
    ['integer', 'file.size'],
    ['boolean', "file == 'x' || has(file)"],
    ['integer', 'files.size()'],
    ['boolean', 'files.exists(f, f.size > 1)'],
    ['boolean', 'has(files)'],
    ['boolean', 'has(address)'],
    ['boolean', `has(address) && ${clock}`],
    ['boolean', 'has(json)'],
    ['boolean', `has(json) && ${clock}`],
    ['integer', 'json.a'],
    ['integer', 'json.a + (day < today() ? 1 : 2)'],
    ['string', 'json.list[0]'],
    ['string', 'string(json.a) + link.name'],
    ['boolean', "secret == 'x'"],
    ['boolean', 'has(secret)'],
    ['string', 'secret + name'],
    ['integer', 'links.size()'],
    ['boolean', "links.exists(l, l.name == 'x')"],
    ['string', "links.map(l, l.name).join(',')"],
    ['integer', 'lines.size()'],
    ['boolean', 'lines.exists(l, l.name == name)'],
    ['integer', 'probesToo.size()'],
    ['string', 'about.entity'],
    ['string', 'about.id'],
    ['boolean', "about == 'x'"],
    ['boolean', 'has(about)'],
    ['string', 'about.name'],
    ['string', 'number1 + name'],
    ['number', 'formula * number'],
    ['string', 'elsewhere + name'],
    ['integer', 'counted + whole'],
    ['string', 'actor.id'],
    ['string', 'user'],
    ['string', 'string(user) + name'],
    ['boolean', 'user == ownerId'],
    ['string', 'id'],
    ['integer', 'version + 1'],
    ['string', 'createdAt'],
    ['boolean', 'has(deletedAt)'],
    ['boolean', 'createdBy == updatedBy'],
    ['string', 'link'],
    ['boolean', "link == 'x'"],
    ['boolean', 'link == user'],
    ['string', 'link.home.keeper.home.name'],
    ['boolean', 'link.code == name'],
    ['boolean', 'name.matches(name)'],
    ['boolean', "name.matches('^a')"],
    ['boolean', "name.matches('\\\\bx') && link.name == 'x'"],
    ['string', 'string(span)'],
    ['string', 'string(span) + link.name'],
    ['boolean', 'span > moment - createdAt'],
    ['string', "tags.map(t, t + name).join(',')"],
    ['string', 'tags[0]'],
    ['string', "tags.filter(t, t > 'a')[0]"],
    ['integer', "name.split(',').size()"],
    ['number', 'number / 0.0'],
    ['integer', 'whole % 0'],
    ['integer', '9223372036854775807 + whole'],
    ['number', '1e308 * number'],
    ['string', "name.replace('a', name)"],
    ['string', `name${".replace('o', 'oooooooooo')".repeat(8)}`],
    ['string', "name + ''"],
    ['boolean', 'null == name'],
    ['boolean', 'flag ? null : true'],
    ['string', 'null'],
    ['boolean', 'true'],
    ['integer', '5'],
    ['string', "'x'"],
    ['boolean', clock],
    ['string', 'clock'],
    ['boolean', "clock > '10:00'"],
    ['integer', 'clock.getHours()'],
  ];
  test('that are accepted work', async () => {
    const found = await acceptedFields(sources.map(([type, source]) => ({ type, 'x-formula': source })));
    expect(Object.keys(found).length).toBeGreaterThan(40);
    await expectUsable(found);
  });

  test('of every result type', async () => {
    const results: [JsonObject, string][] = [
      [{ format: 'date' }, 'day'],
      [{ format: 'date' }, 'day.addDays(whole)'],
      [{ format: 'date-time' }, 'moment'],
      [{ format: 'date-time' }, 'now()'],
      [{ format: 'time' }, 'clock'],
      [{ format: 'duration' }, 'span'],
      [{ format: 'duration' }, 'moment - createdAt'],
      [{ 'x-type': 'money' }, 'number'],
      [{ 'x-type': 'percent' }, 'number / 3.0'],
      [{ 'x-type': 'json' }, 'json.a'],
      [{ type: 'string', enum: ['a', 'b'] }, 'name'],
      [{ 'x-type': 'user' }, 'user'],
      [{ 'x-type': 'rating' }, 'whole'],
      [{ type: 'array', items: { type: 'string' } }, 'tags'],
      [{ 'x-type': 'address' }, 'address'],
      [{ 'x-type': 'geoPoint' }, 'place'],
      [{ 'x-type': 'file' }, 'file'],
      [{ type: 'string', format: 'markdown' }, 'name'],
      [{ type: 'string', format: 'uri' }, 'name'],
      [{ type: 'boolean' }, 'flag'],
    ];
    await expectUsable(await acceptedFields(results.map(([schema, source]) => ({ ...schema, 'x-formula': source }))));
  });
});

test('a formula asks whether there is a secret, and nothing else', async () => {
  const refused = await apply({ probe1: { type: 'string', 'x-formula': 'secret + name' } });
  expect(refused.status, refused.text).toBe(422);
  expect(refused.text).toContain('only has(secret) can be asked');
  const applied = await apply({ probe2: { type: 'boolean', 'x-formula': 'has(secret)' } });
  expect(applied.status, applied.text).toBe(201);
  expect(await target.create('probe', values)).toMatchObject({ probe2: true });
});

describe('rollups', () => {
  const rollups: readonly [JsonObject, string, string | undefined][] = [
    [{}, 'count()', undefined],
    [{ type: 'string' }, 'max(name)', undefined],
    [{ type: 'boolean' }, 'max(flag)', undefined],
    [{ 'x-type': 'user' }, 'max(user)', undefined],
    [{ type: 'string' }, 'max(user)', undefined],
    [{ type: 'string' }, 'max(id)', undefined],
    [{ type: 'string' }, 'min(probe)', undefined],
    [{ type: 'string' }, 'max(secret)', undefined],
    [{}, 'sum(size)', undefined],
    [{}, 'avg(size)', 'place.lat > 1.0'],
    [{ format: 'date-time' }, 'max(createdAt)', 'createdBy == updatedBy'],
    [{}, 'count()', "secret == 'x'"],
    [{}, 'count()', 'probe.place.lat > place.lat'],
    [{}, 'count()', 'probe.lines.size() > 1'],
    [{}, 'count()', 'actor.id == user'],
    [{}, 'count()', 'name.matches(name)'],
    [{}, 'count()', 'createdAt < now()'],
    [{}, 'sum(version)', undefined],
    [{}, 'count()', 'has(place) && !flag'],
  ];
  test('that are accepted work', async () => {
    const found = await acceptedFields(
      rollups.map(([schema, value, where]) => {
        const rollup = { from: 'probeLine.probe', value, ...(where === undefined ? {} : { where }) };
        return { ...schema, 'x-rollup': rollup };
      }),
    );
    expect(Object.keys(found).length).toBeGreaterThan(8);
    await expectUsable(found);
  });
});

describe('defaults and rules', () => {
  const defaults: readonly [type: string, source: string][] = [
    ['string', 'actor.id'],
    ['string', 'actor.name'],
    ['string', 'string(now())'],
    ['integer', '1 / 0'],
    ['integer', '9007199254740993'],
    ['number', '1e300'],
    ['string', "'a'.replace('a', 'aaaaaaaaaa')"],
    ['string', `'aaaaaaaaaa'${".replace('a', 'aaaaaaaaaa')".repeat(7)}`],
    ['boolean', 'null'],
    ['string', 'name'],
    ['string', "'\\ud800'"],
    ['string', "'\\u0000'"],
  ];
  test('defaults that are accepted work, or are refused as any value is', async () => {
    const found = await acceptedFields(defaults.map(([type, source]) => ({ type, 'x-default': source })));
    expect(Object.keys(found).length).toBeGreaterThan(4);
    expect((await apply(found)).status).toBe(201);
    expectAnswered(await target.call('POST', '/api/records/probe', values), 201);
    expect((await target.call('GET', '/api/records/probe')).status).toBe(200);
  });

  const rules = [
    'links.size() > 5',
    'lines.size() > 5',
    "address.city == 'x'",
    'place.lat > 5.0',
    "secret == 'x'",
    "about.entity == 'x'",
    "link.name == 'x'",
    'counted > 5',
    "elsewhere == 'x'",
    'formula > 99.0',
    "number1 == 'x'",
    'name.matches(name)',
    'json.a.b.c[0] == 1',
    'files.size() > 0',
    'has(file) && file.size > 5',
    'now() < moment',
    'user == actor.id',
    'id == name',
    'version > 5',
    'createdAt > now()',
    'tags.all(t, tags.all(u, tags.all(v, t == u || u == v)))',
  ];
  test('rules that are accepted answer', async () => {
    await apply({});
    const { id } = await target.create('probe', values);
    const checks = rules.map((check) => ({ check }));
    const refused = faultPlaces(await apply({}, { 'x-rules': checks }, true), /\/x-rules\/(\d+)/);
    const found = checks.filter((_, index) => !refused.has(String(index)));
    expect(found.length).toBeGreaterThan(4);
    expect((await apply({}, { 'x-rules': found })).status).toBe(201);
    expectAnswered(await target.call('POST', '/api/records/probe', { ...values, name: '[[[' }), 201);
    const change = { name: 'x', whole: 3, tags: ['b'], json: null };
    expectAnswered(await target.call('PATCH', `/api/records/probe/${id}`, change), 200);
  });
});

test('names at the edge of what Postgres takes', async () => {
  const name = `a${'b'.repeat(39)}`;
  const properties = {
    [name]: { type: 'string', 'x-unique': true },
    [`${name.slice(0, 39)}c`]: { 'x-relation': { to: 'plain', many: true, inverse: `${name.slice(0, 39)}d` } },
    select: { type: 'string' },
    order: { type: 'integer', 'x-index': true },
    tableOid: { type: 'string' },
    ctid: { type: 'string' },
    xmin: { type: 'string' },
    searchShort: { type: 'string' },
    secretBidx: { type: 'string' },
    aboutEntity: { type: 'string' },
    user1: { type: 'string' },
    a1: { type: 'string' },
    a: { type: 'string' },
    aB: { type: 'string' },
  };
  const kept = await accepted(properties);
  const applied = await apply(kept, { 'x-search': ['name'] });
  expect(applied.status, applied.text).toBe(201);
  await target.create('probe', values);
  for (const key of Object.keys(kept)) {
    for (const parameters of [{ sort: key }, { select: key }, { where: `has(${key})` }, { search: 'x' }]) {
      expectAnswered(await target.call('GET', `/api/records/probe?${query(parameters)}`), 200);
    }
  }
  expectRefused(await target.call('GET', '/api/records/probe?where=ctid%20%3D%3D%20%27x%27%20%26%26%20nothing'), 400);
});
