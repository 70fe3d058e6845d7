import { expect, test } from 'vitest';
import { attackedSandbox } from './attackedSandbox.testing.ts';

/**
 * THREAT: a plugin sends more, deeper or larger things than the server can take: results, host calls, timers, lines of log.
 * If one of these fails, investigate before changing the test.
 */
const { sandbox, stopped } = attackedSandbox();

test('results and arguments beyond their bytes', async () => {
  expect(await stopped('return "x".repeat(5e6);')).toBe('hostBytes');
  expect(await stopped('await ctx.kv.set("x", "x".repeat(5e6));')).toBe('hostBytes');
  expect(await stopped('for (let i = 0; i < 100; i++) await ctx.kv.set("x", "x".repeat(1e5));')).toBe('hostBytes');
  const answer = sandbox.run('run', 'for (;;) await ctx.kv.get("x");', { host: async () => 'x'.repeat(1e5) });
  await expect(answer).rejects.toMatchObject({ failure: 'hostBytes' });
});

test('JSON that is too deep', async () => {
  const deep = 'let deep = {}; for (let i = 0; i < input; i++) deep = { deep };';
  expect(await stopped(`${deep.replace('input', '200')} return deep;`)).toBe('misused');
  expect(await stopped(`${deep.replace('input', '1e5')} return deep;`)).toMatch(/threw|cpu|misused/);
  const refused = `${deep.replace('input', '200')} return ctx.kv.set('x', deep).catch((error) => error.code);`;
  expect(await sandbox.run('run', refused)).toBe('KILN_BAD_REQUEST');
});

test('lists that are much larger than they look', async () => {
  expect(await stopped('return new Array(1e7);')).toMatch(/hostBytes|cpu|memory|threw|KILN_PLUGIN_UNAVAILABLE/);
  expect(await stopped('const list = []; list.length = 2 ** 31; await ctx.kv.set("x", list);')).toMatch(/./);
  expect(await stopped('let bomb = "x"; for (let i = 0; i < 24; i++) bomb = [bomb, bomb]; return bomb;')).toMatch(/./);
});

test('host calls without end', async () => {
  expect(await stopped('for (;;) ctx.kv.get("x");')).toBe('hostCalls');
  expect(await stopped('for (;;) await ctx.kv.get("x");')).toBe('hostCalls');
  expect(await stopped('await Promise.all(Array.from({ length: 1e4 }, () => ctx.kv.get("x")));')).toBe('hostCalls');
  expect(await stopped('for (;;) await ctx.kv.get(5).catch(() => {});')).toBe('hostCalls');
});

test('timers, random numbers and names without end', async () => {
  expect(await stopped('for (;;) setTimeout(() => {}, 1e6);')).toMatch(/hostCalls|cpu/);
  const soon = { limits: { deadlineMs: 1_000 } };
  const timers = 'setInterval(() => {}, 0); await new Promise(() => {});';
  expect(await stopped(timers, soon)).toMatch(/hostCalls|deadline|cpu/);
  expect(await stopped('for (;;) crypto.randomUUID();')).toMatch(/hostCalls|cpu/);
  expect(await stopped('for (;;) new URL("http://中x" + Math.random().toString(36).slice(2) + "x");')).toMatch(
    /hostCalls|cpu/,
  );
});

test('a flood of log: what fits is kept, the rest is counted', async () => {
  sandbox.heard.length = 0;
  await sandbox.run('run', 'for (let i = 0; i < 1000; i++) console.log("line " + i);');
  expect(sandbox.heard).toHaveLength(200);
  expect(sandbox.stats().find(({ plugin }) => plugin === 'test')?.logsDropped).toBe(800);
  sandbox.heard.length = 0;
  await sandbox.run('run', 'for (let i = 0; i < 100; i++) console.log("x".repeat(20_000));');
  expect(JSON.stringify(sandbox.heard).length).toBeLessThan(400_000);
  expect(await stopped('for (;;) console.log("x");')).toMatch(/hostCalls|cpu/);
});

test('a plugin that keeps failing is switched off, and tried again', async () => {
  await sandbox.use({ bad: 'if (input) throw new Error("always"); return 1;' }, { plugin: 'failing' });
  const call = (input: boolean) => sandbox.run('bad', input, { plugin: 'failing' });
  for (let times = 0; times < 10; times += 1) await call(true).catch(() => undefined);
  const stats = () => sandbox.stats().find(({ plugin }) => plugin === 'failing');
  expect(stats()?.breaker).toMatchObject({ state: 'open', failures: 10, reason: expect.stringContaining('always') });
  await expect(call(false)).rejects.toMatchObject({ code: 'KILN_PLUGIN_UNAVAILABLE', extra: { retryAfter: 10 } });
  sandbox.reset('failing');
  expect(await call(false)).toBe(1);
  for (let times = 0; times < 10; times += 1) await call(true).catch(() => undefined);
  expect(stats()?.breaker.state).toBe('open');
  await sandbox.use({ bad: 'return 2;' }, { plugin: 'failing' });
  expect(await call(true)).toBe(2);
  await sandbox.unload('failing');
});
