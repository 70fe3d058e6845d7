/**
 * Threat: many requests at the same moment that each are fine alone. Lost updates, double executions, gaps in numbers,
 * half deleted trees, deadlocks that surface as errors of the server, and one client that takes every connection.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectRefused, type Reply, startTarget, type Target } from '../../testing/attack.ts';

let target: Target;
const path = '/api/records/everything';

beforeAll(async () => {
  target = await startTarget();
});
afterAll(async () => {
  await target.expectAlive();
  await target.close();
});

function atOnce(count: number, request: (index: number) => Promise<Reply>): Promise<Reply[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => request(index)));
}

function tally(replies: readonly Reply[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

describe('If-Match', () => {
  test('of 20 changes to one version exactly one wins', async () => {
    for (let round = 1; round <= 3; round += 1) {
      const { id } = await target.create('everything', { name: 'raced' });
      const replies = await atOnce(20, (index) =>
        target.call('PATCH', `${path}/${id}`, { text: `winner ${index}`, links: [] }, { 'if-match': '"1"' }),
      );
      expect(tally(replies)).toEqual({ 200: 1, 412: 19 });
      const winner = replies.find(({ status }) => status === 200);
      expect((await target.call('GET', `${path}/${id}`)).body).toMatchObject({ version: 2, text: winner?.body.text });
      for (const reply of replies) if (reply.status === 412) expect(reply.body.version).toBe(2);
    }
  });

  test('of changes and deletes to one version exactly one wins', async () => {
    const { id } = await target.create('plain', { name: 'raced' });
    const replies = await atOnce(20, (index) =>
      index % 2
        ? target.call('DELETE', `/api/records/plain/${id}`, undefined, { 'if-match': '"1"' })
        : target.call('PATCH', `/api/records/plain/${id}`, { name: 'x' }, { 'if-match': '"1"' }),
    );
    expect(replies.filter(({ status }) => status < 300).length).toBe(1);
    for (const reply of replies) if (reply.status >= 300) expectRefused(reply, 412, 404);
  });

  test('without it no change is lost from the version', async () => {
    const { id } = await target.create('plain', { name: 'counted' });
    const replies = await atOnce(30, (index) => target.call('PATCH', `/api/records/plain/${id}`, { amount: index }));
    expect(tally(replies)).toEqual({ 200: 30 });
    expect(new Set(replies.map(({ body }) => body.version)).size).toBe(30);
    expect((await target.call('GET', `/api/records/plain/${id}`)).body.version).toBe(31);
  });

  test.each([
    '1',
    '"1',
    '1"',
    "'1'",
    'W/"1"',
    '"0"',
    '"-1"',
    '"1.0"',
    '"1e0"',
    '"01x"',
    '"99999999999"',
    '"2147483648"',
    '""',
    '"*"',
    '"1", "2"',
    '"1""2"',
    '"१"',
    'null',
    '"NaN"',
    '"1 "',
    '" 1"',
    ',',
    'x'.repeat(8_000),
    '"; drop table data.plain; --"',
  ])('%s is none', async (value) => {
    const { id } = await target.create('plain', { name: 'kept' });
    const header = { 'if-match': Buffer.from(value).toString('latin1') };
    expectRefused(await target.call('PATCH', `/api/records/plain/${id}`, { name: 'x' }, header), 400);
    expectRefused(await target.call('DELETE', `/api/records/plain/${id}`, undefined, header), 400);
    expect((await target.call('GET', `/api/records/plain/${id}`)).body.name).toBe('kept');
  });
});

describe('Idempotency-Key', () => {
  test('of 20 at once one executes, and the others get its answer', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const replies = await atOnce(20, () => target.call('POST', path, { name: 'once', parts: [{ name: 'p' }] }, key));
    expect(tally(replies)).toEqual({ 201: 20 });
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(replies.filter(({ headers }) => headers.get('idempotency-replayed') === null).length).toBe(1);
    expect(await target.count('everything', "name == 'once'")).toBe(1);
    expect(await target.count('part', "name == 'p'")).toBe(1);
  });

  test('of 20 at once that fail, all fail, and the key is free', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const replies = await atOnce(20, () => target.call('POST', path, { name: 'never', stars: 99 }, key));
    expect(tally(replies)).toEqual({ 422: 20 });
    expect((await target.call('POST', path, { name: 'after' }, key)).status).toBe(201);
  });

  test('with 20 bodies one executes, and the others are refused', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const replies = await atOnce(20, (index) => target.call('POST', path, { name: `body ${index}` }, key));
    expect(tally(replies)).toEqual({ 201: 1, 409: 19 });
    for (const reply of replies) if (reply.status === 409) expect(reply.body.code).toBe('KILN_IDEMPOTENCY_MISMATCH');
    expect(await target.count('everything', "name.startsWith('body ')")).toBe(1);
  });

  test('many keys at once, more than there are connections', async () => {
    const replies = await atOnce(60, (index) =>
      target.call('POST', '/api/records/plain', { name: 'crowd' }, { 'idempotency-key': `crowd-${index % 30}` }),
    );
    expect(tally(replies)).toEqual({ 201: 60 });
    expect(await target.count('plain', "name == 'crowd'")).toBe(30);
  });

  test.each(['x'.repeat(256), 'x'.repeat(10_000), ' ', 'a b', 'a\tb', '\u00e9', ''])('%j is none', async (key) => {
    const reply = await target.call('POST', '/api/records/plain', { name: 'bad key' }, { 'idempotency-key': key });
    expectRefused(reply, 400);
    expect(await target.count('plain', "name == 'bad key'")).toBe(0);
  });

  test('is its own in every method and path', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = { operations: [{ op: 'create', entity: 'plain', values: { name: 'by batch' } }] };
    expect((await target.call('POST', '/api/batch', body, key)).status).toBe(200);
    expectRefused(await target.call('POST', '/api/records/plain', body, key), 409);
    expectRefused(await target.call('POST', '/api/batch', { operations: [] }, key), 409);
    expectRefused(await target.call('POST', '/api/batch', `${JSON.stringify(body)} `, key), 409);
  });
});

describe('deleting', () => {
  test('of 20 deletes one wins', async () => {
    for (const purge of ['', '?purge=true']) {
      const { id } = await target.create('everything', { name: 'gone', parts: [{ name: 'a' }, { name: 'b' }] });
      const replies = await atOnce(20, () => target.call('DELETE', `${path}/${id}${purge}`));
      expect(tally(replies)).toEqual({ 204: 1, 404: 19 });
    }
  });

  test('of 20 restores one wins', async () => {
    const { id } = await target.create('everything', { name: 'back', parts: [{ name: 'back' }] });
    await target.call('DELETE', `${path}/${id}`);
    const replies = await atOnce(20, () => target.call('POST', `${path}/${id}/restore`));
    expect(tally(replies)).toEqual({ 200: 1, 404: 19 });
    expect(await target.count('part', "name == 'back'")).toBe(1);
  });

  test('purging a parent while children are created leaves no child behind', async () => {
    const { id } = await target.create('everything', { name: 'parent' });
    const replies = await atOnce(30, (index) =>
      index === 15
        ? target.call('DELETE', `${path}/${id}?purge=true`)
        : target.call('POST', '/api/records/part', { owner: id, name: 'late child' }),
    );
    expect(replies[15]?.status).toBe(204);
    for (const [index, reply] of replies.entries())
      if (index !== 15 && reply.status !== 201) expectRefused(reply, 422, 409);
    expect(await target.count('part', "name == 'late child'")).toBe(0);
  });

  test('deleting, restoring, changing and adding at once ends in a state that holds together', async () => {
    const { id } = await target.create('everything', { name: 'storm', parts: [{ name: 'storm' }] });
    const replies = await atOnce(60, (index) => {
      if (index % 6 === 0) return target.call('DELETE', `${path}/${id}`);
      if (index % 6 === 1) return target.call('POST', `${path}/${id}/restore`);
      if (index % 6 === 2)
        return target.call('PATCH', `${path}/${id}`, { parts: [{ name: 'storm' }, { name: 'storm' }] });
      if (index % 6 === 3) return target.call('PATCH', `${path}/${id}`, { whole: index, friends: [id] });
      if (index % 6 === 4) return target.call('GET', `${path}/${id}?select=name,parts(name),partCount`);
      return target.call('POST', '/api/records/part', { owner: id, name: 'storm' });
    });
    for (const reply of replies) if (reply.status >= 300) expectRefused(reply, 404, 409, 412, 422);
    await target.call('POST', `${path}/${id}/restore`);
    const { body } = await target.call('GET', `${path}/${id}?select=name,parts(name),partCount`);
    expect(body.parts.length).toBe(body.partCount);
  });

  test('two that delete each other in a circle do not stop the server', async () => {
    const a = (await target.create('plain', { name: 'a' })).id;
    const b = (await target.create('plain', { name: 'b', home: a })).id;
    await target.call('PATCH', `/api/records/plain/${a}`, { home: b });
    const replies = await atOnce(4, (index) => target.call('DELETE', `/api/records/plain/${index % 2 ? a : b}`));
    expect(replies.filter(({ status }) => status === 204).length).toBe(1);
    for (const reply of replies) if (reply.status !== 204) expectRefused(reply, 404, 409);
  });

  test('batches that lock in opposite orders end, each whole or not at all', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 6; index += 1)
      ids.push((await target.create('plain', { name: 'locked', amount: 0 })).id);
    const replies = await atOnce(24, (index) => {
      const order = index % 2 ? ids : [...ids].reverse();
      const operations = order.map((id) => ({ op: 'update', entity: 'plain', id, values: { amount: index } }));
      return target.call('POST', '/api/batch', { operations });
    });
    const won = replies.filter(({ status }) => status === 200).length;
    expect(won).toBeGreaterThan(0);
    for (const reply of replies) if (reply.status !== 200) expectRefused(reply, 409);
    const records = await Promise.all(ids.map((id) => target.call('GET', `/api/records/plain/${id}`)));
    expect(new Set(records.map(({ body }) => body.amount)).size).toBe(1);
    expect(new Set(records.map(({ body }) => body.version))).toEqual(new Set([won + 1]));
  });
});

describe('unique values and numbers', () => {
  test('of 20 records with one value exactly one is created', async () => {
    const code = randomUUID();
    const replies = await atOnce(20, (index) =>
      target.call('POST', path, { name: 'unique', code: index % 2 ? code : code.toUpperCase() }),
    );
    expect(tally(replies)).toEqual({ 201: 1, 409: 19 });
    for (const reply of replies) if (reply.status === 409) expect(reply.body.errors[0].pointer).toBe('/code');
  });

  test('of 20 records with one id exactly one is created', async () => {
    const id = randomUUID();
    const replies = await atOnce(20, () => target.call('POST', '/api/records/plain', { id, name: 'same id' }));
    expect(tally(replies)).toEqual({ 201: 1, 409: 19 });
  });

  test('automatic numbers have no gaps and no doubles, whatever fails meanwhile', async () => {
    const taken = randomUUID();
    await target.create('everything', { name: 'numbered', code: taken });
    const replies = await atOnce(60, (index) => {
      const record = { name: 'numbered' };
      if (index % 4 === 0) return target.call('POST', path, { ...record, code: taken });
      if (index % 4 === 1)
        return target.call('POST', path, [record, record, { ...record, code: index % 8 === 1 ? taken : null }]);
      if (index % 4 === 2) {
        const create = { op: 'create', entity: 'everything', values: record };
        const operations = index % 8 === 2 ? [create, { op: 'delete', entity: 'plain', id: taken }] : [create, create];
        return target.call('POST', '/api/batch', { operations });
      }
      return target.call('POST', path, record);
    });
    for (const reply of replies) if (reply.status >= 300) expectRefused(reply, 404, 409);
    const numbers: number[] = [];
    for (let after = ''; ; ) {
      const reply = await target.call(
        'GET',
        `${path}?deleted=false&select=number1&sort=number1&limit=1000&after=${after}`,
      );
      numbers.push(...reply.body.data.map((record: { number1: string }) => Number(record.number1.slice(2))));
      if (reply.body.next === null) break;
      after = reply.body.next;
    }
    const gone = await target.server.workspace.db.query({ text: `select number1 from data.everything`, values: [] });
    const all = gone.map(([number]) => Number(number?.slice(2))).sort((a, b) => a - b);
    expect(new Set(numbers).size).toBe(numbers.length);
    // Purged records of tests before took their numbers with them.
    const counter = await target.server.workspace.db.query({
      text: `select value from kiln.counter where entity = 'everything' and field = 'number1'`,
      values: [],
    });
    expect(Number(counter[0]?.[0])).toBe(all.at(-1));
    const mine = all.slice(-numbersMade(replies));
    expect(mine).toEqual(mine.map((_, index) => (mine[0] ?? 0) + index));
  });

  function numbersMade(replies: readonly Reply[]): number {
    return replies.reduce((sum, { status, body }) => sum + (status >= 300 ? 0 : (body.data?.length ?? 1)), 0);
  }
});

test('a crowd of every kind of request gets answers only', async () => {
  const { id } = await target.create('everything', { name: 'crowded' });
  const replies = await atOnce(200, (index) => {
    if (index % 5 === 0) return target.call('GET', `${path}?limit=5&count=true&sort=-partSum`);
    if (index % 5 === 1) return target.call('PATCH', `${path}/${id}`, { whole: index });
    if (index % 5 === 2) return target.call('POST', path, { name: 'crowd', parts: [{ name: 'x' }] });
    if (index % 5 === 3) return target.call('GET', `${path}/aggregate?group=name&measure=count(),sum(whole)`);
    return target.call('GET', `${path}/${id}?select=*,parts(*),friends(*)`);
  });
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 201]));
});
