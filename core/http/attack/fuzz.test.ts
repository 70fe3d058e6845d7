/**
 * Threat: everything that nobody thought of. Random requests, made by changing valid ones in random places, over every
 * entity: bodies, query strings, paths and headers. No answer is the server's fault, every refusal says what and where,
 * and afterwards the data is what the answers said it is.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Json, JsonObject } from '../../lib/json.ts';
import type { Entity, Field } from '../../model/types.ts';
import { expectAnswered, query, type Reply, startTarget, type Target } from '../../testing/attack.ts';

// Many requests each: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 });

let target: Target;
const seed = 20_260_314;
const ids: Record<string, string[]> = {};

beforeAll(async () => {
  target = await startTarget();
  for (const entity of entities()) ids[entity.name] = [];
  for (const [entity, values] of Object.entries(valid)) {
    for (let index = 0; index < 3; index += 1) await track(entity, await target.create(entity, values));
  }
});
afterAll(async () => {
  await target.expectAlive();
  await target.close();
});

/** A record of each of these entities that is accepted. */
const valid: Record<string, JsonObject> = {
  plain: { name: 'plain', amount: 1.5 },
  account: { name: 'Account', industry: 'retail', tags: ['a'], billingAddress: { country: 'DE', city: 'Köln' } },
  everything: {
    name: 'everything',
    text: 'text',
    whole: 5,
    number: 1.25,
    price: 10,
    flag: false,
    day: '2026-01-01',
    moment: '2026-02-01T10:00:00Z',
    clock: '10:00',
    span: 'P1D',
    email: 'a@example.com',
    phone: '+49 30 1234',
    url: 'https://example.com',
    choices: ['a', 'b'],
    tags: ['x', 'y'],
    color: '#00ff00',
    json: { a: [1, { b: null }] },
    shape: { size: 1 },
    address: { country: 'CN', city: '上海' },
    person: { first: 'Ada', last: 'Lovelace' },
    place: { lat: 1, lng: 2 },
    secret: 'secret',
    parts: [{ name: 'part', amount: 1 }],
  },
};

function entities(): Entity[] {
  return [...target.server.workspace.model().entities.values()];
}

function track(entity: string, record: { id: string }): void {
  ids[entity]?.push(record.id);
}

const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\n',
    "'",
    '"',
    '\\',
    '%',
    '_',
    '$1',
    '--',
    ';',
    '{}',
    '[]',
    'null',
    'true',
    '0',
    '-1',
    '1e999',
    'NaN',
    '\ufeff',
    '\u202e',
    '𝒳',
    '张',
  ),
  fc.constantFrom(
    'id',
    'version',
    'deletedAt',
    'name',
    'parts',
    'link',
    'links',
    'about',
    '__proto__',
    'constructor',
    'toString',
    'x'.repeat(600),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 30 }),
);
const hostileValue = fc.oneof(
  hostileText,
  fc.constantFrom<Json>(null, true, false, 0, -0, -1, 1.5, 1e21, -1e21, 2 ** 53, 1e-7, [], {}, [null], [[]], { a: 1 }, [
    'a',
    'a',
  ]),
  fc.json({ maxDepth: 3 }).map((text): Json => JSON.parse(text)),
  fc.uuid(),
);

/** A change somewhere inside a JSON value: a member replaced, added, removed, doubled or renamed. */
type Change = { readonly path: readonly number[]; readonly how: number; readonly value: Json; readonly key: string };
const change: fc.Arbitrary<Change> = fc.record({
  path: fc.array(fc.nat(40), { maxLength: 4 }),
  how: fc.nat(4),
  value: hostileValue,
  key: hostileText,
});

function mutate(value: Json, { path, how, value: other, key }: Change): Json {
  const [step, ...rest] = path;
  if (typeof value !== 'object' || value === null) return other;
  const entries: [string, Json][] = Object.entries(value);
  if (step === undefined || entries.length === 0) {
    if (Array.isArray(value)) return how === 0 ? [...value, other] : how === 1 ? [...value, ...value] : other;
    return how < 2 ? set(value, key, other) : other;
  }
  const [name, member] = entries[step % entries.length] ?? ['', null];
  const changed = rest.length > 0 ? mutate(member, { path: rest, how, value: other, key }) : other;
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === name ? changed : item));
  const without: JsonObject = Object.fromEntries(entries.filter(([each]) => each !== name));
  if (how === 2 && rest.length === 0) return without;
  if (how === 3 && rest.length === 0) return set(without, key, member);
  return set(value, name, changed);
}

function set(object: JsonObject, key: string, value: Json): JsonObject {
  return Object.fromEntries([...Object.entries(object), [key, value]]);
}

async function runs(count: number, property: fc.IAsyncProperty<unknown>): Promise<void> {
  await fc.assert(property, { numRuns: count, seed, endOnFailure: true, includeErrorInReport: true });
}

async function expectCounts(): Promise<void> {
  for (const entity of Object.keys(valid)) expect(await target.count(entity), entity).toBe(ids[entity]?.length);
  const parts = await target.call('GET', '/api/records/everything?limit=1000&select=partCount,parts(id)');
  const records: { partCount: number; parts: unknown[] }[] = parts.body.data;
  expect(await target.count('part')).toBe(records.reduce((sum, each) => sum + each.partCount, 0));
  expect(records.every((each) => each.parts.length === each.partCount)).toBe(true);
}

test('mutated bodies', async () => {
  const request = fc.record({
    entity: fc.constantFrom(...Object.keys(valid)),
    kind: fc.constantFrom('create', 'array', 'patch', 'batch'),
    changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    pick: fc.nat(100),
  });
  await runs(
    600,
    fc.asyncProperty(request, async ({ entity, kind, changes, pick }) => {
      const base: Json = valid[entity] ?? {};
      const values = changes.reduce<Json>(mutate, base);
      const known = ids[entity] ?? [];
      const id = known[pick % known.length] ?? '';
      if (kind === 'create') {
        const reply = await target.call('POST', `/api/records/${entity}`, values);
        expectAnswered(reply, 201);
        if (reply.status === 201) for (const record of reply.body.data ?? [reply.body]) track(entity, record);
      } else if (kind === 'array') {
        const reply = await target.call('POST', `/api/records/${entity}`, [base, values, base]);
        expectAnswered(reply, 201);
        if (reply.status === 201) for (const record of reply.body.data) track(entity, record);
      } else if (kind === 'patch') {
        const before = await target.call('GET', `/api/records/${entity}/${id}`);
        const reply = await target.call('PATCH', `/api/records/${entity}/${id}`, values);
        expectAnswered(reply, 200);
        const after = await target.call('GET', `/api/records/${entity}/${id}`);
        expect(after.body).toEqual(reply.status === 200 ? reply.body : before.body);
      } else {
        const operations: Json = [
          { op: 'create', entity, values: base },
          { op: 'update', entity, id, values },
        ];
        const body = changes.length > 1 ? changes.slice(1).reduce<Json>(mutate, { operations }) : { operations };
        const reply = await target.call('POST', '/api/batch', body);
        expectAnswered(reply, 200);
        if (reply.status === 200) await resync();
      }
    }),
  );
  await expectCounts();
});

/** After a batch that changed beyond what is followed here, the lists tell what there is. */
async function resync(): Promise<void> {
  for (const entity of Object.keys(ids)) {
    const reply = await target.call('GET', `/api/records/${entity}?limit=1000&select=id`);
    ids[entity] = reply.body.data.map(({ id }: { id: string }) => id);
  }
}

test('mutated texts of bodies', async () => {
  const request = fc.record({
    entity: fc.constantFrom(...Object.keys(valid)),
    at: fc.nat(1_000),
    remove: fc.nat(5),
    insert: fc.oneof(
      fc.constantFrom(
        '"',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '\\',
        '\\u',
        '\\ud800',
        '\\u0000',
        '1e999',
        '-',
        '.',
        '\0',
        '\n',
        'null',
      ),
      fc.string({ maxLength: 4 }),
    ),
  });
  await runs(
    300,
    fc.asyncProperty(request, async ({ entity, at, remove, insert }) => {
      const text = JSON.stringify(valid[entity]);
      const place = at % text.length;
      const reply = await target.call(
        'POST',
        `/api/records/${entity}`,
        text.slice(0, place) + insert + text.slice(place + remove),
      );
      expectAnswered(reply, 201);
      if (reply.status === 201) track(entity, reply.body);
    }),
  );
  await expectCounts();
});

function fieldText(): fc.Arbitrary<string> {
  const names = entities().flatMap((entity) => [...entity.fields.keys(), ...entity.inverses.keys()]);
  return fc.constantFrom(...new Set(names), 'nothing', '*');
}

test('random selects, sorts, groups and measures', async () => {
  const name = fieldText();
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));
  const { select } = fc.letrec<{ select: string; item: string }>((tie) => ({
    select: fc.array(tie('item'), { minLength: 1, maxLength: 4 }).map((items) => items.join(',')),
    item: fc.oneof(
      { maxDepth: 3 },
      name,
      fc.tuple(name, tie('select')).map(([field, inner]) => `${field}(${inner})`),
    ),
  }));
  const sort = fc.array(
    fc.tuple(fc.constantFrom('', '-'), path).map((parts) => parts.join('')),
    { minLength: 1, maxLength: 3 },
  );
  const call = fc.constantFrom(
    'count',
    'countDistinct',
    'sum',
    'avg',
    'min',
    'max',
    'year',
    'month',
    'week',
    'day',
    'quarter',
  );
  const item = fc.oneof(
    path,
    fc.tuple(call, path).map(([each, inner]) => `${each}(${inner})`),
  );
  const request = fc.record({
    entity: fc.constantFrom(...entities().map(({ name }) => name)),
    select,
    sort,
    items: fc.array(item, { minLength: 1, maxLength: 3 }),
    limit: fc.nat(1_002),
  });
  await runs(
    500,
    fc.asyncProperty(request, async ({ entity, select: selected, sort: sorted, items, limit }) => {
      const path_ = `/api/records/${entity}`;
      const parameters = { select: selected, sort: sorted.join(','), limit: String(limit), count: 'true' };
      for (const reply of [
        await target.call('GET', `${path_}?${query(parameters)}`),
        await target.call('GET', `${path_}?${query({ select: selected })}`),
        await target.call('GET', `${path_}?${query({ sort: sorted.join(',') })}`),
        await target.call('GET', `${path_}/aggregate?${query({ group: items.join(','), measure: 'count()' })}`),
        await target.call('GET', `${path_}/aggregate?${query({ measure: items.join(',') })}`),
      ]) {
        expectAnswered(reply, 200);
      }
    }),
  );
  await expectCounts();
});

test('random conditions', async () => {
  const fieldsOf = (name: string): Field[] =>
    entities()
      .filter((each) => each.name === name)
      .flatMap(({ fields }) => [...fields.values()]);
  const literal = fc.oneof(
    fc.constantFrom(
      'null',
      'true',
      'false',
      '0',
      '-1',
      '1.5',
      '1e300',
      '[]',
      "['a']",
      '[1, null]',
      "''",
      "'a'",
      "'2026-01-01'",
      "'2026-01-01T00:00:00Z'",
      "'P1D'",
    ),
    fc.constantFrom(
      'now()',
      'today()',
      'actor.id',
      'actor',
      "duration('P1D')",
      "date('x')",
      "timestamp('2026-01-01T00:00:00Z')",
      "int('x')",
      'name',
      'amount',
    ),
    hostileText.map((text) => JSON.stringify(text.toWellFormed().replaceAll('\0', ''))),
  );
  const operator = fc.constantFrom('==', '!=', '<', '<=', '>', '>=', 'in', '+', '-', '*', '/', '%', '&&', '||');
  const call = fc.constantFrom(
    'size',
    'lower',
    'upper',
    'trim',
    'year',
    'month',
    'string',
    'int',
    'double',
    'date',
    'timestamp',
    'has',
    'round',
    'abs',
    'min',
    'sum',
    'coalesce',
  );
  const method = fc.constantFrom(
    'contains',
    'startsWith',
    'matches',
    'split',
    'replace',
    'addDays',
    'addMonths',
    'indexOf',
    'substring',
    'join',
  );
  const macro = fc.constantFrom('exists', 'all', 'exists_one', 'filter', 'map');
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constant('FIELD'),
      literal,
      fc.tuple(tie('expression'), operator, tie('expression')).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      tie('expression').map((inner) => `!(${inner})`),
      fc.tuple(call, tie('expression')).map(([name, inner]) => `${name}(${inner})`),
      fc.tuple(tie('expression'), method, tie('expression')).map(([a, name, b]) => `${a}.${name}(${b})`),
      fc
        .tuple(macro, tie('expression'))
        .map(([name, inner]) => `FIELD.${name}(v, ${inner.replace('FIELD', 'v.name')})`),
      fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    ),
  }));
  const request = fc.record({
    entity: fc.constantFrom(...entities().map(({ name }) => name)),
    expression,
    picks: fc.array(fc.nat(1_000), { minLength: 12, maxLength: 12 }),
    wrap: fc.nat(3),
  });
  let accepted = 0;
  await runs(
    1_500,
    fc.asyncProperty(request, async ({ entity, expression: text, picks, wrap }) => {
      let used = 0;
      const all = fieldsOf(entity);
      const filled = text.replaceAll('FIELD', () => all[(picks[used++ % picks.length] ?? 0) % all.length]?.name ?? '');
      const where = [filled, `${filled} == ${filled}`, `has(${filled})`, `(${filled}) != null`][wrap] ?? filled;
      if (encodeURIComponent(where).length > 8_000) return;
      const reply = await target.call('GET', `/api/records/${entity}?${query({ where, limit: '2', select: 'id' })}`);
      expectAnswered(reply, 200);
      if (reply.status === 200) accepted += 1;
    }),
  );
  expect(accepted).toBeGreaterThan(100);
  await expectCounts();
});

test('mutated addresses and headers', async () => {
  const method = fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS', 'HEAD');
  const segment = fc.oneof(
    fc.constantFrom(
      'api',
      'records',
      'everything',
      'plain',
      'aggregate',
      'restore',
      'reveal',
      'batch',
      'files',
      'definitions',
      'entity',
      'changesets',
      'model',
      'x',
      '..',
      '.',
      '',
    ),
    fc.uuid(),
    hostileText.map((text) => encodeURIComponent(text.toWellFormed())),
  );
  const header = fc.tuple(
    fc.constantFrom(
      'if-match',
      'idempotency-key',
      'content-type',
      'accept',
      'range',
      'if-none-match',
      'x-request-id',
      'accept-encoding',
      'origin',
      'sec-fetch-site',
      'cookie',
    ),
    fc.oneof(
      fc.constantFrom('*', '"1"', 'application/json', 'bytes=0-', 'gzip', 'null', ''),
      fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, '')),
    ),
  );
  const request = fc.record({
    method,
    segments: fc.array(segment, { maxLength: 5 }),
    parameters: fc.array(
      fc.tuple(fc.constantFrom('where', 'select', 'limit', 'purge', 'deleted', 'after', 'x'), hostileText),
      { maxLength: 3 },
    ),
    headers: fc.array(header, { maxLength: 4 }),
    body: fc.option(hostileValue, { nil: undefined }),
  });
  await runs(
    700,
    fc.asyncProperty(request, async ({ method: verb, segments, parameters, headers, body }) => {
      const search = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&');
      const hasBody = body !== undefined && !['GET', 'HEAD'].includes(verb);
      const reply: Reply = await target.call(
        verb,
        `/${segments.join('/')}${search === '' ? '' : `?${search}`}`,
        hasBody ? JSON.stringify(body) : undefined,
        Object.fromEntries(headers),
      );
      if (verb === 'HEAD' || reply.status < 400) return;
      if (reply.headers.get('content-type')?.startsWith('text/plain')) return;
      expectAnswered(reply, 200);
    }),
  );
  await resync();
  await expectCounts();
});
