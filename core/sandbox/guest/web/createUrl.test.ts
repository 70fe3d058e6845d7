import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readUrl } from '../../process/readUrl.ts';
import { longestUrl } from '../../protocol.ts';
import { createUrl } from './createUrl.ts';
import { KilnURLSearchParams } from './KilnURLSearchParams.ts';

/** Those of the isolate, which go from text to parts and back at every change, are held against Node's. */
const own = { URL: createUrl(readUrl), URLSearchParams: KilnURLSearchParams };
const parts = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
];
const members = [...parts, 'searchParams'];

function read(
  type: new (...args: string[]) => object,
  args: readonly string[],
  set?: readonly [string, string],
): unknown {
  try {
    const url = new type(...args);
    if (set) Reflect.set(url, set[0], set[1]);
    return Object.fromEntries(members.map((member) => [member, String(Reflect.get(url, member))]));
  } catch {
    return 'no URL';
  }
}

function same(args: readonly string[], set?: readonly [string, string]): void {
  expect(read(own.URL, args, set), JSON.stringify([args, set])).toEqual(read(URL, args, set));
}

const urls = `
https://example.com|http://EXAMPLE.com:80/|https://user:pa%20ss@example.com:8443/a/b?c=d#e|http://a@b@c/|http://:@/|http://x:/
http://[::1]:3000/|http://[2001:db8::ff00:42:8329]/|http://[::ffff:192.168.0.1]|http://[1:2:3:4:5:6:7:8]|http://[::1::]|http://[1]
http://192.168.0.1/|http://0x7f.1/|http://017700000001/|http://2130706433|http://256.1.1.1|http://1.2.3.4.5|http://1.2.3.08|http://1..2
http://0x|http://0x.|http://09|http://a.09|http://a.0x|http://1.2.3.4.|http://4294967296|http://127.0.0.1%2f
https://münchen.de/ä?ö=ü#ß|https://例え.テスト|https://xn--mnchen-3ya.de|https://xn--a|http://a%00b|http://a b|http://a%20b|http://%41.com
http://ＧＯ.com|http://faß.de|http://a\u00adb.com|http://a.b..c|http://.|http://..|http://a_b.c|http://-a-|http://%zz
mailto:a@b.c|mailto: a b |data:text/plain,hello world#x y|data: |javascript:alert(1)|about:blank|urn:x:y?z#w|a:|a:b|blob:https://a.b/c|blob:x
file:///C:/a/../b|file:///C|/x|file://host/share|file:c:\\x|file:/a|file:|file://localhost/x|file:///..//c:/|file:///C:/../..
foo://bar/../x|foo:///|foo://|foo:/a//b|foo:/.//p|foo:/..//p|web+demo:/.//not-a-host/|non-special://h:80/p|foo://h\\x/|foo://a b|foo://[::1]|foo://%41
http:example.com|http:/example.com|http:\\\\x\\y|http:///x|///x|//x/y|/abs|rel/ative|?q|#h||..|../..|./a/./b/../c|%2e%2e/x|.%2E|a/%2e/b
http://a/b/c/%2E%2e/d|http://a/?x=a'b"c<d>|http://a/#a b\`c<>"|http://a/{}|^|http://a/^|http://a/[x]|http://a:65536|http://a:0|http://a:00080/|http://a:8a|ws://a:80|wss://a:443|ftp://a:21
ht\ntp://a\tb/|  http://a  |\u0000http://a\u0001|http://a/\ud800|http://a?\u2028|HTTP://A|1http://a|h\u0000|://|http//|http://a@|http://@a|http://u:p:q@h|http://h/@:|http://u%40:p%3A@h
`
  .split(/\n|(?<!C)\|/)
  .filter((url) => url !== '');

test('reads URLs as Node does', () => {
  for (const url of urls) same([url]);
});

test('reads URLs over bases as Node does', () => {
  const bases = [
    'https://u:p@h:8/a/b/c?q#f',
    'file:///C:/d/e',
    'mailto:x',
    'foo://h/a/b',
    'foo:/a',
    'http://h',
    'nonsense',
  ];
  for (const base of bases) for (const url of urls) same([url, base]);
});

test('sets parts as Node does', () => {
  const starts = ['https://u:p@h:8/a/b?q#f', 'file:///C:/d', 'mailto:x@y', 'foo://h/a', 'foo:/a', 'http://h'];
  const values = [
    '',
    'x',
    'https',
    'ftp:',
    'foo',
    'file',
    ':',
    'h2:90',
    'h2:',
    '[::1]:9',
    '80',
    '443',
    '99999',
    '9x',
    'a b',
    'é',
    '?x',
    '#y',
    '/p/../q',
    '\\r',
    'a@b',
    'x/y',
    '%zz',
    'h\ti',
    '..',
  ];
  for (const start of starts)
    for (const part of parts.filter((part) => part !== 'origin')) {
      for (const value of values) same([start], [part, value]);
    }
});

test('reads and sets whatever text as Node does', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'http:',
      'https://',
      'file:',
      'foo:',
      '/',
      '//',
      '\\',
      '?',
      '#',
      '@',
      ':',
      '[',
      ']',
      '::',
      '%',
      '%2e',
      '%41',
      '.',
      '..',
      'a',
      'é',
      'xn--',
      '0x1',
      '1',
      '08',
      '|',
      'C:',
      ' ',
      '\t',
      '^',
      "'",
      '例',
    ),
    fc.string({ maxLength: 3, unit: 'binary' }),
  );
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const part = fc.constantFrom(...parts.filter((part) => part !== 'origin'));
  fc.assert(
    fc.property(text, fc.option(text), (url, base) => same(base === null ? [url] : [url, base])),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(text, part, text, (url, name, to) => same([`http://a/${url}`], [name, to])),
    { numRuns: 1_000 },
  );
});

test('handles parameters as Node does', () => {
  const run = (type: new () => object, init: unknown) => {
    const params = Reflect.construct(type, [init]);
    const call = (name: string, ...args: unknown[]) => Reflect.apply(Reflect.get(params, name), params, args);
    const seen: unknown[] = [
      String(params),
      params.size,
      call('get', 'a'),
      call('getAll', 'a'),
      call('has', 'b'),
      call('has', 'a', '1'),
    ];
    call('append', 'z', 'ü &=+%');
    call('set', 'a', 'neu');
    call('sort');
    call('forEach', (value: unknown, name: unknown) => seen.push(name, value));
    call('delete', 'z');
    return [...seen, String(params), [...params], Array.from(Object(call('keys'))), Array.from(Object(call('values')))];
  };
  const inits = [
    '',
    '?a=1&b=2&a=3',
    'a',
    '=',
    '&&a=%20+%zz&é=\ud800',
    { a: 1, c: 'x y' },
    [
      ['a', 'b'],
      ['a', 'c'],
    ],
    new Map([['a', 'q']]),
  ];
  for (const init of inits) expect(run(own.URLSearchParams, init)).toEqual(run(URLSearchParams, init));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(run(own.URLSearchParams, text)).toEqual(run(URLSearchParams, text));
    }),
  );
});

test('parameters and their URL follow each other', () => {
  const url = new own.URL('https://a/?x=1');
  url.searchParams.append('y', '2');
  expect(url.href).toBe('https://a/?x=1&y=2');
  url.search = '?z=3';
  expect([...url.searchParams]).toEqual([['z', '3']]);
  url.href = 'https://b/?w=4';
  expect(String(url.searchParams)).toBe('w=4');
  url.searchParams.delete('w');
  expect(JSON.stringify({ url })).toBe('{"url":"https://b/"}');
});

test('what is too long is no URL', () => {
  const longest = `https://a/${'x'.repeat(longestUrl - 10)}`;
  const url = new own.URL(longest);
  expect(url.href).toBe(longest);
  expect(own.URL.canParse(`${longest}x`)).toBe(false);
  expect(own.URL.parse('/', `${longest}x`)).toBeNull();
  expect(() => new own.URL(`${longest}x`)).toThrow(TypeError);
  url.hash = 'y';
  expect(() => {
    url.hash = '';
  }).toThrow('at most');
});
