/**
 * Threat: bodies made to crash, confuse or poison the server. Malformed JSON and encodings, nesting without end, keys
 * that reach an object's prototype, texts that Postgres cannot hold, numbers beyond what JSON carries, values of every
 * wrong type in every field. Each is refused with the place of the fault, and none leaves anything behind.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAnswered, expectRefused, query, startTarget, type Target } from '../../testing/attack.ts';

let target: Target;
const path = '/api/records/everything';

beforeAll(async () => {
  target = await startTarget();
});
afterAll(async () => {
  await target.expectAlive();
  await target.close();
});

async function expectNothingWritten(attack: () => Promise<void>): Promise<void> {
  const before = await target.count('everything');
  await attack();
  expect(await target.count('everything')).toBe(before);
}

describe('what is not JSON', () => {
  const bodies: [string, string | Buffer][] = [
    ...['', ' ', '{', '[', '"', '{"name"', '{"name":', '{"name":"a"', '{"name":"a",}', "{'name':'a'}", '{name:"a"}'],
    ...['[{"name":"a"},]', '{"name":"a"}}', '{"name":"a"} x', 'undefined', 'NaN', '{"name":NaN}', '{"whole":Infinity}'],
    ...[
      '{"whole":01}',
      '{"whole":+1}',
      '{"whole":.5}',
      '{"whole":5.}',
      '{"whole":0x10}',
      '{"name":"a\nb"}',
      '{"name":"\\x41"}',
    ],
    ...['{"name":"\\u12"}', '// x\n{"name":"a"}', '{"name":"a"/**/}', '\u2028{"name":"a"}', '\uFEFF\uFEFF{"name":"a"}'],
    ...['name=a', '<name>a</name>', '[[[[[[[', '{"a":'.repeat(500), ']'.repeat(500)],
  ].map((body) => [JSON.stringify(body.slice(0, 40)), body]);
  const bytes: [string, Buffer][] = [
    ['overlong UTF-8', Buffer.from([...Buffer.from('{"name":"'), 0xc0, 0x80, ...Buffer.from('"}')])],
    ['a surrogate in UTF-8', Buffer.from([...Buffer.from('{"name":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')])],
    ['a cut character', Buffer.from([...Buffer.from('{"name":"'), 0xe4, 0xbd, ...Buffer.from('"}')])],
    ['UTF-16', Buffer.from('\uFEFF{"name":"a"}', 'utf16le')],
    ['a NUL byte', Buffer.from('{"name":"a\0b"}')],
    ['only NULs', Buffer.alloc(100)],
    ['noise', Buffer.from(Array.from({ length: 256 }, (_, index) => index))],
  ];
  test.each([...bodies, ...bytes])('%s', async (_name, body) => {
    await expectNothingWritten(async () => {
      expectRefused(await target.call('POST', path, body), 400);
      expectRefused(await target.call('POST', '/api/batch', body), 400);
    });
  });

  test.each(['null', 'true', '1', '"a"', '[]', '[null]', '[1,"a",[],true]', '[[{"name":"a"}]]'])(
    'or JSON of another kind: %s',
    async (body) => {
      await expectNothingWritten(async () => {
        const reply = await target.call('POST', path, body);
        if (body === '[]') expect([reply.status, reply.body]).toEqual([201, { data: [] }]);
        else expectRefused(reply, 422);
        const { id } = await target.create('plain', { name: 'kinds' });
        expectRefused(await target.call('PATCH', `/api/records/plain/${id}`, body), 422);
        expectRefused(await target.call('POST', '/api/batch', body), 422);
        expectRefused(await target.call('POST', `/api/records/plain/${id}/reveal`, body), 422, 400);
        expectRefused(await target.call('POST', '/api/changesets', body), 422);
      });
    },
  );
});

describe('nesting', () => {
  test.each([33, 100, 5_000, 200_000])('of %d levels', async (levels) => {
    await expectNothingWritten(async () => {
      const nested = `${'['.repeat(levels)}${']'.repeat(levels)}`;
      const objects = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
      for (const value of [nested, objects]) {
        if (value.length > 1_000_000) continue;
        expectRefused(await target.call('POST', path, `{"name":"a","json":${value}}`), 400);
        expectRefused(await target.call('POST', path, value), 400);
        expectRefused(await target.call('POST', '/api/changesets', value), 400);
      }
    });
  });

  test('that the body may have and the field may not', async () => {
    const json = JSON.parse(`${'['.repeat(25)}${']'.repeat(25)}`);
    expectRefused(await target.call('POST', path, { name: 'a', json }), 422);
    const fits = JSON.parse(`${'['.repeat(20)}${']'.repeat(20)}`);
    expect((await target.create('everything', { name: 'a', json: fits })).json).toEqual(fits);
  });
});

describe('keys that every object has', () => {
  const keys = ['__proto__', 'constructor', 'prototype'];
  const inherited = ['toString', 'hasOwnProperty', 'valueOf', 'toJSON', '__defineGetter__', 'then'];

  test.each(keys)('%s anywhere in a body', async (key) => {
    await expectNothingWritten(async () => {
      for (const body of [
        `{"name":"a","${key}":{"flag":true}}`,
        `{"name":"a","json":{"${key}":{"x":1}}}`,
        `{"name":"a","json":[[{"a":{"${key}":null}}]]}`,
        `{"name":"a","parts":[{"${key}":{}}]}`,
        `{"name":"a","address":{"city":"b","${key}":"c"}}`,
        `{"name":"a","\\u005f${key.slice(1)}":{}}`,
        `[{"name":"a"},{"name":"b","${key}":1}]`,
      ]) {
        const reply = await target.call('POST', path, body);
        expectRefused(reply, 422);
        expect(reply.body.errors[0].pointer).toMatch(/^\//);
      }
      const batch = `{"operations":[{"op":"create","entity":"everything","values":{"name":"a","${key}":1}}]}`;
      expectRefused(await target.call('POST', '/api/batch', batch), 422);
      expectRefused(await target.call('POST', '/api/batch', `{"operations":[],"${key}":{"x":1}}`), 422);
    });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('flag' in {}).toBe(false);
  });

  test.each([...keys, ...inherited])('%s as the name of a field, an entity, a parameter', async (key) => {
    await expectNothingWritten(async () => {
      expectRefused(await target.call('POST', path, `{"name":"a","${key}":1}`), 422);
      expectRefused(await target.call('GET', `/api/records/${key}`), 404);
      expectRefused(await target.call('POST', `/api/records/${key}`, { name: 'a' }), 404);
      expectRefused(await target.call('GET', `${path}?${key}=1`), 400);
      expectRefused(await target.call('GET', `${path}?${key}[x]=1`), 400);
      for (const name of ['select', 'sort', 'where', 'group', 'measure']) {
        const to = name === 'group' || name === 'measure' ? `${path}/aggregate` : path;
        expectRefused(await target.call('GET', `${to}?${query({ [name]: key })}`), 400);
        expectRefused(await target.call('GET', `${to}?${query({ [name]: `link.${key}` })}`), 400);
        expectRefused(await target.call('GET', `${to}?${query({ [name]: `link(${key})` })}`), 400);
      }
      expectRefused(await target.call('GET', `${path}/aggregate?${query({ group: `${key}(day)` })}`), 400);
      const operation = { op: key, entity: key, values: { name: 'a' } };
      expectRefused(await target.call('POST', '/api/batch', { operations: [operation] }), 422);
      const { id } = await target.create('plain', { name: key });
      expectRefused(await target.call('POST', `/api/records/plain/${id}/reveal`, { field: key }), 400);
      expectRefused(await target.call('GET', `/api/definitions/${key}`), 404);
      expectRefused(await target.call('GET', `/api/definitions/entity/${key}`), 404);
      expectRefused(await target.call('GET', `/api/model/validators/${key}.js`), 404);
      expectRefused(await target.call('POST', `/api/files?entity=${key}&field=${key}`, ''), 400);
      expect((await target.call('GET', `/api/model?locale=${key}`)).status).toBe(200);
    });
  });

  test.each(inherited)('%s as a key of a json field is kept or refused', async (key) => {
    const json = { [key]: { [key]: [1, null] } };
    const reply = await target.call('POST', path, { name: 'a', json });
    expectAnswered(reply, 201);
    if (reply.status === 201) expect(reply.body.json).toEqual(json);
    else expect(reply.body.errors[0].pointer).toBe(`/json/${key}`);
  });
});

describe('texts that cannot be stored', () => {
  const fields = [
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
  const others = ['day', 'moment', 'clock', 'span', 'color', 'user', 'link', 'about', 'number1', 'label'];
  const texts = ['a\\u0000b', '\\u0000', '\\ud800', '\\udc00', 'x\\ud83dy', '\\udc00\\ud83d', '\\uD800\\u0000'];

  test.each([...fields, ...others])('in %s', async (field) => {
    await expectNothingWritten(async () => {
      for (const text of texts) {
        expectRefused(await target.call('POST', path, `{"name":"a","${field}":"${text}"}`), 422);
      }
    });
  });

  test('inside values', async () => {
    await expectNothingWritten(async () => {
      for (const text of texts) {
        for (const value of [
          `"tags":["${text}"]`,
          `"choices":["${text}"]`,
          `"json":"${text}"`,
          `"json":{"${text}":1}`,
          `"json":[{"a":{"${text}":"${text}"}}]`,
          `"address":{"city":"${text}"}`,
          `"person":{"first":"${text}"}`,
          `"file":{"id":"${text}"}`,
          `"links":["${text}"]`,
          `"about":{"entity":"${text}","id":"${text}"}`,
          `"parts":[{"name":"${text}"}]`,
          `"${text}":1`,
        ]) {
          expectRefused(await target.call('POST', path, `{"name":"a",${value}}`), 422);
        }
        const operation = `{"op":"${text}","entity":"${text}","id":"${text}","values":{"${text}":"${text}"}}`;
        expectRefused(await target.call('POST', '/api/batch', `{"operations":[${operation}]}`), 422);
      }
    });
  });

  test('in a query and a path', async () => {
    for (const text of ['%00', 'a%00b', '%ED%A0%80', '%C0%80', '%ff', '%', '%zz', '%u0041']) {
      for (const name of ['where', 'select', 'sort', 'search', 'after', 'limit', 'count', 'x']) {
        expectRefused(await target.call('GET', `${path}?${name}=${text}`), 400);
        expectRefused(await target.call('GET', `${path}?${name}${text}=1`), 400);
      }
      expectRefused(await target.call('GET', `/api/records/${text}`), 400);
      expectRefused(await target.call('GET', `${path}/${text}`), 400);
      expectRefused(await target.call('DELETE', `${path}/${text}?purge=true`), 400);
    }
  });
});

describe('lengths', () => {
  test.each([
    ['name', 501],
    ['text', 10_001],
    ['multiline', 100_001],
    ['email', 255],
    ['secret', 1_001],
    ['exact', 501],
  ])('a %s of %d characters', async (field, length) => {
    expectRefused(await target.call('POST', path, { name: 'a', [field]: 'a'.repeat(length) }), 422);
  });

  test.each([
    ['name', 500, 'a'],
    ['text', 10_000, '𝒳'],
    ['multiline', 100_000, '张'],
    ['secret', 1_000, '𝒳'],
    ['exact', 500, 'a'],
  ])('a %s of %d characters is kept', async (field, length, character) => {
    const record = await target.create('everything', { name: 'long', [field]: character.repeat(length) });
    expect(record[field]).toBe(field === 'secret' ? '••••••••' : character.repeat(length));
  });

  test('unique and indexed texts fit their index whatever they are made of', async () => {
    const seed = Array.from({ length: 500 }, (_, index) => String.fromCodePoint(0x20000 + ((index * 7919) % 40_000)));
    expect((await target.create('everything', { name: 'long', code: seed.join('') })).code).toBe(seed.join(''));
    const upper = 'İ'.repeat(500);
    expectAnswered(await target.call('POST', path, { name: 'long', code: upper }), 201);
    expectRefused(await target.call('POST', path, { name: 'long', code: upper }), 409);
  });

  test('bodies above the limit, keys and lists without end', async () => {
    await expectNothingWritten(async () => {
      expectRefused(await target.call('POST', path, { name: 'a'.repeat(1_100_000) }), 413);
      expectRefused(await target.call('POST', path, { ['k'.repeat(200_000)]: 1 }), 422);
      const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, index]));
      expectRefused(await target.call('POST', path, { name: 'a', ...many }), 422);
      expectRefused(await target.call('POST', path, { name: 'a', tags: Array(30_000).fill('x') }), 422);
      const tags = Array.from({ length: 501 }, (_, index) => `t${index}`);
      expectRefused(await target.call('POST', path, { name: 'a', tags }), 422);
      expectRefused(await target.call('POST', path, { name: 'a', json: Array(99_999).fill(11111) }), 422);
      expectRefused(await target.call('POST', path, { name: 'a', links: Array(20_000).fill('x') }), 422);
      expectRefused(await target.call('POST', path, Array(1_001).fill({ name: 'a' })), 413);
      expectRefused(await target.call('POST', path, Array(100_000).fill(1)), 413);
      expectRefused(await target.call('POST', path, `{"name":"a"${',"name":"a"'.repeat(90_000)},"x":1}`), 422);
    });
  });

  test('a pattern of the document takes linear time', async () => {
    const begun = performance.now();
    expectRefused(await target.call('POST', path, { name: 'a', exact: `${'a'.repeat(499)}!` }), 422);
    expectRefused(await target.call('POST', path, { name: 'a', email: `${'a.'.repeat(120)}@` }), 422);
    expectRefused(await target.call('POST', path, { name: 'a', url: `http://${'a/'.repeat(990)}\u0001 ` }), 422);
    expectRefused(await target.call('POST', path, { name: 'a', phone: `${'1 '.repeat(19)}x` }), 422);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});

describe('numbers', () => {
  const beyond = [
    '1e400',
    '-1e400',
    '9007199254740993',
    '0.1234567890123456789',
    '1e-400',
    '123456789012345678901234567890',
  ];

  test.each(beyond)('%s is refused wherever it stands', async (number) => {
    await expectNothingWritten(async () => {
      for (const body of [
        `{"name":"a","whole":${number}}`,
        `{"name":"a","number":${number}}`,
        `{"name":"a","price":${number}}`,
        `{"name":"a","json":{"n":[${number}]}}`,
        `{"name":"a","place":{"lat":${number},"lng":0}}`,
        `{"name":"a","text":${number}}`,
        `[{"name":"a"},{"name":"b","stars":${number}}]`,
      ]) {
        const reply = await target.call('POST', path, body);
        expectRefused(reply, 422);
        expect(reply.body.errors[0].pointer).not.toBe('');
      }
    });
  });

  test.each([
    ['whole', ['1.5', '9007199254740992', '-9007199254740992', '1e16', '"1"', 'true', '[1]', '{}']],
    ['number', ['0.0000001', '1e9', '1234567890', '1e21', '"1.5"']],
    ['price', ['0.001', '1e13', '12345678901234.5', '1e300', '1000000000001']],
    ['share', ['0.125', '1e13']],
    ['stars', ['0', '6', '-1', '1.5', '1e3']],
    ['place', ['{"lat":91,"lng":0}', '{"lat":0,"lng":-180.1}', '{"lat":0}', '{"lat":"0","lng":"0"}', '[0,0]']],
  ])('a %s that does not fit', async (field, values) => {
    for (const value of values) {
      const reply = await target.call('POST', path, `{"name":"a","${field}":${value}}`);
      expectRefused(reply, 422);
      expect(reply.body.errors[0].pointer).toContain(`/${field}`);
    }
  });

  test.each([
    ['whole', '9007199254740991', 9007199254740991],
    ['whole', '-9007199254740991', -9007199254740991],
    ['whole', '-0', 0],
    ['whole', '1e3', 1000],
    ['whole', '1.0', 1],
    ['number', '-0.0', 0],
    ['number', '999999999.999999', 999999999.999999],
    ['number', '1e-6', 0.000001],
    ['number', '0.1e1', 1],
    ['price', '1000000000000.00', 1e12],
    ['json', '1e-300', 1e-300],
    ['json', '1.7976931348623157e308', Number.MAX_VALUE],
    ['json', '5e-324', 5e-324],
    ['json', '-0', 0],
  ])('%s %s is kept', async (field, sent, kept) => {
    const reply = await target.call('POST', path, `{"name":"n","${field}":${sent}}`);
    expect(reply.status, reply.text).toBe(201);
    expect(reply.body[field]).toBe(kept);
  });

  test('formulas of extremes make no write fail, and what they give can be read and sorted', async () => {
    const extremes = { number: 999_999_999.999999, price: 1e12, whole: Number.MAX_SAFE_INTEGER };
    const record = await target.create('everything', { name: 'extreme', ...extremes, flag: false });
    const read = await target.call('GET', `${path}?${query({ sort: 'product', where: "name == 'extreme'" })}`);
    expect(read.body.data[0].id).toBe(record.id);
    const dates = { day: '9999-12-31', moment: '9999-12-31T23:59:59.999Z', span: 'P9999Y99999M999999DT9999999H' };
    for (const whole of [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 119_988, -100_000]) {
      expect(await target.create('everything', { name: 'edge', ...dates, whole })).toMatchObject({ later: null });
    }
  });
});

describe('dates, times and durations', () => {
  test.each([
    [
      'day',
      ['2023-02-29', '2024-02-30', '2024-13-01', '2024-00-10', '2024-01-00', '0000-01-01', '0999-12-31', '10000-01-01'],
      [
        '-0001-01-01',
        '+2024-01-01',
        '2024-1-1',
        '2024-01-01T00:00:00Z',
        'today',
        'now',
        'infinity',
        '-infinity',
        'epoch',
      ],
    ],
    [
      'moment',
      ['2024-02-30T00:00:00Z', '2024-01-01T24:00:00Z', '2024-01-01T23:60:00Z', '2016-12-31T23:59:60Z', '2024-01-01'],
      [
        '9999-12-31T23:59:59-14:00',
        '1000-01-01T00:00:00+14:00',
        '2024-01-01T00:00:00+15:00',
        '9999-12-31T23:59:59.9999Z',
      ],
    ],
    ['clock', ['24:00', '23:60', '23:59:60', '9:30', '09:30:00.5', '09:30Z', '-01:00'], ['allballs', 'now', '']],
    [
      'span',
      ['P', 'PT', 'P1', '1D', 'P-1D', '-P1D', 'P1.5D', 'PT0.1S', 'P1D1D', 'P99999999Y'],
      ['PT99999999999S', '1 day', '1 day ago', 'infinity', 'P1W1D'],
    ],
  ])('a %s that does not exist', async (field, some, more) => {
    for (const value of [...some, ...more, '', ' ', '\n', `${some[0]}\n`, '٢٠٢٤-٠١-٠١', 0, 20240101, {}, [], false]) {
      const reply = await target.call('POST', path, { name: 'a', [field]: value });
      expectRefused(reply, 422);
      expect(reply.body.errors[0].pointer).toBe(`/${field}`);
    }
  });

  test.each([
    ['day', '1000-01-01', '1000-01-01'],
    ['day', '9999-12-31', '9999-12-31'],
    ['moment', '1000-01-01T00:00:00Z', '1000-01-01T00:00:00+00:00'],
    ['moment', '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999+00:00'],
    ['moment', '2024-01-01T00:00:00.123456789+14:00', '2023-12-31T10:00:00.123+00:00'],
    ['clock', '23:59', '23:59:00'],
    ['span', 'PT999999999S', 'PT277777H46M39S'],
    ['span', 'P9999Y99999M999999DT9999999H99999999M999999999S', expect.stringMatching(/^P18332Y3M999999DT/)],
  ])('%s %s is kept', async (field, sent, kept) => {
    expect((await target.create('everything', { name: 'date', [field]: sent }))[field]).toEqual(kept);
  });
});

describe('wrong types', () => {
  const everyType = [0, -1, 1.5, '', 'x', true, false, [], [null], {}, { a: 1 }, [[]], ['x'], [{}]];

  test('in every field get a 422 with its place, or are kept as they are', async () => {
    const fields = [...(target.server.workspace.model().entities.get('everything')?.fields.values() ?? [])];
    expect(fields.length).toBeGreaterThan(50);
    for (const field of fields) {
      for (const value of everyType) {
        const reply = await target.call('POST', path, { name: 'typed', flag: null, [field.name]: value });
        if (reply.status === 201) {
          expect(field.computed && !field.type.name.startsWith('id'), field.name).toBe(false);
          const kept = reply.body[field.name];
          const isMasked = field.type.name === 'encrypted';
          // Line items are not part of a default selection.
          if (!isMasked && !field.children) expect(kept, field.name).toEqual(value);
          await target.call('DELETE', `${path}/${reply.body.id}?purge=true`);
        } else {
          expectRefused(reply, 422, 409);
          expect(reply.body.errors[0].pointer, field.name).toMatch(/^\//);
        }
      }
    }
  });

  test('in PATCH leave the record as it was', async () => {
    const record = await target.create('everything', { name: 'patched', whole: 1, tags: ['a'] });
    const fields = [...(target.server.workspace.model().entities.get('everything')?.fields.values() ?? [])];
    for (const field of fields) {
      const value = { wrong: [field.name] };
      if (field.type.name === 'json') continue;
      expectRefused(await target.call('PATCH', `${path}/${record.id}`, { whole: 2, [field.name]: value }), 422);
    }
    expect((await target.call('GET', `${path}/${record.id}`)).body).toEqual(record);
  });

  test('every computed field is read-only, all faults at once', async () => {
    const computed = [...(target.server.workspace.model().entities.get('everything')?.fields.values() ?? [])].filter(
      (field) => field.computed && field.name !== 'id',
    );
    const values = Object.fromEntries(computed.map((field) => [field.name, null]));
    const reply = await target.call('POST', path, { name: 'a', ...values });
    expectRefused(reply, 422);
    expect(reply.body.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual(
      computed.map((field) => `/${field.name}`).sort(),
    );
  });
});

describe('operations of a batch', () => {
  const id = '01890a5d-ac96-774b-bcce-b302099a8057';
  test.each([
    [{ op: 'create', entity: 'plain' }],
    [{ op: 'create', entity: 'plain', values: [] }],
    [{ op: 'create', entity: 'plain', values: { name: 'a' }, more: 1 }],
    [{ op: 'drop', entity: 'plain', values: { name: 'a' } }],
    [{ op: 'update', entity: 'plain', values: { name: 'a' } }],
    [{ op: 'update', entity: 'plain', id: 5, values: { name: 'a' } }],
    [{ op: 'update', entity: 'plain', id, values: { name: 'a' }, ifMatch: '1' }],
    [{ op: 'update', entity: 'plain', id, values: { name: 'a' }, ifMatch: 1.5 }],
    [{ op: 'update', entity: 'plain', id, values: { name: 'a' }, ifMatch: 1e300 }],
    [{ op: 'update', entity: 'plain', id, values: { name: 'a' }, ifMatch: -1 }],
    [{ op: 'delete', entity: 'plain', id, ifMatch: 2 ** 31 }],
    [{ op: 'delete', entity: 'plain' }],
    [{ op: 'delete', entity: ['plain'], id }],
    [{ op: ['create'], entity: 'plain', values: { name: 'a' } }],
    [null],
    ['create'],
    [[]],
  ])('%j', async (operation) => {
    const first = { op: 'create', entity: 'plain', values: { name: 'half a batch' } };
    const reply = await target.call('POST', '/api/batch', { operations: [first, operation] });
    expectRefused(reply, 422);
    expect(reply.body.errors[0].pointer).toMatch(/^\/operations\/1/);
    expect(await target.count('plain', "name == 'half a batch'")).toBe(0);
  });
});
