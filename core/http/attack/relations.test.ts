/**
 * Threat: references that lead nowhere, into a circle, to the wrong entity or into another record's line items;
 * deleting, restoring and purging in every order. Nothing is half written, nothing dangles, and what a refusal names is
 * what was wrong.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAnswered, expectRefused, type Reply, startTarget, type Target } from '../../testing/attack.ts';

let target: Target;
const path = '/api/records/everything';
const nobody = '01890a5d-ac96-774b-bcce-b302099a8057';

beforeAll(async () => {
  target = await startTarget();
});
afterAll(async () => {
  await target.expectAlive();
  await target.close();
});

const plain = async (values: Record<string, unknown> = {}): Promise<string> =>
  (await target.create('plain', { name: 'plain', ...values })).id;
const everything = async (values: Record<string, unknown> = {}): Promise<string> =>
  (await target.create('everything', { name: 'everything', ...values })).id;
const patch = (id: string, values: unknown, entity = 'everything') =>
  target.call('PATCH', `/api/records/${entity}/${id}`, values);
const remove = (entity: string, id: string, purge = false) =>
  target.call('DELETE', `/api/records/${entity}/${id}${purge ? '?purge=true' : ''}`);
const restore = (entity: string, id: string) => target.call('POST', `/api/records/${entity}/${id}/restore`);
const read = async (entity: string, id: string, select = '') =>
  (await target.call('GET', `/api/records/${entity}/${id}?deleted=true${select && `&select=${select}`}`)).body;
const pointers = (reply: Reply): string[] => reply.body.errors.map(({ pointer }: { pointer: string }) => pointer);

describe('references to nothing', () => {
  test.each([
    ['link', nobody],
    ['parent', nobody],
    ['links', [nobody]],
    ['friends', [nobody]],
    ['about', nobody],
    ['about', { entity: 'plain', id: nobody }],
    ['any', { entity: 'account', id: nobody }],
  ])('%s %j', async (field, value) => {
    const place = Array.isArray(value) ? `${field}/0` : field;
    const before = await target.count('everything');
    const alone = await target.call('POST', path, { name: 'a', [field]: value });
    expectRefused(alone, 422);
    expect(pointers(alone)).toEqual([`/${place}`]);
    const listed = await target.call('POST', path, [{ name: 'a' }, { name: 'b', [field]: value }]);
    expectRefused(listed, 422);
    expect(pointers(listed)).toEqual([`/1/${place}`]);
    const one = await target.call('POST', path, [{ name: 'b', [field]: value }]);
    expect(pointers(one)).toEqual([`/0/${place}`]);
    const values = { name: 'a', [field]: value };
    const batch = await target.call('POST', '/api/batch', {
      operations: [
        { op: 'create', entity: 'everything', values: { name: 'x' } },
        { op: 'create', entity: 'everything', values },
      ],
    });
    expect(pointers(batch)).toEqual([`/operations/1/values/${place}`]);
    expect(await target.count('everything')).toBe(before);
    const id = await everything({ text: 'before' });
    const changed = await patch(id, { text: 'after', [field]: value });
    expectRefused(changed, 422);
    expect(pointers(changed)).toEqual([`/${place}`]);
    expect(await read('everything', id)).toMatchObject({ text: 'before', version: 1 });
  });

  test.each([
    'x',
    '',
    '00000000',
    `${nobody}0`,
    `{${nobody}}`,
    `urn:uuid:${nobody}`,
    nobody.replaceAll('-', ''),
    5,
    {},
    [],
  ])('that are no ids: %j', async (value) => {
    for (const field of ['id', 'link', 'about', 'user', 'ownerId']) {
      expectRefused(await target.call('POST', path, { name: 'a', [field]: value }), 422);
    }
    if (!Array.isArray(value)) expectRefused(await target.call('POST', path, { name: 'a', links: [value] }), 422);
    expectRefused(await target.call('POST', path, { name: 'a', about: { entity: 'plain', id: value } }), 422);
    if (typeof value !== 'string' || value === '') return;
    for (const suffix of ['', '/restore', '/reveal']) {
      const method = suffix === '' ? 'GET' : 'POST';
      const body = suffix === '/reveal' ? { field: 'secret' } : undefined;
      expectRefused(await target.call(method, `${path}/${encodeURIComponent(value)}${suffix}`, body), 404);
    }
  });

  test('capital letters make no other id', async () => {
    const id = randomUUID();
    const created = await target.create('plain', { id: id.toUpperCase(), name: 'capitals' });
    expect(created.id).toBe(id);
    expectRefused(await target.call('POST', '/api/records/plain', { id, name: 'again' }), 409);
    expect((await target.call('GET', `/api/records/plain/${id.toUpperCase()}`)).body.id).toBe(id);
    const record = await target.create('everything', {
      name: 'a',
      link: id.toUpperCase(),
      about: id.toUpperCase(),
      links: [id.toUpperCase()],
    });
    expect(record).toMatchObject({ link: id, links: [id], about: { entity: 'plain', id } });
    const both = await target.call('POST', path, { name: 'a', links: [id, id.toUpperCase()] });
    expectAnswered(both, 201);
    if (both.status === 201) expect(both.body.links).toEqual([id]);
    const parent = await everything({ parts: [{ name: 'a' }] });
    const [part] = (await read('everything', parent, 'parts(id)')).parts;
    expectAnswered(await patch(parent, { parts: [{ id: part.id.toUpperCase(), name: 'b' }] }), 200);
  });
});

describe('many-to-many', () => {
  test('duplicates are refused, order is kept, and everything can go', async () => {
    const ids = [await plain(), await plain(), await plain()];
    expectRefused(await target.call('POST', path, { name: 'a', links: [ids[0], ids[0]] }), 422);
    const id = await everything({ links: [...ids].reverse() });
    expect((await read('everything', id)).links).toEqual([...ids].reverse());
    expect((await patch(id, { links: [ids[1], ids[0]] })).body.links).toEqual([ids[1], ids[0]]);
    expect((await patch(id, { links: null })).body.links).toEqual([]);
    expect((await patch(id, { links: [] })).body.links).toEqual([]);
  });

  test('to oneself, in circles, at the same time', async () => {
    const a = await everything();
    const b = await everything({ friends: [a] });
    expect((await patch(a, { friends: [a, b] })).body.friends).toEqual([a, b]);
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => patch(a, { friends: index % 2 ? [a, b] : [b, a] })),
    );
    for (const reply of replies) expectAnswered(reply, 200);
    expect((await read('everything', a)).friends.length).toBe(2);
    const nested = await read('everything', a, 'friends(friends(friends(friends(id))))');
    expect(nested.friends.length).toBe(2);
  });

  test('a purged record leaves every list', async () => {
    const gone = await plain();
    const id = await everything({ links: [gone] });
    expect((await remove('plain', gone, true)).status).toBe(204);
    expect((await read('everything', id)).links).toEqual([]);
  });
});

describe('circles', () => {
  test('of parents can be made, read, sorted, counted and deleted', async () => {
    const a = await everything();
    const b = await everything({ parent: a });
    expect((await patch(a, { parent: b })).status).toBe(200);
    expect((await patch(a, { parent: a })).status).toBe(200);
    expect((await patch(a, { parent: b })).status).toBe(200);
    for (const select of ['parent(parent(parent(parent(parent(id)))))', 'offspring(offspring(offspring(id)))']) {
      expect((await target.call('GET', `${path}/${a}?select=${select}`)).status).toBe(200);
    }
    expect((await remove('everything', a)).status).toBe(204);
    expect((await remove('everything', b, true)).status).toBe(204);
    expect((await remove('everything', a, true)).status).toBe(204);
  });

  test('that cascade end, and come back whole', async () => {
    const a = await plain();
    const b = await plain({ home: a });
    const c = await plain({ home: b });
    expect((await patch(a, { home: c }, 'plain')).status).toBe(200);
    expect((await remove('plain', b)).status).toBe(204);
    for (const id of [a, b, c]) expect((await target.call('GET', `/api/records/plain/${id}`)).status).toBe(404);
    expect((await restore('plain', a)).status).toBe(200);
    for (const id of [a, b, c]) expect((await target.call('GET', `/api/records/plain/${id}`)).status).toBe(200);
    expect((await remove('plain', c, true)).status).toBe(204);
    for (const id of [a, b]) expectRefused(await target.call('GET', `/api/records/plain/${id}?deleted=true`), 404);
  });

  test('that restrict: nobody keeps only himself', async () => {
    const a = await plain();
    expect((await patch(a, { keeper: a }, 'plain')).status).toBe(200);
    expect((await remove('plain', a)).status).toBe(204);
    expectAnswered(await remove('plain', a, true), 204);
    const b = await plain();
    const c = await plain({ keeper: b });
    expect((await patch(b, { keeper: c }, 'plain')).status).toBe(200);
    expectRefused(await remove('plain', b), 409);
    expectRefused(await remove('plain', c, true), 409);
    expect((await patch(b, { keeper: null }, 'plain')).status).toBe(200);
    expectRefused(await remove('plain', b), 409);
    expect((await remove('plain', c)).status).toBe(204);
    expect((await remove('plain', b)).status).toBe(204);
  });
});

describe('polymorphic relations', () => {
  test('to the wrong entity, to one that is none, half given', async () => {
    const id = await plain();
    const account = (await target.create('account', { name: 'A' })).id;
    for (const about of [
      { entity: 'everything', id },
      { entity: 'account', id: account },
      account,
      { entity: 'plain' },
      { id },
      { entity: 'plain', id, record: {} },
      { entity: 'nothing', id },
      { entity: 'toString', id },
      [id],
      'plain',
    ]) {
      const reply = await target.call('POST', path, { name: 'a', about });
      expectRefused(reply, 422);
      expect(pointers(reply)[0]).toMatch(/^\/about/);
    }
    expect((await target.create('everything', { name: 'a', any: account })).any).toEqual({
      entity: 'account',
      id: account,
    });
  });

  test('are emptied when the record is purged, and stay when it is in the bin', async () => {
    const id = await plain();
    const holder = await everything({ about: id, any: { entity: 'plain', id } });
    expect((await remove('plain', id)).status).toBe(204);
    expect((await read('everything', holder)).about).toEqual({ entity: 'plain', id });
    expect((await restore('plain', id)).status).toBe(200);
    expect((await remove('plain', id, true)).status).toBe(204);
    expect(await read('everything', holder)).toMatchObject({ about: null, any: null });
  });

  test('do not lead to what is in the bin', async () => {
    const id = await plain();
    await remove('plain', id);
    expectRefused(await target.call('POST', path, { name: 'a', about: id }), 422);
  });
});

describe('line items', () => {
  test('of another parent, unknown, twice, or with a parent of their own are refused', async () => {
    const a = await everything({ parts: [{ name: 'a1', code: 'a1' }, { name: 'a2' }] });
    const b = await everything({ parts: [{ name: 'b1' }] });
    const parts = async (id: string) => (await read('everything', id, 'parts(id,name,number)')).parts;
    const [a1] = await parts(a);
    const [b1] = await parts(b);
    for (const items of [
      [{ id: b1.id, name: 'stolen' }],
      [{ id: nobody, name: 'new' }],
      [{ id: a1.id }, { id: a1.id }],
      [{ id: 'x' }],
      [{ id: 5 }],
      [{ name: 'a', owner: nobody }],
      [{ name: 'a', number: 'P-1' }],
      [{ name: 'a', nothing: 1 }],
      [{ name: 5 }],
      ['x'],
      [null],
      [[]],
      'x',
      { 0: {} },
    ]) {
      const reply = await patch(a, { parts: items, text: 'half' });
      expectAnswered(reply, 200);
      if (reply.status === 200) expect(items, reply.text).toEqual([{ name: 'a', owner: nobody }]);
      else expect(pointers(reply)[0]).toMatch(/^\/parts/);
    }
    expect((await parts(b)).length).toBe(1);
    expect(
      (await target.call('GET', `/api/records/part?where=${encodeURIComponent("name == 'stolen'")}`)).body.data,
    ).toEqual([]);
  });

  test('that break a unique value are pointed at, and nothing of the parent is written', async () => {
    const taken = await everything({ parts: [{ code: 'taken' }] });
    const created = await target.call('POST', path, { name: 'half', parts: [{ name: 'fine' }, { code: 'taken' }] });
    expectRefused(created, 409);
    expect(pointers(created)).toEqual(['/parts/1/code']);
    const a = await everything({ text: 'before', parts: [{ code: 'mine' }] });
    const [mine] = (await read('everything', a, 'parts(id)')).parts;
    const changed = await patch(a, { text: 'after', parts: [{ id: mine.id, code: 'taken' }] });
    expectRefused(changed, 409);
    expect(pointers(changed)).toEqual(['/parts/0/code']);
    expect((await read('everything', a)).text).toBe('before');
    expect(await target.count('everything', "name == 'half'")).toBe(0);
    expect((await read('everything', taken, 'parts(code)')).parts).toEqual([{ code: 'taken' }]);
  });

  test('may swap or hand over a unique value in one save', async () => {
    const a = await everything({ parts: [{ name: 'x', code: 'one' }] });
    const reply = await patch(a, { parts: [{ name: 'y', code: 'one' }] });
    expect([reply.status, (await read('everything', a, 'parts(name,code)')).parts]).toEqual([
      200,
      [{ name: 'y', code: 'one' }],
    ]);
  });

  test('501 of them, and a thousand changes', async () => {
    const parts = Array.from({ length: 501 }, (_, index) => ({ name: `p${index}` }));
    expectRefused(await target.call('POST', path, { name: 'a', parts }), 422);
    const id = await everything({ parts: parts.slice(1) });
    expect(await read('everything', id)).toMatchObject({ partCount: 500 });
    expect((await patch(id, { parts: [] })).body.partCount).toBe(0);
  });
});

describe('deleting, restoring, purging', () => {
  test('twice, out of order, and what is not there', async () => {
    const id = await plain();
    expectRefused(await restore('plain', id), 404);
    expect((await remove('plain', id)).status).toBe(204);
    expectRefused(await remove('plain', id), 404);
    expectRefused(await patch(id, { name: 'x' }, 'plain'), 404);
    expectRefused(await target.call('POST', `/api/records/plain/${id}/reveal`, { field: 'secret' }), 400, 404);
    expect((await restore('plain', id)).status).toBe(200);
    expectRefused(await restore('plain', id), 404);
    expect((await remove('plain', id, true)).status).toBe(204);
    for (const again of [remove('plain', id, true), remove('plain', id), restore('plain', id)])
      expectRefused(await again, 404);
    expectRefused(await remove('plain', nobody), 404);
    expectRefused(await remove('account', id), 404);
  });

  test('what others refer to stays', async () => {
    const id = await plain();
    const holder = await everything({ link: id });
    expectRefused(await remove('plain', id), 409);
    expectRefused(await remove('plain', id, true), 409);
    expect((await remove('everything', holder)).status).toBe(204);
    expect((await remove('plain', id)).status).toBe(204);
    // From the bin the holder still points here, and could come back.
    expectRefused(await remove('plain', id, true), 409);
    expect((await remove('everything', holder, true)).status).toBe(204);
    expect((await remove('plain', id, true)).status).toBe(204);
  });

  test('a place that was taken meanwhile', async () => {
    const code = `code-${randomUUID()}`;
    const first = await plain({ code });
    await remove('plain', first);
    await plain({ code });
    const reply = await restore('plain', first);
    expectRefused(reply, 409);
    expect(reply.body.code).toBe('KILN_NOT_UNIQUE');
    expect((await read('plain', first)).deletedAt).not.toBeNull();
  });

  test('a batch that fails in its last operation leaves nothing, whatever came before', async () => {
    const [a, b] = [await plain({ code: `c-${randomUUID()}` }), await plain()];
    const gone = await plain();
    await remove('plain', gone);
    const before = await Promise.all([a, b, gone].map((id) => read('plain', id)));
    const counted = await target.count('plain');
    const good = [
      { op: 'create', entity: 'plain', values: { name: 'batch' } },
      { op: 'update', entity: 'plain', id: a, values: { name: 'changed' } },
      { op: 'delete', entity: 'plain', id: b },
      { op: 'restore', entity: 'plain', id: gone },
      { op: 'create', entity: 'everything', values: { name: 'batch', links: [a], parts: [{ name: 'batch' }] } },
    ];
    for (const [bad, pointer] of [
      [{ op: 'create', entity: 'plain', values: {} }, '/operations/5/values/name'],
      [{ op: 'create', entity: 'plain', values: { name: 'x', code: before[0].code } }, '/operations/5/values/code'],
      [{ op: 'create', entity: 'plain', values: { name: 'x', id: a } }, '/operations/5/values/id'],
      [{ op: 'create', entity: 'plain', values: { name: 'x', home: nobody } }, '/operations/5/values/home'],
      [{ op: 'update', entity: 'plain', id: nobody, values: { name: 'x' } }, '/operations/5'],
      [{ op: 'update', entity: 'plain', id: a, values: { name: 'x' }, ifMatch: 77 }, '/operations/5'],
      [{ op: 'delete', entity: 'plain', id: b }, '/operations/5'],
      [{ op: 'restore', entity: 'plain', id: gone }, '/operations/5'],
      [{ op: 'create', entity: 'nothing', values: {} }, '/operations/5'],
    ] as const) {
      const reply = await target.call('POST', '/api/batch', { operations: [...good, bad] });
      expectRefused(reply);
      expect(pointers(reply)[0]).toBe(pointer);
    }
    expect(await Promise.all([a, b, gone].map((id) => read('plain', id)))).toEqual(before);
    expect(await target.count('plain')).toBe(counted);
    expect(await target.count('everything', "name == 'batch'")).toBe(0);
    const many = Array.from({ length: 1_001 }, () => good[0]);
    expectRefused(await target.call('POST', '/api/batch', { operations: many }), 413, 422);
    expect((await target.call('POST', '/api/batch', { operations: [] })).body).toEqual({ data: [] });
  });

  test('an array with one bad record leaves nothing', async () => {
    const counted = await target.count('plain');
    const records: Record<string, unknown>[] = Array.from({ length: 999 }, () => ({ name: 'array' }));
    const taken = `t-${randomUUID()}`;
    await plain({ code: taken });
    for (const [bad, pointer] of [
      [{ name: 5 }, '/999/name'],
      [{ name: 'x', code: taken }, '/999/code'],
      [{ name: 'x', home: nobody }, '/999/home'],
    ] as const) {
      const reply = await target.call('POST', '/api/records/plain', [...records, bad]);
      expectRefused(reply, 422, 409);
      expect(pointers(reply)[0]).toBe(pointer);
    }
    expect(await target.count('plain')).toBe(counted + 1);
  });
});
