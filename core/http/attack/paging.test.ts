/**
 * Threat: pages that lose or repeat records. Every sortable field, own and related, in both directions, with nulls,
 * ties and values that differ only beyond a double's digits, is paged through while other records appear, change and
 * go. What was there all the time comes exactly once, and in the order of the whole list.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { query, startTarget, type Target } from '../../testing/attack.ts';

// Many requests each: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 });

let target: Target;
const path = '/api/records/everything';
const COUNT = 100;

beforeAll(async () => {
  target = await startTarget();
  const links = await target.call('POST', '/api/records/plain', [
    { name: 'a', amount: 1, code: 'x' },
    { name: 'b' },
    { name: 'b', amount: 1 },
  ]);
  const ids: string[] = links.body.data.map(({ id }: { id: string }) => id);
  const of = <T>(values: readonly T[], index: number): T | null => values[index % values.length] ?? null;
  const values = (index: number) => ({
    name: of(['b', 'a', 'B', '\u{1f600}', 'é', 'a ', '张'], index),
    text: of([null, '', 'x', 'X', '\uffff', "'"], index),
    code: index % 3 === 0 ? null : `code ${index % 2 ? 'a' : 'B'} ${index}`,
    whole: of([null, 9_007_199_254_740_991, 9_007_199_254_740_990, -9_007_199_254_740_991, 0, null, 3], index),
    number: of([999_999_999.999999, 999_999_999.999998, null, 0.000001, -0.5], index),
    price: of([null, 999_999_999_999.99, 0, 1], index),
    share: of([12.5, null], index),
    flag: of([null, false], index),
    day: of([null, '1000-01-01', '9999-12-31', '2024-02-29'], index),
    moment: of(['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.998Z', null, '9999-12-31T00:00:00Z'], index),
    clock: null,
    span: of([null, 'P1M', 'P30D', 'PT720H', 'PT0S', 'P9999Y'], index),
    email: of([null, 'a@example.com', 'A@example.com'], index),
    phone: of([null, '+49 30 1234', '123'], index),
    url: of([null, 'https://a.example', 'http://a.example'], index),
    choice: of([null, 'one', "thr'ee"], index),
    stars: of([null, 5, 1], index),
    color: of([null, '#ffffff', '#FFFFFF'], index),
    link: of([null, ...ids], index),
    parts: index % 5 === 0 ? [{ amount: index % 3, day: '2024-01-01' }, { amount: -1 }] : [],
  });
  const created = await target.call(
    'POST',
    path,
    Array.from({ length: COUNT }, (_, index) => values(index)),
  );
  expect(created.status, created.text.slice(0, 1000)).toBe(201);
  const all: string[] = created.body.data.map(({ id }: { id: string }) => id);
  const operations = all
    .filter((_, index) => index % 4 !== 0)
    .map((id, index) => ({ op: 'update', entity: 'everything', id, values: { parent: all[(index * 7) % COUNT] } }));
  expect((await target.call('POST', '/api/batch', { operations })).status).toBe(200);
});
afterAll(async () => {
  await target.expectAlive();
  await target.close();
});

const where = "!name.startsWith('between')";

async function page(
  parameters: Record<string, string>,
): Promise<{ data: { id: string }[]; next: string | null; count: number }> {
  const reply = await target.call('GET', `${path}?${query({ select: 'id', ...parameters })}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.body;
}

async function walk(sort: string, limit: string, between: (index: number) => Promise<unknown>): Promise<string[]> {
  const ids: string[] = [];
  let after = '';
  for (let index = 0; ; index += 1) {
    const { data, next } = await page({ sort, limit, after });
    ids.push(...data.map(({ id }) => id));
    if (next === null) return ids;
    expect(data.length).toBe(Number(limit));
    after = next;
    await between(index);
  }
}

/** Records with extreme values of all kinds come and go, before and after the place at which the reader is. */
function createDisturbance(): { disturb: (index: number) => Promise<void>; clear: () => Promise<void> } {
  const made: string[] = [];
  const low = { whole: -9_007_199_254_740_991, number: -999, day: '1000-01-01', text: '', flag: false };
  const high = { whole: 9_007_199_254_740_991, number: 999_999_999.999999, day: '9999-12-31', text: '\u{10ffff}' };
  return {
    async disturb(index) {
      const name = `between ${index}`;
      const rows = [{ name, ...low }, { name, ...high }, { name }];
      const reply = await target.call('POST', path, rows);
      made.push(...reply.body.data.map(({ id }: { id: string }) => id));
      if (index % 3 === 2) await target.call('DELETE', `${path}/${made.shift()}`);
    },
    async clear() {
      const operations = made.splice(0).map((id) => ({ op: 'delete', entity: 'everything', id }));
      if (operations.length > 0) expect((await target.call('POST', '/api/batch', { operations })).status).toBe(200);
    },
  };
}

describe('every sortable field', () => {
  test('is there', () => {
    expect(sortable().length).toBeGreaterThan(30);
  });

  test.each(['', '-'])('pages in the order of the whole list, with direction %j', async (direction) => {
    for (const [index, name] of sortable().entries()) {
      const related = index % 3 === 0 ? [`${direction}parent.${name}`] : [];
      for (const sort of [`${direction}${name}`, ...related]) {
        const whole = (await page({ sort, limit: '1000', where })).data.map(({ id }) => id);
        expect(new Set(whole).size, sort).toBe(COUNT);
        expect(await walkStill(sort), sort).toEqual(whole);
      }
    }
  });

  test.each(['', '-'])('misses and repeats nothing while records come and go, with direction %j', async (direction) => {
    for (const name of sortable()) {
      const sort = `${direction}${name}`;
      const whole = (await page({ sort, limit: '1000', where })).data.map(({ id }) => id);
      const known = new Set(whole);
      const { disturb, clear } = createDisturbance();
      const seen = await walk(sort, '23', disturb);
      expect(new Set(seen).size, `${sort}: a record came twice`).toBe(seen.length);
      expect(
        seen.filter((id) => known.has(id)),
        sort,
      ).toEqual(whole);
      await clear();
    }
  });

  async function walkStill(sort: string): Promise<string[]> {
    return walk(sort, '7', async () => undefined);
  }
});

describe('several keys', () => {
  test.each([
    'text,-whole,flag',
    '-text,whole,-flag,name',
    'flag,flag,-flag',
    '-day,-moment,span',
    'link.name,-link.amount',
    '-parent.parent.whole,parent.text,-name',
    'partSum,-partLast,name',
    '-product,label',
    'later,-month,isOld',
    '-id',
    'whole,-id',
    '-link,parent.link.code',
    'deletedAt,-updatedAt,version',
  ])('%s', async (sort) => {
    const whole = (await page({ sort, limit: '1000' })).data.map(({ id }) => id);
    expect(whole.length).toBe(COUNT);
    expect(await walk(sort, '7', async () => undefined)).toEqual(whole);
    const { disturb, clear } = createDisturbance();
    const seen = (await walk(sort, '13', disturb)).filter((id) => whole.includes(id));
    expect(seen).toEqual(whole);
    await clear();
  });

  test('empty values come last, and the count is that of all records on every page', async () => {
    for (const sort of ['whole', '-whole', 'parent.day', '-link.amount']) {
      const select = sort.replace('-', '').replace(/\.(\w+)/, '($1)');
      const seen: (string | number | null)[] = [];
      for (let after = ''; ; ) {
        const reply = await page({ sort, limit: '9', after, select, count: 'true' });
        expect(reply.count).toBe(COUNT);
        for (const record of reply.data) seen.push(Object.values(flat(record))[0] ?? null);
        if (reply.next === null) break;
        after = reply.next;
      }
      const firstEmpty = seen.indexOf(null);
      expect(firstEmpty).toBeGreaterThan(0);
      expect(seen.slice(firstEmpty).every((value) => value === null)).toBe(true);
    }
  });
});

test('the recycle bin and a search page the same way', async () => {
  const reply = await target.call(
    'POST',
    path,
    Array.from({ length: 20 }, (_, index) => ({ name: `bin ${index % 4}` })),
  );
  const ids: string[] = reply.body.data.map(({ id }: { id: string }) => id);
  const found: string[] = [];
  for (let after = ''; ; ) {
    const { data, next } = await page({ search: 'bin', sort: 'name', limit: '3', after });
    found.push(...data.map(({ id }) => id));
    if (next === null) break;
    after = next;
  }
  expect([...found].sort()).toEqual([...ids].sort());
  for (const id of ids) await target.call('DELETE', `${path}/${id}`);
  const binned: string[] = [];
  for (let after = ''; ; ) {
    const { data, next } = await page({
      deleted: 'true',
      where: "name.startsWith('bin')",
      sort: '-deletedAt',
      limit: '3',
      after,
    });
    binned.push(...data.map(({ id }) => id));
    if (next === null) break;
    after = next;
  }
  expect(binned.length).toBe(20);
  expect([...binned].sort()).toEqual([...ids].sort());
});

function sortable(): string[] {
  const fields = target.server.workspace.model().entities.get('everything')?.fields.values() ?? [];
  return [...fields].filter((field) => field.type.sortable).map((field) => field.name);
}

function flat(record: object): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]): [string, string | number | null][] =>
      typeof value === 'object' && value !== null ? Object.entries(flat(value)) : [[name, value]],
    ),
  );
}
