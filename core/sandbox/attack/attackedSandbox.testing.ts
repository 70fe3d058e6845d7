import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { PluginError } from '../PluginError.ts';
import type { Call } from '../Sandbox.ts';
import { createTestSandbox, type TestSandbox } from '../sandbox.testing.ts';

interface Attacked {
  readonly sandbox: TestSandbox;
  /** Runs code of an attacker and answers why it was stopped. A neighbour is called meanwhile. */
  stopped(code: string, options?: Partial<Call>): Promise<string>;
}

/**
 * A sandbox with the plugin `test`, whose function `run` runs whatever it is given, and `neighbour`, which shares its
 * process. After each test both have to work.
 */
export function attackedSandbox(): Attacked {
  const sandbox = createTestSandbox();
  const callNeighbour = () => sandbox.run('ok', null, { plugin: 'neighbour', host: async () => 1 });
  afterAll(() => sandbox.close());
  beforeAll(async () => {
    const run = 'return await new Function("ctx", "return (async () => {" + input + "})()")(ctx);';
    await sandbox.use({ run, ok: 'return 1;' }, { limits: { cpuMs: 100, memoryMb: 32, deadlineMs: 5_000 } });
    await sandbox.use(
      { ok: `return 1 + await ctx.kv.get('x');` },
      { plugin: 'neighbour', limits: { deadlineMs: 20_000 } },
    );
  });
  afterEach(async () => {
    sandbox.reset('test');
    expect(await callNeighbour()).toBe(2);
    await expect.poll(() => sandbox.run('ok').catch((error: unknown) => String(error)), { timeout: 10_000 }).toBe(1);
  });
  return {
    sandbox,
    async stopped(code, options) {
      const neighbour = callNeighbour();
      const error: unknown = await sandbox.run('run', code, options).then(
        (value) => expect.fail(`It answered ${JSON.stringify(value)}`),
        (reason: unknown) => reason,
      );
      expect(await neighbour).toBe(2);
      if (!(error instanceof PluginError)) throw error;
      return error.failure ?? error.code;
    },
  };
}
