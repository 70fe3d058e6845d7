import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HostCall } from '../protocol.ts';
import { createTestSandbox, type TestSandbox } from '../sandbox.testing.ts';

/**
 * THREAT: a process dies in the middle of calls: killed from outside, or by a plugin that V8 cannot survive. What others
 * asked for is done as if nothing had been, and nothing is done twice. If one of these fails, investigate before changing
 * the test.
 */
let sandbox: TestSandbox;
// One each: after several deaths the next child waits.
beforeEach(() => {
  sandbox = createTestSandbox();
});
afterEach(() => sandbox.close());

const soon = { timeout: 15_000 };

/** A host that holds its first answer back until `go`, and notes what it was asked. */
function slowHost() {
  const asked: HostCall[] = [];
  const { promise, resolve: go } = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const host = async (call: HostCall) => {
    asked.push(call);
    arrived.resolve();
    await promise;
    return 1;
  };
  return { host, asked, go, arrived: arrived.promise };
}

/** Resolves when the sandbox has seen it. */
async function killAll(): Promise<void> {
  const { deaths } = sandbox.processes();
  for (const pid of await sandbox.pids()) process.kill(pid, 'SIGKILL');
  await expect.poll(() => sandbox.processes().deaths, soon).toBeGreaterThan(deaths);
}

const spinning = { limits: { cpuMs: 30_000, deadlineMs: 30_000 } };

test('kill -9 in mid-call: what only read is done again, once', async () => {
  await sandbox.use({ read: `return (await ctx.kv.get('x')) + 1;` });
  const slow = slowHost();
  const call = sandbox.run('read', null, { host: slow.host });
  await slow.arrived;
  await killAll();
  slow.go();
  expect(await call).toBe(2);
  expect(slow.asked).toEqual([
    { do: 'kv.get', key: 'x' },
    { do: 'kv.get', key: 'x' },
  ]);
  expect(sandbox.stats()[0]).toMatchObject({ isolation: 'shared', restarts: 1, calls: 1 });
});

test('kill -9 in mid-call: what wrote fails, and is not done again', async () => {
  await sandbox.use({ write: `await ctx.kv.set('x', 1); return ctx.kv.get('y');` });
  const slow = slowHost();
  const call = sandbox.run('write', null, { host: slow.host });
  await slow.arrived;
  await killAll();
  slow.go();
  await expect(call).rejects.toMatchObject({ code: 'KILN_PLUGIN_UNAVAILABLE', extra: { entry: 'function write' } });
  expect(slow.asked).toEqual([{ do: 'kv.set', key: 'x', value: 1 }]);
  await expect.poll(() => sandbox.run('write', null, { host: async () => 5 }).catch(() => 0), soon).toBe(5);
});

test('kill -9 again and again: the second time the call fails', async () => {
  await sandbox.use({ read: `return ctx.kv.get('x');` });
  let kills = 0;
  const call = sandbox.run('read', null, {
    host: async () => {
      kills += 1;
      await killAll();
      return 1;
    },
  });
  await expect(call).rejects.toMatchObject({ code: 'KILN_PLUGIN_UNAVAILABLE' });
  expect(kills).toBe(2);
});

test('who was computing when the process died goes into one of its own; others stay together', async () => {
  await sandbox.use({ spin: 'for (;;);' }, { plugin: 'spinner', ...spinning });
  await sandbox.use({ read: `return ctx.kv.get('x');` }, { plugin: 'reader' });
  const slow = slowHost();
  const read = sandbox.run('read', null, { plugin: 'reader', host: slow.host });
  await slow.arrived;
  const spin = sandbox.run('spin', null, { plugin: 'spinner' });
  spin.catch(() => undefined);
  await expect.poll(() => sandbox.stats().find(({ plugin }) => plugin === 'spinner')?.running, soon).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await killAll();
  slow.go();
  await expect(spin).rejects.toMatchObject({ code: 'KILN_PLUGIN_UNAVAILABLE' });
  expect(await read).toBe(1);
  expect(sandbox.stats()).toMatchObject([
    { plugin: 'spinner', isolation: 'own', errors: 1, breaker: { failures: 2 } },
    { plugin: 'reader', isolation: 'shared', errors: 0, breaker: { failures: 0 } },
  ]);
});

test('what V8 cannot survive ends its process; the others are called again in the spare', async () => {
  // "Fatal JavaScript invalid size error": no exception, no callback, V8 ends the process.
  await sandbox.use(
    { fatal: 'return "x".repeat(2 ** 28).split("").length;' },
    { plugin: 'fatal', limits: { cpuMs: 20_000, deadlineMs: 20_000, memoryMb: 512 } },
  );
  await sandbox.use({ read: `return ctx.kv.get('x');` }, { plugin: 'reader' });
  const deaths = sandbox.processes().deaths;
  const slow = slowHost();
  const read = sandbox.run('read', null, { plugin: 'reader', host: slow.host });
  await slow.arrived;
  await expect(sandbox.run('fatal', null, { plugin: 'fatal' })).rejects.toMatchObject({
    code: expect.stringMatching(/^KILN_PLUGIN_(UNAVAILABLE|LIMIT)$/),
  });
  await expect.poll(() => sandbox.processes().deaths, soon).toBe(deaths + 1);
  slow.go();
  expect(await read).toBe(1);
  expect(slow.asked).toHaveLength(2);
  await expect
    .poll(() => sandbox.stats(), soon)
    .toMatchObject([
      { plugin: 'fatal', isolation: 'own' },
      { plugin: 'reader', isolation: 'shared' },
    ]);
});
