import { afterAll, beforeAll, expect, test } from 'vitest';
import { context, createTestSandbox } from '../sandbox.testing.ts';

/**
 * THREAT: names like `__proto__` and `constructor` in data change what objects are: of the server by what a plugin
 * sends, of a plugin (and so of its later calls, for other people) by what people store in records. If one of these fails,
 * investigate before changing the test.
 */
const sandbox = createTestSandbox();
afterAll(() => sandbox.close());
beforeAll(() =>
  sandbox.use({
    run: 'return await new Function("ctx", "return (async () => {" + input + "})()")(ctx);',
    merge: `
      const merge = (target, source) => {
        for (const key in source) {
          if (typeof source[key] === 'object' && source[key] !== null) merge(target[key] ??= {}, source[key]);
          else target[key] = source[key];
        }
        return target;
      };
      try { merge({}, input); } catch {}
      try { merge([], input); } catch {}
      try { merge(function () {}, input); } catch {}
      return null;`,
    clean: `
      const all = [{}, [], () => {}, '', 1, true, Promise.resolve(), new Map(), /x/, new Error(), new Date(0)];
      return all.flatMap((value) => [value.polluted, value.isAdmin]).filter((found) => found !== undefined);`,
  }),
);

function parsed(text: string) {
  return JSON.parse(text);
}

const poisons = [
  '{"__proto__": {"polluted": 1, "isAdmin": true}}',
  '{"constructor": {"prototype": {"polluted": 1, "isAdmin": true}}}',
  '{"__proto__": {"__proto__": {"polluted": 1}}}',
  '{"constructor": {"prototype": {"toJSON": 1, "then": 1, "toString": 1}}}',
  '{"a": {"__proto__": {"polluted": 1}, "constructor": {"constructor": {"prototype": {"polluted": 1}}}}}',
];

test.each(poisons)('arguments %s pollute no later call', async (poison) => {
  await sandbox.run('merge', parsed(poison));
  expect(await sandbox.run('clean')).toEqual([]);
});

test.each(poisons)('answers %s to host calls pollute no later call', async (poison) => {
  const code =
    'const answer = await ctx.kv.get("x"); Object.assign({}, answer); return [typeof answer, ({}).polluted ?? "clean"];';
  expect(await sandbox.run('run', code, { host: async () => parsed(poison) })).toEqual(['object', 'clean']);
  expect(await sandbox.run('clean')).toEqual([]);
});

test('settings and texts with such names are only names', async () => {
  const config = parsed('{"__proto__": {"isAdmin": true}, "a": 1}');
  const texts = { constructor: 'Konstrukteur' };
  const code = `return [ctx.config.isAdmin ?? 'no', ctx.config.a, ctx.t('constructor'), ctx.t('toString'), ctx.t('{constructor} {a}', { a: 1 })];`;
  expect(await sandbox.run('run', code, { context: { ...context, config, texts } })).toEqual([
    'no',
    1,
    'Konstrukteur',
    'toString',
    '{constructor} 1',
  ]);
  expect(await sandbox.run('clean')).toEqual([]);
});

test('results and host calls with a member __proto__ are refused', async () => {
  const own = `const evil = Object.defineProperty({}, '__proto__', { value: { polluted: 1 }, enumerable: true });`;
  await expect(sandbox.run('run', `${own} return evil;`)).rejects.toMatchObject({ code: 'KILN_PLUGIN_FAILED' });
  await expect(sandbox.run('run', `${own} return { deep: [evil] };`)).rejects.toMatchObject({
    code: 'KILN_PLUGIN_FAILED',
  });
  sandbox.heard.length = 0;
  const refused = `${own} return Promise.all([ctx.kv.set('x', evil), ctx.records('a').create(evil), ctx.records('a').create({ a: { b: evil } }), ctx.services.call('a', 'b', [evil])].map((sent) => sent.catch((error) => error.code)));`;
  expect(await sandbox.run('run', refused)).toEqual(Array(4).fill('KILN_BAD_REQUEST'));
  expect(sandbox.heard).toEqual([]);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test('what inherits, or is no data, does not cross', async () => {
  const code = `
    await ctx.kv.set('x', Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true }, hidden: { value: 2 } }));
    await ctx.kv.set('y', Object.assign(() => 1, { a: 1 }) ?? null).catch(() => null);
    return Object.create({ toJSON() { return { from: 'prototype' } } });`;
  sandbox.heard.length = 0;
  expect(await sandbox.run('run', code)).toEqual({ from: 'prototype' });
  expect(sandbox.heard[0]).toEqual({ do: 'kv.set', key: 'x', value: { own: 1 } });
});

test('a host call has the members that it may have, and no others', async () => {
  const code = `
    const sent = [
      ctx.records('order').find({ where: 'true', as: 'plugin', actor: 'admin' }),
      ctx.records('order').get('1', { entity: 'user' }),
      ctx.records('order').get('1', { do: 'secrets.get', name: 'x' }),
      ctx.records({ toJSON: () => 'order', length: 1 }).get('1'),
      ctx.kv.set('a', 1, { plugin: 'other' }),
      ctx.kv.get(['a']),
      ctx.secrets.get({ name: 'x' }),
      ctx.records('x'.repeat(300)).get('1'),
      ctx.records('order').find({ limit: 1e9 }),
      ctx.records('order').find({ limit: '5' }),
      ctx.fetch('https://a', { redirect: 'sideways' }),
    ];
    return Promise.all(sent.map((each) => each.then(() => 'sent', (error) => error.code)));`;
  sandbox.heard.length = 0;
  const bad = 'KILN_BAD_REQUEST';
  expect(await sandbox.run('run', code)).toEqual([bad, 'sent', bad, 'sent', bad, bad, bad, bad, bad, bad, bad]);
  // The plugin may name any entity: what it was granted is looked at by whoever answers.
  expect(sandbox.heard).toEqual([
    { do: 'records.get', as: 'actor', entity: 'user', id: '1' },
    { do: 'records.get', as: 'actor', entity: 'order', id: '1' },
  ]);
});
