import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import {
  type DefinitionsClient,
  definitionsClient,
  type Edit,
  entityDocument,
} from '../../testing/definitionsClient.ts';
import { startTestServer, type TestServer } from '../../testing/startTestServer.ts';

/** Edits that are tried; more by hand. */
const numRuns = Number(env.KILN_PROPERTY_RUNS ?? 40);
const crm = fileURLToPath(new URL('../../../schemas/crm', import.meta.url));
/** What a request may be answered with: done, or told what is wrong. */
const orderly = [200, 201, 400, 404, 409, 412, 413, 422];

let server: TestServer;
let client: DefinitionsClient;

beforeAll(async () => {
  server = await startTestServer({ definitions: [crm], limits: { jsonBytes: 4 * 1024 * 1024 } });
  client = definitionsClient(server);
}, 60_000);
afterAll(() => server.close());

async function readAll(): Promise<Edit[]> {
  const { body } = await client.call('/api/definitions?documents=true');
  const all = Array.isArray(body.data) ? body.data : [];
  return all.flatMap((each) =>
    isObject(each) && isObject(each.document)
      ? [{ kind: String(each.kind), name: String(each.name), document: each.document }]
      : [],
  );
}

const naughty: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    -1,
    0.1,
    1e308,
    '',
    ' ',
    'id',
    'name',
    'x-id',
    "'; drop table data.contact; --",
    'a'.repeat(300),
    '一二三',
    'ownerId == actor.id',
    'name + 1',
    '((((',
    [],
    {},
    ['name', 'name'],
    { type: 'string' },
    { type: 'integer', 'x-id': 'name' },
    { 'x-relation': { to: 'contact' } },
    { 'x-formula': 'name' },
    { properties: {} },
  ),
  fc.string({ maxLength: 20 }).map((text) => text.toWellFormed().replaceAll('\0', '')),
  fc.integer(),
);

/** One change somewhere in a document: `at` chooses the way down. */
const mutation = fc.record({
  at: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 6 }),
  how: fc.constantFrom('replace', 'remove', 'add', 'rename', 'copy'),
  value: naughty,
  key: fc.constantFrom(
    'name',
    'id',
    'extra',
    'x-id',
    'x-unique',
    'required',
    'constructor',
    'ownerId',
    'toString',
    'Title',
    '$id',
    '名',
  ),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(value: Json, { at: [choice = 0, ...rest], how, value: given, key }: Mutation, all: Json): Json {
  if (!isObject(value) && !Array.isArray(value)) return how === 'copy' ? all : given;
  const keys = Object.keys(value);
  const chosen = keys[choice % Math.max(keys.length, 1)];
  const inner = (name: string): Json => (Array.isArray(value) ? (value[Number(name)] ?? null) : (value[name] ?? null));
  const isHere = rest.length === 0 || chosen === undefined;
  const members = keys.flatMap((name): [string, Json][] => {
    if (name !== chosen) return [[name, inner(name)]];
    if (!isHere) return [[name, mutate(inner(name), { at: rest, how, value: given, key }, value)]];
    if (how === 'remove') return [];
    if (how === 'rename') return [[key, inner(name)]];
    return [[name, how === 'copy' ? all : how === 'replace' ? given : inner(name)]];
  });
  if (isHere && how === 'add') members.push([key, given]);
  return Array.isArray(value) ? members.map(([, item]) => item) : Object.fromEntries(members);
}

test('random edits of valid definitions never fail, and tables and model never part', async () => {
  const edits = await readAll();
  const some = fc.array(fc.tuple(fc.nat(10_000), fc.array(mutation, { minLength: 1, maxLength: 3 }), fc.nat(20)), {
    minLength: 1,
    maxLength: 3,
  });
  const options = fc.record(
    {
      fixes: fc.boolean(),
      base: fc.constantFrom('old', 'never'),
      conversions: fc.constantFrom<JsonObject>(
        {},
        { 'contact.name': { unfit: 'park', map: { a: null } } },
        { 'x.y': { promote: { entity: 'z' } } },
      ),
    },
    { requiredKeys: [] },
  );
  const old = String((await client.call('/api/definitions?documents=true')).body.version);
  await fc.assert(
    fc.asyncProperty(some, options, fc.boolean(), async (changes, { base, ...more }, dryRun) => {
      const seen = new Map(
        changes.flatMap(([choice, mutations, remove]): [string, Edit][] => {
          const edit = edits[choice % edits.length];
          if (!edit?.document) return [];
          const document = mutations.reduce<Json>((now, each) => mutate(now, each, edit.document), edit.document);
          return [
            [`${edit.kind}/${edit.name}`, { ...edit, document: remove === 0 || !isObject(document) ? null : document }],
          ];
        }),
      );
      const { status, body } = await client.call('/api/changesets', {
        changes: [...seen.values()],
        message: '',
        dryRun,
        acceptDataLoss: true,
        ...more,
        ...(base === undefined ? {} : { base: base === 'old' ? old : base }),
      });
      expect(orderly, JSON.stringify(body).slice(0, 2_000)).toContain(status);
      if (status === 201) {
        await client.expectFit();
        const isChange = isObject(body.plan) && Array.isArray(body.plan.changes) && body.plan.changes.length > 0;
        if (body.id === null) {
          expect(isChange, JSON.stringify(body).slice(0, 2_000)).toBe(false);
          return;
        }
        const back = await client.revert(String(body.id));
        expect(back.status, JSON.stringify(back.body).slice(0, 2_000)).toBe(isChange ? 201 : 409);
        await client.expectFit();
      }
    }),
    { numRuns, endOnFailure: true },
  );
}, 300_000);

describe('hostile change-sets', () => {
  const send = async (body: object) => (await client.call('/api/changesets', body)).status;
  const change = (document: JsonObject, name = 'evil') => ({ kind: 'entity', name, document });

  test('a thousand new entities at once', async () => {
    const changes = Array.from({ length: 1_000 }, (_, index) =>
      change(entityDocument(`many${index}`, { name: { type: 'string' } }), `many${index}`),
    );
    const started = performance.now();
    const { status, body } = await client.call('/api/changesets', { changes, message: '', dryRun: true });
    expect([status, isObject(body.plan) && Array.isArray(body.plan.operations) && body.plan.operations.length]).toEqual(
      [200, 1_000],
    );
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(await send({ changes: [...changes, change({}, 'more')], message: '' })).toBe(422);
  }, 60_000);

  test('deep, wide, and with names that every object has', async () => {
    const deep = Array.from({ length: 25 }).reduce<Json>((inner) => ({ properties: inner }), {});
    expect(await send({ changes: [change(entityDocument('evil', { name: deep }))], message: '' })).toBe(422);
    const wide = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`f${index}`, { type: 'string' }]));
    expect(orderly).toContain(await send({ changes: [change(entityDocument('evil', wide))], message: '' }));
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const text = JSON.stringify({ changes: [change(entityDocument('evil', { x: { type: 'string' } }))] }).replace(
        '"x"',
        `"${name}"`,
      );
      expect(await send(JSON.parse(text))).toBe(422);
      expect(await send({ changes: [{ kind: name, name, document: {} }] })).toBe(422);
      expect(await send({ changes: [{ kind: 'entity', name, document: null }] })).toBe(422);
    }
    await client.expectFit();
  }, 60_000);

  test('entities that depend on each other in circles', async () => {
    const round = [
      change(
        entityDocument('hen', {
          egg: { 'x-relation': { to: 'egg' } },
          size: { type: 'number', 'x-formula': 'egg.size' },
        }),
        'hen',
      ),
      change(
        entityDocument('egg', {
          hen: { 'x-relation': { to: 'hen' } },
          size: { type: 'number', 'x-formula': 'hen.size' },
        }),
        'egg',
      ),
    ];
    expect(await send({ changes: round, message: '' })).toBe(422);
    const parents = ['hen', 'egg'].map((name, index, names) =>
      change(
        entityDocument(
          name,
          { up: { 'x-relation': { to: names[1 - index] ?? '' } } },
          { 'x-parent': { entity: names[1 - index] ?? '', field: 'up' } },
        ),
        name,
      ),
    );
    expect(orderly).toContain(await send({ changes: parents, message: '', dryRun: true }));
  });

  test('two that claim one x-id, and one that takes that of another entity', async () => {
    const [a, b] = ['twinA', 'twinB'].map((name) =>
      change(entityDocument(name, { name: { type: 'string' } }, { 'x-id': 'twin' }), name),
    );
    expect(await send({ changes: [a, b], message: '' })).toBe(422);
    const thief = change(entityDocument('thief', { name: { type: 'string' } }, { 'x-id': 'contact' }), 'thief');
    expect(orderly).toContain(await send({ changes: [thief], message: '', dryRun: true }));
    await client.expectFit();
  });

  test('history with words of its own', async () => {
    const message = "'); drop table kiln.changeset; -- \u202e <script>";
    const { body } = await client.call('/api/changesets', {
      changes: [change(entityDocument('evil', { name: { type: 'string' } }))],
      message,
    });
    const { body: listed } = await client.call('/api/changesets?limit=1');
    expect(listed.data).toMatchObject([{ id: body.id, message }]);
    expect((await client.revert(String(body.id), { message })).status).toBe(201);
    for (const query of ['limit=0', 'after=x', 'documents=1', 'kind=entity', 'name=evil'])
      expect((await client.call(`/api/changesets?${query}`)).status, query).toBe(400);
  });

  test('history of one definition', async () => {
    const { body } = await client.call('/api/changesets', {
      changes: [change(entityDocument('alone', { name: { type: 'string' } }), 'alone')],
      message: 'alone',
    });
    const of = async (query: string) => (await client.call(`/api/changesets?${query}`)).body;
    expect(await of('kind=entity&name=alone&limit=1')).toMatchObject({ data: [{ id: body.id }], next: null });
    expect(await of(`kind=entity&name=${encodeURIComponent("' or true --")}`)).toEqual({ data: [], next: null });
    expect(await of('kind=form&name=alone')).toEqual({ data: [], next: null });
  });
});
