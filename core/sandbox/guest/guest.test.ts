import { createHash, webcrypto } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../lib/json.ts';
import { createTestSandbox } from '../sandbox.testing.ts';

const sandbox = createTestSandbox();
afterAll(() => sandbox.close());
beforeAll(() =>
  sandbox.use({
    run: 'return await new Function("input", "ctx", "return (async () => {" + input.code + "})()")(input.input, ctx);',
  }),
);

/** Runs code in the isolate. */
function inside(code: string, input: Json = null): Promise<Json> {
  return sandbox.run('run', { code, input });
}

test('has the standards that it promises, and nothing of Node', async () => {
  const promised = [
    ...['AbortController', 'AbortSignal', 'DOMException', 'Event', 'EventTarget', 'TextDecoder', 'TextEncoder', 'URL'],
    ...['URLSearchParams', 'atob', 'btoa', 'clearInterval', 'clearTimeout', 'console', 'crypto', 'queueMicrotask'],
    ...['setInterval', 'setTimeout', 'structuredClone', 'Intl'],
  ];
  expect(await inside('return input.filter((name) => typeof globalThis[name] === "undefined")', promised)).toEqual([]);
  const absent = [
    'require',
    'process',
    'Buffer',
    'module',
    'fetch',
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'kilnGuest',
    '$0',
  ];
  expect(await inside('return input.filter((name) => typeof globalThis[name] !== "undefined")', absent)).toEqual([]);
});

test('URL and URLSearchParams', async () => {
  const code = `
    const url = new URL('/a/../b?x=1#y', 'https://User:pä@MÜNCHEN.de:443');
    url.searchParams.append('q', 'a b');
    return [url.href, url.host, URL.canParse('nope'), String(new URLSearchParams({ a: 'ü' })), new URL('http://例え.テスト').host];`;
  expect(await inside(code)).toEqual([
    'https://User:p%C3%A4@xn--mnchen-3ya.de/b?x=1&q=a+b#y',
    'xn--mnchen-3ya.de',
    false,
    'a=%C3%BC',
    'xn--r8jz45g.xn--zckzah',
  ]);
});

const texts = ['', 'abc', 'äöü', '中文', '😀', 'a\0b', '\ud800', '\udc00x', '\uFEFFbom'];

test('TextEncoder writes what Node does', async () => {
  const encoded = await inside('return input.map((text) => [...new TextEncoder().encode(text)])', texts);
  expect(encoded).toEqual(texts.map((text) => [...new TextEncoder().encode(text)]));
  const into = `return input.map((text) => { const target = new Uint8Array(5); return { ...new TextEncoder().encodeInto(text, target), target: [...target] }; })`;
  expect(await inside(into, texts)).toEqual(
    texts.map((text) => {
      const target = new Uint8Array(5);
      return { ...new TextEncoder().encodeInto(text, target), target: [...target] };
    }),
  );
});

test('TextDecoder reads what Node does, whole and in pieces', async () => {
  const bytes = [
    ...texts.map((text) => [...new TextEncoder().encode(text)]),
    ...[[0x80], [0xc3], [0xc0, 0x80], [0xe2, 0x82], [0xe2, 0x28, 0xa1], [0xf0, 0x9f, 0x98], [0xf5, 0x80, 0x80, 0x80]],
    ...[
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf0, 0x80, 0x80, 0x80],
      [0xff, 0x41],
      [0xef, 0xbb, 0xbf, 0x41],
    ],
  ];
  const read = (input: number[][]) =>
    input.map((list) => {
      const whole = new Uint8Array(list);
      const pieces = new TextDecoder();
      const text =
        list.map((byte) => pieces.decode(new Uint8Array([byte]), { stream: true })).join('') + pieces.decode();
      let fatal = 'broken';
      try {
        fatal = new TextDecoder('utf8', { fatal: true, ignoreBOM: true }).decode(whole);
      } catch {}
      return [new TextDecoder().decode(whole), text, fatal, new TextDecoder('utf-16').decode(whole)];
    });
  expect(await inside(`return (${read.toString()})(input)`, bytes)).toEqual(read(bytes));
  const unknown = 'try { new TextDecoder("gbk") } catch (error) { return error.name }';
  expect(await inside(unknown)).toBe('RangeError');
});

test('atob and btoa', async () => {
  const read = (input: string[]) =>
    input.map((text) => {
      const attempt = (f: (text: string) => string) => {
        try {
          return f(text);
        } catch (error) {
          return error instanceof DOMException ? [error.name, error.code] : 'other';
        }
      };
      return [attempt(btoa), attempt(atob)];
    });
  const samples = [
    '',
    'a',
    'ab',
    'abc',
    'YQ==',
    'YQ',
    'Y Q=\n=',
    'YQ=',
    '====',
    'a===',
    'ÿ',
    '中',
    '-_',
    'YWJj',
    'null',
  ];
  expect(await inside(`return (${read.toString()})(input)`, samples)).toEqual(read(samples));
});

test('crypto', async () => {
  const uuids = await inside('return Array.from({ length: 50 }, () => crypto.randomUUID())');
  expect(new Set(Array.isArray(uuids) ? uuids : [])).toHaveLength(50);
  expect(uuids).toEqual(
    Array(50).fill(expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)),
  );
  const random = await inside('return [...crypto.getRandomValues(new Uint32Array(100))]');
  expect(new Set(Array.isArray(random) ? random : []).size).toBeGreaterThan(95);
  expect(await inside('try { crypto.getRandomValues(new Float32Array(1)) } catch (error) { return error.name }')).toBe(
    'TypeMismatchError',
  );
  for (const name of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']) {
    const digest = await inside(
      `return [...new Uint8Array(await crypto.subtle.digest(input, new TextEncoder().encode('abc')))]`,
      name,
    );
    expect(digest).toEqual([...createHash(name.replace('-', '').toLowerCase()).update('abc').digest()]);
  }
  expect(await inside(`return crypto.subtle.digest('MD5', new Uint8Array()).catch((error) => error.name)`)).toBe(
    'NotSupportedError',
  );
  expect(Object.keys(webcrypto)).toBeDefined();
});

test('AbortController and AbortSignal', async () => {
  const code = `
    const seen = [];
    const controller = new AbortController();
    const any = AbortSignal.any([controller.signal, AbortSignal.timeout(60_000)]);
    any.addEventListener('abort', () => seen.push('any'), { once: true });
    controller.signal.onabort = (event) => seen.push(event.type);
    controller.abort();
    controller.abort('again');
    try { any.throwIfAborted() } catch (error) { seen.push(error.name, error.code) }
    try { new AbortSignal() } catch (error) { seen.push(error.name) }
    await new Promise((resolve) => AbortSignal.timeout(1).addEventListener('abort', resolve));
    return [...seen, AbortSignal.abort(5).reason, controller.signal instanceof EventTarget];`;
  expect(await inside(code)).toEqual(['any', 'abort', 'AbortError', 20, 'TypeError', 5, true]);
});

test('structuredClone', async () => {
  const code = `
    const value = { date: new Date(0), map: new Map([[1, { a: 1 }]]), set: new Set([1]), re: /a/gi, bytes: new Uint8Array([1, 2]), list: [1, , 3], big: 5n };
    value.self = value;
    const copy = structuredClone(value);
    copy.map.get(1).a = 2;
    copy.bytes[0] = 9;
    const error = structuredClone(new TypeError('x', { cause: 1 }));
    const refused = [() => {}, Symbol('x'), Promise.resolve(), new WeakMap()].map((bad) => {
      try { structuredClone({ bad }); return 'cloned' } catch (error) { return error.name }
    });
    return [copy.self === copy, copy.date.getTime(), value.map.get(1).a, value.bytes[0], [...copy.set], String(copy.re), 1 in copy.list,
      copy.big === 5n, error instanceof TypeError, error.cause, ...refused];`;
  expect(await inside(code)).toEqual([
    ...[true, 0, 1, 1, [1], '/a/gi', false, true, true, 1],
    ...Array(4).fill('DataCloneError'),
  ]);
});

test('timers run within the call, and never after it', async () => {
  const code = `
    const seen = [];
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    setTimeout((a, b) => seen.push(a + b), 1, 1, 2);
    clearTimeout(setTimeout(() => seen.push('cleared'), 1));
    const every = setInterval(() => { seen.push('tick'); if (seen.filter((x) => x === 'tick').length === 3) clearInterval(every); }, 1);
    queueMicrotask(() => seen.push('micro'));
    setTimeout(() => console.log('too late'), 50);
    await wait(30);
    return seen;`;
  const seen = await inside(code);
  expect(seen).toEqual(expect.arrayContaining(['micro', 3, 'tick']));
  expect(Array.isArray(seen) && seen.filter((entry) => entry === 'tick')).toHaveLength(3);
  sandbox.heard.length = 0;
  await inside('await new Promise((resolve) => setTimeout(resolve, 100))');
  expect(sandbox.heard).toEqual([]);
});

test('console and floating promises end up in the log', async () => {
  sandbox.heard.length = 0;
  await inside(`
    console.log('a', { b: 1 }, null, undefined, 5n);
    console.error(new RangeError('bad'));
    ctx.log.warn('careful', { circle: undefined });
    const circle = {}; circle.circle = circle;
    ctx.log.info('circle', circle);
    Promise.reject(new Error('nobody waits'));
    await new Promise((resolve) => setTimeout(resolve, 5));`);
  await expect.poll(() => sandbox.heard, { timeout: 10_000 }).toHaveLength(5);
  expect(sandbox.heard).toMatchObject([
    { do: 'log', level: 'info', message: 'a {"b":1} null undefined 5' },
    { do: 'log', level: 'error', message: expect.stringContaining('RangeError: bad') },
    { do: 'log', level: 'warn', message: 'careful', data: {} },
    { do: 'log', level: 'info', message: 'circle', data: '(object that cannot be shown)' },
    { do: 'log', level: 'error', message: expect.stringContaining('nobody waits') },
  ]);
});

test('people may set members of what inherits from built-ins', async () => {
  const code = `'use strict';
    class Bad extends Error { constructor() { super('bad'); this.name = 'Bad'; this.message = 'worse'; } toString() { return 'B'; } }
    const object = {}; object.toString = () => 'own'; object.constructor = 1; object.__proto__ = 2;
    const f = () => 1; f.toString = () => 'f';
    return [new Bad().name, new Bad().message, String(new Bad()), String(object), object.constructor, object.__proto__, String(f)];`;
  expect(await inside(code)).toEqual(['Bad', 'worse', 'B', 'own', 1, 2, 'f']);
});

test('days are counted in UTC, and zones are there', async () => {
  const code = `return [new Date(2026, 0, 1).toISOString(), new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'full' }).format(0)]`;
  expect(await inside(code)).toEqual(['2026-01-01T00:00:00.000Z', '1970年1月1日星期四']);
});
