import { expect, test } from 'vitest';
import { attackedSandbox } from './attackedSandbox.testing.ts';

/**
 * THREAT: a plugin takes the processor for itself, in ways that a timeout of V8 does not see, so that the server or other
 * plugins stand still. If one of these fails, investigate before changing the test.
 */
const { sandbox, stopped } = attackedSandbox();

const never = ['cpu', 'deadline'];
const soon = { limits: { deadlineMs: 300 } };

test.each([
  ['in the call', 'for (;;);'],
  ['after an await', 'await null; for (;;);'],
  ['after a host call', 'await ctx.kv.get("x"); for (;;);'],
  ['in a timer', 'await new Promise(() => setTimeout(() => { for (;;); }, 1));'],
  ['in a getter that crosses', 'return { get a() { for (;;); } };'],
  ['in toJSON of an argument', 'await ctx.kv.set("x", { toJSON() { for (;;); } });'],
  ['in a proxy that is thrown', 'throw new Proxy(new Error(), { get() { for (;;); } });'],
  ['in an async generator', 'for await (const x of (async function* () { for (;;) yield 1; })());'],
  ['in promises', 'const again = () => Promise.resolve().then(again); await again();'],
  ['in a thenable', 'await { then(resolve) { const again = { then(next) { next(again) } }; resolve(again) } };'],
  ['in a finally', 'try { for (;;); } finally { for (;;); }'],
  ['with catch', 'for (;;) { try { for (;;); } catch { continue; } }'],
  ['in a regular expression', 'return /^(a+)+$/.test("a".repeat(50) + "b");'],
  ['in numbers of any size', 'let n = 3n ** 100000n; for (;;) n = n * n % (7n ** 90000n);'],
  [
    'in sorting',
    'const list = Array.from({ length: 1e5 }, (_, i) => i); for (;;) list.sort(() => Math.random() - 0.5);',
  ],
  ['in replacing', 'let text = "a".repeat(1e5); for (;;) text = text.replace(/a/g, "a");'],
  ['in texts', 'for (;;) JSON.parse(JSON.stringify(Array.from({ length: 1e4 }, (_, i) => ({ i }))));'],
  ['in digests', 'for (;;) await crypto.subtle.digest("SHA-512", new Uint8Array(1e5));'],
  ['in reading URLs', 'for (;;) new URL("http://a/" + "b/../".repeat(1e4));'],
  ['in Intl', 'for (;;) new Intl.DateTimeFormat("zh-CN", { dateStyle: "full" }).format(Math.random());'],
  ['in eval', '(0, eval)("for (;;);");'],
])('spinning %s', async (_, code) => {
  expect(never).toContain(await stopped(code));
});

test('after the call has ended', async () => {
  // The answer is there; what goes on after it is stopped, and the next call is not in its way for long.
  await sandbox
    .run(
      'run',
      'const again = () => Promise.resolve().then(again); Promise.resolve().then(() => Promise.resolve()).then(() => Promise.resolve()).then(again); return 1;',
    )
    .catch(() => undefined);
  await expect.poll(() => sandbox.run('ok').catch(() => 0), { timeout: 10_000 }).toBe(1);
});

test('a promise that never settles', async () => {
  expect(await stopped('await new Promise(() => {});', soon)).toBe('deadline');
});

test('waiting for ever, again and again', async () => {
  expect(await stopped('for (;;) await new Promise((resolve) => setTimeout(resolve, 1));', soon)).toMatch(
    /deadline|hostCalls|cpu/,
  );
});

test('a host that does not answer', async () => {
  const call = sandbox.run('run', 'await ctx.kv.get("x");', {
    ...soon,
    host: (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(null))),
  });
  await expect(call).rejects.toMatchObject({ failure: 'deadline' });
});
