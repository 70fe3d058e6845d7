/**
 * Threat: query strings that reach SQL, that ask for more than the server can give, or that pretend to be a cursor. SQL
 * in every parameter, conditions of every hostile shape and size, selections without end, tampered cursors. Each is
 * refused with the parameter it is about, or answered; none changes data or takes long.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectAnswered, expectRefused, query, startTarget, type Target } from '../../testing/attack.ts';

// Many requests each: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 });

let target: Target;
const path = '/api/records/everything';

beforeAll(async () => {
  target = await startTarget();
  const plain: { id: string }[] = [];
  for (let index = 0; index < 3; index += 1)
    plain.push(await target.create('plain', { name: `plain ${index}`, amount: index }));
  await target.call(
    'POST',
    path,
    Array.from({ length: 30 }, (_, index) => ({
      name: `record ${index}`,
      text: 'a'.repeat(200),
      whole: index % 7 === 0 ? null : index,
      day: `2026-01-${String(index + 1).padStart(2, '0')}`,
      moment: `2026-03-${String(index + 1).padStart(2, '0')}T00:00:00Z`,
      span: `P${index}D`,
      json: { list: [index], text: 'x' },
      tags: ['a', `t${index}`],
      secret: `secret ${index % 3}`,
      link: plain[index % 3]?.id,
      links: plain.slice(0, index % 4).map(({ id }) => id),
      parts: [{ name: 'a', amount: index }, { name: 'b' }],
    })),
  );
});
afterAll(async () => {
  expect(await target.count('everything')).toBe(30);
  await target.expectAlive();
  await target.close();
});

const list = (parameters: Record<string, string>) => target.call('GET', `${path}?${query(parameters)}`);
const groups = (parameters: Record<string, string>) => target.call('GET', `${path}/aggregate?${query(parameters)}`);

describe('SQL', () => {
  const attacks = [
    "'; drop table data.everything; --",
    "' or '1'='1",
    "') or 1=1 --",
    '" ; delete from data.everything; --',
    'name; select pg_sleep(10)',
    "name' union select version()--",
    '1; select 1',
    "\\'; --",
    '$1',
    'name) from data.everything t --',
    't.id',
    'name::text',
    'name collate "C"',
    'pg_sleep(10)',
    'created_at',
    'deleted_at',
    'data.everything',
    '(select 1)',
    'name desc nulls first',
    'name/**/',
    "U&'\\0061'",
    '"name"',
    '*',
    'count(*)',
    'sum(name) filter (where true)',
    'current_user',
  ];

  test.each(attacks)('%s', async (attack) => {
    const begun = performance.now();
    for (const name of ['where', 'select', 'sort', 'limit', 'after', 'count', 'deleted', 'search']) {
      const reply = await list({ [name]: attack });
      if (name === 'search' || (name === 'select' && attack === '*')) expect(reply.status, reply.text).toBe(200);
      else expectRefused(reply, 400);
    }
    for (const name of ['where', 'group', 'measure', 'sort', 'limit', 'timeZone', 'deleted']) {
      expectRefused(await groups({ [name]: attack, ...(name === 'timeZone' ? { group: 'day(moment)' } : {}) }), 400);
    }
    for (const call of ['count', 'sum', 'day', 'countDistinct']) {
      expectRefused(await groups({ measure: `${call}(${attack})` }), 400);
      expectRefused(await groups({ group: `${call}(${attack})` }), 400);
    }
    for (const [method, suffix] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['DELETE', '?purge=true'],
      ['POST', '/restore'],
    ] as const) {
      const body = method === 'PATCH' ? {} : undefined;
      const encoded = encodeURIComponent(attack);
      expectRefused(await target.call(method, `${path}/${encoded}${suffix}`, body), 404);
      expectRefused(
        await target.call(method === 'PATCH' ? 'POST' : method, `/api/records/${encoded}/x${suffix}`, body),
        404,
        405,
      );
    }
    const operations = [
      { op: 'create', entity: attack, values: { name: 'a' } },
      { op: 'delete', entity: 'everything', id: attack },
      { op: 'create', entity: 'everything', values: { name: 'a', [attack]: 1 } },
    ];
    for (const operation of operations) {
      expectRefused(await target.call('POST', '/api/batch', { operations: [operation] }), 404, 422);
    }
    // As a literal it is text like any other.
    const literal = JSON.stringify(attack);
    for (const where of [`name == ${literal}`, `${literal} in tags`, `secret == ${literal}`]) {
      expect((await list({ where })).text, where).toBe('{"data":[],"next":null}');
    }
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe('conditions', () => {
  const long = (length: number, part: string, joint: string) => Array(length).fill(part).join(joint);
  const bombs: [string, string][] = [
    ['characters', `name == '${'a'.repeat(7_900)}'`],
    ['parts', long(600, 'flag', '||')],
    ['parentheses', `${'('.repeat(2_000)}true${')'.repeat(2_000)}`],
    ['negations', `${'!'.repeat(5_000)}flag`],
    ['minus signs', `${'-'.repeat(5_000)}whole > 0`],
    ['conditionals', `${'flag ? '.repeat(300)}true${' : false'.repeat(300)}`],
    ['member accesses', `json${'.a'.repeat(2_000)} == 1`],
    ['indexes', `json${'[0]'.repeat(2_000)} == 1`],
    ['lists in lists', `${'['.repeat(500)}1${']'.repeat(500)} == [1]`],
    ['a list of 3,000', `whole in [${long(3_000, '1', ',')}]`],
    ['a list of 1,001', `whole in [${long(1_001, '1', ',')}]`],
    ['arguments', `coalesce(${long(2_000, 'name', ',')}) == 'a'`],
    ['nested macros', `${'tags.exists(t, '.repeat(100)}true${')'.repeat(100)}`],
    ['nested maps', `${'tags.map(t, '.repeat(40)}'x'${')'.repeat(40)}.size() > 0`],
    ['texts that grow', `'aaaaaaaaaa'${".replace('a','aaaaaaaaaa')".repeat(12)} == ''`],
    ['texts of the record that grow', `text${".replace('a','aaaaaaaaaaaaaaaaaaaa')".repeat(9)} == ''`],
    [
      'texts that double',
      `tags.map(a, tags.map(b, text + text).join(text)).join(text)${".replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaa')".repeat(4)} == 'x'`,
    ],
    ['lists that grow', `text.split('a')${".join('aaaaaaaaaa').split('a')".repeat(8)}.size() > 0`],
    ['a pattern that backtracks', `text.matches('^(a+)+(a+)+(a+)+$$')`],
    ['a pattern of alternatives', `text.matches('(a|a|a|a)*(a|aa)*(a|aaa)*b')`],
    ['a pattern that repeats', `text.matches('((a{1,200}){1,200}){1,200}b')`],
    ['a pattern of 501', `text.matches('${'a'.repeat(501)}')`],
    ['a pattern that is none', `text.matches('(((')`],
    ['a pattern from the record', `text.matches(text + '(a*)*b')`],
    ['huge numbers', `whole * 1e308 * 1e308 > 1.0`],
    ['huge digits', `whole == ${'9'.repeat(3_000)}`],
    ['huge exponents', `number > 1e99999`],
    ['products', `${long(300, '999999999999.9', '*')} * number > 1.0`],
    ['divisions', `${long(200, '1.0', '/3.0/')} / number > 1.0`],
    ['roundings', 'round(number, 999999999) > 1.0 || round(number, -999999999) > 0.0'],
    ['durations', `span > duration('P99999999999Y')`],
    ['dates', `day > '99999-01-01'`],
    ['added days', `day.addDays(9007199254740991) > day || day.addMonths(-9007199254740991) < day`],
    ['added durations', `moment + duration('P9999Y') + duration('P9999Y') > moment`],
    ['substrings', `text.substring(-9007199254740991, 9007199254740991).size() > 0`],
    ['positions', 'tags[9007199254740991] == tags[-1]'],
    ['unions of relations', `${'offspring.exists(a, a.'.repeat(12)}name == ''${')'.repeat(12)}`],
    [
      'lists of records in lists of records',
      `${'offspring.exists(a, '.repeat(1)}a.offspring.exists(b, b.offspring.exists(c, c.name == 'x')))`,
    ],
    ['joins', `${'parent.'.repeat(49)}name == 'a'`],
    ['many joins', long(40, 'parent.parent.link.keeper.home.name == parent.link.home.name', '||')],
    ['unicode', `name == '\u{10ffff}\u202e\u0301' || name == '\\ud800'`],
    ['escapes', `name == '\\x41\\101\\u0000\\U0010ffff'`],
    ['NUL escapes', `name == '\\u0000'`],
    ['bytes', `name == b'\\xff'`],
    ['types', `type(name) == string || dyn(name) == 1`],
    ['maps', `{'a': name}.a == 'b'`],
    ['messages', 'google.protobuf.Timestamp{seconds: 1} == moment'],
    ['functions that are none', 'constructor(name) || __proto__.x || eval("1")'],
    ['methods of prototypes', `name.constructor('return 1') == 1 || name.toString() == 'a' || name.__proto__ == null`],
    ['comments', `true // '; drop table`],
    ['encrypted by order', `secret > 'a' || secret.startsWith('s')`],
    ['encrypted in a macro', `mentions.exists(m, m.secret == 'secret 1') || secret == name`],
    ['encrypted to the outside', `string(secret) == 'a' || coalesce(secret, '') == 'x' || [secret] == ['a']`],
    ['now', 'moment > now() && day < today() && createdAt > timestamp("0001-01-01T00:00:00Z")'],
    ['the actor', `actor.id == ownerId && actor.name == 'x' && actor.constructor == 1`],
  ];

  test.each(bombs)('of %s', async (_name, where) => {
    const begun = performance.now();
    expectAnswered(await list({ where: where.slice(0, 8_100) }), 200);
    expectAnswered(await groups({ where: where.slice(0, 8_100), group: 'whole' }), 200);
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect((await target.call('GET', '/readyz')).status).toBe(200);
  });

  test('of equal shape and unequal literals do not share answers', async () => {
    for (const [literals, expected] of [
      [
        ["name == 'record 1'", "name == 'record 2'", "name == 'nobody'"],
        [1, 1, 0],
      ],
      [
        ['whole in [1]', 'whole in [1, 2]', 'whole in []', 'whole in [1, 2, 3]'],
        [1, 2, 0, 3],
      ],
      [
        ['whole == 1', 'whole == 1.0', 'whole == 1.5', 'whole == null'],
        [1, 1, 0, 5],
      ],
      [
        ["text.matches('^a')", "text.matches('^b')"],
        [30, 0],
      ],
      [
        ["secret == 'secret 1'", "secret == 'secret 9'", "secret in ['secret 0', 'secret 1']", 'secret == null'],
        [10, 0, 20, 0],
      ],
      [
        ["span > 'P20D'", "span > 'PT1S'"],
        [9, 29],
      ],
      [
        ["day < '2026-01-03'", "day < '2026-01-02'"],
        [2, 1],
      ],
      [
        ["tags.exists(t, t == 't1')", "tags.exists(t, t == 'a')"],
        [1, 30],
      ],
      [
        ['flag', '!flag', 'flag == true', 'flag == false', 'flag == null'],
        [0, 30, 0, 0, 30],
      ],
    ] as const) {
      for (let round = 0; round < 2; round += 1) {
        for (const [index, where] of literals.entries()) {
          expect(await target.count('everything', where), where).toBe(expected[index]);
        }
      }
    }
  });

  test('a value that cannot be what it is compared with is refused or finds nothing', async () => {
    for (const where of [
      "id == 'x'",
      "link == 'x'",
      "links.exists(l, l == 'x')",
      "ownerId == 'x'",
      "user in ['x', '']",
      "about.id == 'x'",
      "about.entity == 'nothing'",
      "parent.id == ''",
      "day == '2026-02-30'",
      "moment == 'yesterday'",
      "span == 'soon'",
      "clock == '25:00'",
      "whole == 'one'",
      "flag == 'true'",
      'name == 1',
      'whole == 9007199254740993',
      'whole == 99999999999999999999',
      'number == 0.1234567890123456789',
      'price == 1e300',
      'stars == 99999',
      'link == name || links == []',
    ]) {
      const reply = await list({ where });
      expectAnswered(reply, 200);
      if (reply.status === 200) expect(reply.body.data, where).toEqual([]);
    }
  });
});

describe('selections', () => {
  test.each([
    ['1,000 fields', Array(1_000).fill('name').join(',')],
    ['1,000 different', Array.from({ length: 1_000 }, (_, index) => `f${index}`).join(',')],
    ['401 relations', Array(401).fill('link(name)').join(',')],
    ['depth', `${'parent('.repeat(7)}name${')'.repeat(7)}`],
    ['depth of thousands', `${'parent('.repeat(1_150)}`],
    ['open', 'parent(name'],
    ['closed', 'name)'],
    ['empty', 'parent()'],
    ['commas', ',,,'],
    ['a field inside a field', 'name(name)'],
    ['no field', 'nothing'],
    ['inverse without fields', 'offspring'],
    ['a system column', 'deleted_at'],
    ['columns of the encryption', 'secretBidx,secret_bidx'],
  ])('%s', async (_name, select) => {
    expectRefused(await list({ select }), 400);
    const { id } = (await list({ limit: '1' })).body.data[0];
    expectRefused(await target.call('GET', `${path}/${id}?${query({ select })}`), 400);
  });

  test('of everything at every level stay within bounds', async () => {
    const begun = performance.now();
    const nested = (levels: number, relation: string): string =>
      levels === 0 ? '*' : `*,${relation}(${nested(levels - 1, relation)})`;
    for (const select of [
      nested(5, 'parent'),
      nested(5, 'friends'),
      nested(5, 'offspring'),
      `*,link(*,linkedFrom(*,link(*,linkedFrom(name))))`,
      `links(alsoLinkedFrom(links(alsoLinkedFrom(links(name)))))`,
      '*,*,*,parts(*,owner(*,parts(*))),about(display,name),any(display,name),friendOf(name),mentions(*)',
      Array.from({ length: 130 }, (_, index) => ['name', 'link(name)', 'parts(name)'][index % 3]).join(','),
    ]) {
      expectAnswered(await list({ select, limit: '1000' }), 200);
    }
    expect(performance.now() - begun).toBeLessThan(8_000);
  });

  test('of more than a server should hold are refused, and the server lives on', async () => {
    const home = (await target.create('plain', { name: 'home' })).id;
    const inhabitants = Array.from({ length: 300 }, (_, index) => ({ name: `${index}`.padEnd(490, 'x'), home }));
    expect((await target.call('POST', '/api/records/plain', inhabitants)).status).toBe(201);
    for (const path of [
      `/api/records/plain/${home}?select=inhabitants(home(inhabitants(*)))`,
      '/api/records/plain?limit=1000&select=*,home(inhabitants(*))',
    ]) {
      const reply = await target.call('GET', path);
      expectRefused(reply, 400);
      expect(reply.body.code).toBe('KILN_TOO_EXPENSIVE');
    }
    expect((await target.call('GET', '/api/records/plain?limit=1000&sort=-name&count=true')).body.count).toBe(304);
  });

  test('a secret is masked at every level', async () => {
    const reply = await list({ select: 'secret,link(linkedFrom(secret)),parts(owner(secret))', sort: 'name' });
    expect(reply.status).toBe(200);
    expect(reply.text).not.toMatch(/secret \d/);
    expectRefused(await groups({ group: 'secret' }), 400);
    expectRefused(await groups({ measure: 'max(secret)' }), 400);
    expectRefused(await list({ sort: 'secret' }), 400);
  });
});

describe('parameters', () => {
  test.each([
    'limit=0',
    'limit=-1',
    'limit=1001',
    'limit=1.5',
    'limit=1e2',
    'limit=0x10',
    'limit=%20',
    'limit=9999999999999',
    'limit=%EF%BC%91',
    'count=1',
    'count=TRUE',
    'deleted=yes',
    'deleted=false,true',
    'limit=1&limit=2',
    'where=true&where=false',
    'limit=1&limit',
    'sort=name,',
    'sort=,',
    'sort=-',
    'sort=--name',
    'sort=name%20desc',
    'sort=name,text,code,email,url',
    'sort=json',
    'sort=tags',
    'sort=parts',
    'sort=links',
    'sort=about',
    'sort=parent',
    'sort=parent.parent.parent.parent.name',
    'sort=name.length',
    'sort=link.',
    'sort=.link',
    'sort=link..name',
    'select',
    'Where=true',
    'where[]=true',
    'where.x=1',
    'x=1',
    '=1',
    'a'.repeat(8_300),
    Array(60).fill('&a=1').join(''),
    `search=${'a'.repeat(201)}`,
    'after=%20',
    'after=null',
    'after=W10',
    'after=%7B%7D',
  ])('%s', async (parameters) => {
    const allowed = ['sort=parent', 'select', 'sort=name,'];
    const reply = await target.call('GET', `${path}?${parameters}`);
    if (allowed.includes(parameters)) expectAnswered(reply, 200);
    else expectRefused(reply, 400);
  });

  test.each([
    'group=json',
    'group=tags',
    'group=links',
    'group=parts',
    'group=about',
    'group=address',
    'group=file',
    'group=place',
    'group=partSum',
    'group=day(name)',
    'group=hour(moment)',
    'group=day(day,moment)',
    'group=day()',
    'group=()',
    'group=nothing',
    'group=link.nothing',
    'group=parent.parent.parent.parent.name',
    'group=parts.name',
    'group=about.name',
    'measure=sum(name)',
    'measure=avg(day)',
    'measure=sum(span',
    'measure=max(json)',
    'measure=sum()',
    'measure=median(whole)',
    'measure=count',
    'measure=count(),count()',
    'measure=countDistinct(tags)',
    'measure=sum(links)',
    'measure=count(parts)',
    'group=whole,whole',
    'group=whole&sort=name',
    'group=whole&sort=--whole',
    'timeZone=Mars/Olympus',
    "timeZone=UTC'--",
    'timeZone=../../etc/passwd',
    'limit=1001',
    `group=${Array(9).fill('day(day)').join(',')}`,
    `measure=${['count()', 'sum(whole)', 'avg(whole)', 'min(whole)', 'max(whole)', 'count(whole)', 'sum(number)', 'avg(number)', 'min(number)'].join(',')}`,
  ])('of aggregates: %s', async (parameters) => {
    expectRefused(await target.call('GET', `${path}/aggregate?${parameters}`), 400);
  });
});

describe('aggregates', () => {
  test('group by every field that can be, and measure every field that can be', async () => {
    const entity = target.server.workspace.model().entities.get('everything');
    for (const field of entity?.fields.values() ?? []) {
      for (const name of [field.name, `parent.${field.name}`, `parent.parent.parent.${field.name}`]) {
        const grouped = await groups({ group: name, measure: 'count()', sort: '-count()' });
        expectAnswered(grouped, 200);
        if (grouped.status === 200) {
          const counts = grouped.body.data.map((row: Record<string, number>) => row['count()']);
          expect(
            counts.reduce((sum: number, count: number) => sum + count, 0),
            name,
          ).toBe(30);
          expect(Object.keys(grouped.body.data[0])).toEqual([name, 'count()']);
        }
        for (const call of ['year', 'quarter', 'month', 'week', 'day']) {
          const item = `${call}(${name})`;
          expectAnswered(await groups({ group: item, timeZone: 'Pacific/Kiritimati' }), 200);
        }
        for (const call of ['count', 'countDistinct', 'sum', 'avg', 'min', 'max']) {
          const item = `${call}(${name})`;
          const measured = await groups({ measure: item });
          expectAnswered(measured, 200);
          if (measured.status === 200) expect(Object.keys(measured.body.data[0])).toEqual([item]);
        }
      }
    }
  });

  test('keys longer than an identifier stay as the request wrote them', async () => {
    const keys = ['parent', 'link'].map((end) => `countDistinct(parent.parent.parent.${end})`);
    const long = 'avg(openOpportunitiesOfTheParentAccountOfTheContact.name)';
    expectRefused(await groups({ measure: long }), 400);
    const reply = await groups({ measure: keys.join(',') });
    expect(Object.keys(reply.body.data[0])).toEqual(keys);
  });

  test('with different searches do not share a statement that fits one only', async () => {
    for (const search of ['!!!', 'record', '???', 'aaaa', '张', 'record 1']) {
      const listed = await target.call('GET', `${path}?${query({ search, limit: '1000' })}`);
      const counted = await groups({ search });
      expect(counted.body.data[0]['count()'], search).toBe(listed.body.data.length);
    }
  });
});

describe('cursors', () => {
  let cursor = '';
  const sort = '-whole,name';
  beforeEach(async () => {
    cursor = (await list({ sort, limit: '7' })).body.next;
  });

  test('changed in any place are refused or lead somewhere in the list', async () => {
    const whole = await list({ sort, limit: '1000', select: 'id' });
    const ids = new Set(whole.body.data.map(({ id }: { id: string }) => id));
    for (let place = 0; place < cursor.length; place += 1) {
      for (const sign of ['A', '_', '%', '\u{1f600}', '']) {
        const changed = cursor.slice(0, place) + sign + cursor.slice(place + 1);
        const reply = await list({ sort, after: changed, select: 'id' });
        expectAnswered(reply, 200);
        if (reply.status === 200) for (const { id } of reply.body.data) expect(ids).toContain(id);
      }
    }
  });

  test('cut, doubled, reversed, of another list', async () => {
    for (let length = 1; length < cursor.length - 2; length += 3) {
      expectRefused(await list({ sort, after: cursor.slice(0, length) }), 400);
    }
    for (const after of [[...cursor].reverse().join(''), cursor.toUpperCase(), 'a'.repeat(7_000), cursor.repeat(30)]) {
      expectRefused(await list({ sort, after }), 400);
    }
    for (const other of ['whole,name', '-whole', 'name', '-whole,-name', '', '-whole,name,text']) {
      expectRefused(await list({ sort: other, after: cursor }), 400);
    }
  });

  test('made by hand', async () => {
    const decoded: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    expect(decoded).toBeInstanceOf(Array);
    const parts = Array.isArray(decoded) ? decoded : [];
    const hostile = [
      ...[
        null,
        true,
        1,
        1e300,
        {},
        [],
        '',
        'x',
        "' or 1=1",
        'NaN',
        'Infinity',
        '1e400',
        '\0',
        '\ud800',
        '9'.repeat(4_000),
      ],
      ...['[1,"a","b"]', '[null,null,null]', '{}', '[', '__proto__'],
    ];
    for (let index = 0; index < parts.length; index += 1) {
      for (const value of hostile) {
        const forged = parts.map((part, at) => (at === index ? value : part));
        expectAnswered(await list({ sort, after: encode(forged) }), 200);
      }
    }
    for (const forged of [
      null,
      {},
      [],
      [[]],
      parts.slice(1),
      [...parts, 'x'],
      [parts],
      'text',
      { 0: parts[0], length: parts.length },
    ]) {
      expectRefused(await list({ sort, after: encode(forged) }), 400);
    }
  });

  function encode(value: unknown): string {
    return Buffer.from(JSON.stringify(value)).toString('base64url');
  }
});
