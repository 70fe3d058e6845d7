import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../lib/json.ts';
import { createTestSandbox } from '../sandbox.testing.ts';

/**
 * THREAT: the code of a plugin reaches what lies outside of its isolate: the process, the server, another plugin. Known
 * ways out of vm, vm2 and isolated-vm are tried. If one of these fails, investigate before changing the test.
 */
const sandbox = createTestSandbox();
afterAll(() => sandbox.close());
beforeAll(() =>
  sandbox.use({
    run: 'return await new Function("ctx", "return (async () => {" + input + "})()")(ctx);',
    ok: 'return 1;',
  }),
);

async function inside(code: string): Promise<Json> {
  try {
    return await sandbox.run('run', code, { host: async () => ({ id: '1', nested: { list: [1] } }) });
  } catch (error) {
    return { failed: error instanceof Error ? error.message : 'failed' };
  } finally {
    sandbox.reset('test');
    expect(await sandbox.run('ok')).toBe(1);
  }
}

/** Looks for a process, a way to load modules, or the addon, from whatever value `start` is. */
const look = `
  const found = [];
  const seen = new Set();
  const words = ['process', 'require', 'mainModule', 'binding', 'dlopen', 'applySync', 'applySyncPromise', 'derefInto', 'ExternalCopy', 'Isolate', 'Reference'];
  function look(value, path, depth) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value) || depth > 6) return;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) {
      if (words.includes(key)) found.push(path + '.' + String(key));
      let member;
      try { member = value[key]; } catch { continue; }
      look(member, path + '.' + String(key), depth + 1);
    }
    look(Reflect.getPrototypeOf(value), path + '.<prototype>', depth + 1);
    if (typeof value === 'function') {
      let realm;
      try { realm = value.constructor.constructor('return this')(); } catch { return; }
      if (realm !== globalThis) found.push(path + ' has another realm');
    }
  }`;

test('nothing that code can reach leads out of its own realm', async () => {
  expect(
    await inside(`${look}
      look(globalThis, 'globalThis', 0); look(ctx, 'ctx', 0);
      look(await ctx.records('order').get('1'), 'answer', 0);
      look(ctx.records('order'), 'records', 0);
      await ctx.records('order').get(Symbol('x')).catch((error) => look(error, 'error', 0));
      return found;`),
  ).toEqual([]);
});

test('constructor.constructor makes functions of the isolate alone', async () => {
  for (const start of [
    'ctx',
    'ctx.fetch',
    'ctx.log.info',
    'setTimeout',
    'console.log',
    'crypto.randomUUID',
    'URL',
    'await ctx.kv.get("x")',
    '(async () => {})',
    '(function* () {})',
    '(async function* () {})',
    'new Proxy(ctx.fetch, {})',
  ]) {
    expect(
      await inside(`const f = (${start}).constructor.constructor;
        return [typeof f('return typeof process')(), f('return typeof process + typeof require')(), f('return this === globalThis')()];`),
      start,
    ).toEqual(['string', 'undefinedundefined', true]);
  }
});

test('Error.prepareStackTrace sees no frames of others, and cannot be set', async () => {
  const set = await inside(`'use strict'; Error.prepareStackTrace = (_, frames) => frames; return 'set';`);
  expect(set).toEqual({ failed: expect.any(String) });
  expect(
    await inside(`
      try { Object.defineProperty(Error, 'prepareStackTrace', { value: (_, frames) => frames }); } catch {}
      class Own extends Error { static prepareStackTrace(_, frames) { return frames; } }
      const holder = {}; Error.captureStackTrace(holder);
      const deep = () => { try { return deep(); } catch (error) { return error.stack; } };
      const stacks = [new Own().stack, holder.stack, new Error().stack, deep(), await ctx.kv.get({ toJSON() { throw new Error('x') } }).catch((e) => e.stack)];
      return stacks.map((stack) => typeof stack === 'string' && !/node:|\\/work|\\/core\\/|sandbox\\/process/.test(stack));`),
  ).toEqual([true, true, true, true, true]);
});

test('functions do not tell who of the guest called them', async () => {
  const caller = await inside(`
    const spy = { toJSON: new Function('return [typeof arguments.callee.caller, String(arguments.callee.caller)]') };
    const seen = [];
    const trap = new Proxy({}, { get: new Function('seen', 'return function (target, key) { if (key === "toJSON") seen.push(String(arguments.callee.caller)); }')(seen) });
    await ctx.kv.set('x', trap);
    return { spy, seen };`);
  expect(JSON.stringify(caller)).not.toMatch(/post|host|toJson|\$0/);
});

test('promises of the plugin get nothing but data', async () => {
  expect(
    await inside(`
      const got = [];
      class Mine extends Promise { static get [Symbol.species]() { return function (executor) { executor((value) => got.push(typeof value), () => {}); }; } }
      Object.defineProperty(Mine.prototype, 'then', { value(resolve, reject) { got.push(resolve.constructor('return typeof process')()); return Promise.prototype.then.call(this, resolve, reject); } });
      await new Mine((resolve) => resolve(1));
      const thenable = { then(resolve) { got.push(resolve.constructor.constructor('return typeof process')()); resolve(2); } };
      got.push(await thenable);
      let failed = 'no';
      try { Promise.prototype.then = () => got.push('hooked'); } catch { failed = 'yes'; }
      try { Object.defineProperty(Promise, Symbol.species, { value: Mine }); failed += 'no'; } catch { failed += 'yes'; }
      await ctx.kv.get('x');
      return [got.pop(), [...new Set(got)], failed];`),
  ).toEqual([2, ['undefined'], 'noyes']);
});

test('async generators and their return values stay inside', async () => {
  expect(
    await inside(`
      async function* spy() { try { yield ctx.kv.get('x'); } finally { yield { then(f) { f(f.constructor('return typeof process')()) } }; } }
      const generator = spy(); const all = [await generator.next(), await generator.return({ then(f) { f(typeof f) } })];
      const each = ctx.records('order').each();
      const thrown = await each.throw({ get message() { return 'mine' } }).catch((error) => error.message);
      const returned = await each.return({ then(resolve, reject) { resolve(resolve.constructor('return this === globalThis')()) } });
      return [all[0].value.id, all[1], thrown, returned];`),
  ).toEqual(['1', { done: false, value: 'undefined' }, 'mine', { done: true, value: true }]);
});

test('import() and modules of Node are not there', async () => {
  for (const code of [
    `return await import('node:fs')`,
    `return await import('data:text/javascript,export default 1')`,
    `return require('fs')`,
    `return new Function('return import("fs")')()`,
    `return await (0, eval)('import("fs")')`,
    `return import.meta`,
  ]) {
    expect(await inside(code), code).toEqual({ failed: expect.any(String) });
  }
});

test('getters, proxies and toJSON run inside and cross as data', async () => {
  const result = await inside(`
    const seen = [];
    const proxy = new Proxy({ a: 1 }, {
      get(target, key) { seen.push(String(key)); return key === 'toJSON' ? undefined : Reflect.get(target, key); },
      ownKeys() { return ['a', 'b']; },
      getOwnPropertyDescriptor() { return { configurable: true, enumerable: true, value: 1 }; },
      getPrototypeOf() { throw new Error('asked') },
    });
    const getter = { get b() { return { get c() { return 'deep'; } }; } };
    await ctx.kv.set('k', { proxy, getter });
    await ctx.kv.set(proxy, 1).catch((error) => seen.push(error.code));
    return { proxy, getter, date: new Date(0), map: new Map([[1, 2]]), f() {}, s: Symbol('x'), big: { toJSON: () => 'big' } };`);
  expect(result).toEqual({
    proxy: { a: 1 },
    getter: { b: { c: 'deep' } },
    date: '1970-01-01T00:00:00.000Z',
    map: {},
    big: 'big',
  });
});

test('a thrown value cannot act outside', async () => {
  for (const thrown of [
    `new Proxy(new Error('x'), { get() { throw new Error('trap') } })`,
    `new Proxy({}, { getPrototypeOf() { for (let i = 0; i < 10; i++); throw 1 } })`,
    `{ get message() { throw this }, get stack() { throw this }, toString() { throw this } }`,
    `Object.create(null)`,
    `Object.assign(new Error('x'), { stack: 'x'.repeat(1e7), message: 'y'.repeat(1e7) })`,
    `Object.assign(new Error('x'), { name: { toString() { throw 1 } }, stack: { toString() { throw 1 } } })`,
    `Symbol('x')`,
    `undefined`,
    `5n`,
    `(() => { const error = new HostErrorLike(); return error })()`,
  ]) {
    expect(
      await inside(`class HostErrorLike extends Error { hostCall = { valueOf() { throw 1 } } } throw ${thrown}`),
      thrown,
    ).toEqual({
      failed: 'The plugin "test" failed (function run).',
    });
  }
});

test('the built-ins that the guest uses cannot be replaced', async () => {
  const tampered = await inside(`
    const tried = [];
    const attempt = (name, f) => { try { f(); tried.push(name); } catch {} };
    attempt('stringify', () => { 'use strict'; JSON.stringify = () => '{"type":"done","call":999,"value":1}'; });
    attempt('parse', () => { 'use strict'; JSON.parse = () => ({}); });
    attempt('map', () => { 'use strict'; Map.prototype.get = () => undefined; });
    attempt('then', () => { Object.defineProperty(Promise.prototype, 'then', { value: () => {} }); });
    attempt('proto', () => { Object.setPrototypeOf(Object.prototype, { evil: 1 }); });
    attempt('array', () => { Object.defineProperty(Array.prototype, 'map', { value: () => [] }); });
    attempt('iterator', () => { Object.defineProperty(Object.getPrototypeOf([][Symbol.iterator]()), 'next', { value: () => ({ done: true }) }); });
    attempt('freeze', () => { Object.defineProperty(Object, 'freeze', { value: (x) => x }); });
    attempt('hasInstance', () => { Object.defineProperty(Error, Symbol.hasInstance, { value: () => true }); });
    attempt('sdk', () => { ctx.log.info = 1; if (ctx.log.info === 1) throw 0; ctx.records = 1; throw 0; });
    return [tried, JSON.stringify({ a: 1 }), typeof (await ctx.kv.get('x'))];`);
  expect(tampered).toEqual([[], '{"a":1}', 'object']);
});

test('WASM, SharedArrayBuffer and Atomics are gone for good', async () => {
  expect(
    await inside(`
      const names = ['WebAssembly', 'SharedArrayBuffer', 'Atomics'];
      const ways = [(name) => globalThis[name], (name) => new Function('return typeof ' + name)(), (name) => (0, eval)('typeof ' + name)];
      return names.map((name) => ways.map((way) => String(way(name))));`),
  ).toEqual(Array(3).fill(Array(3).fill('undefined')));
});

test('plugins do not see each other', async () => {
  await sandbox.use(
    { leave: `globalThis.left = 'secret'; return 1;`, look: 'return typeof globalThis.left;' },
    { plugin: 'neighbour' },
  );
  await sandbox.run('leave', null, { plugin: 'neighbour' });
  expect(await sandbox.run('look', null, { plugin: 'neighbour' })).toBe('string');
  expect(await inside('return typeof globalThis.left')).toBe('undefined');
});
