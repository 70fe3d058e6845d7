import { afterAll, expect, test } from 'vitest';
import { createTestSandbox } from '../sandbox.testing.ts';

/**
 * THREAT: a process stops without dying, so that whoever waits for it waits for ever. If this fails, investigate before
 * changing the test.
 */
const sandbox = createTestSandbox();
afterAll(() => sandbox.close());

test('a process that does not answer any more is killed, and its calls come to an end', async () => {
  await sandbox.use({ read: `return ctx.kv.get('x');` }, { limits: { deadlineMs: 500 } });
  const pids = await sandbox.pids();
  const arrived = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<null>();
  const host = () => {
    arrived.resolve();
    return answer.promise;
  };
  const call = sandbox.run('read', null, { host });
  await arrived.promise;
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  answer.resolve(null);
  await expect(call).rejects.toMatchObject({ code: 'KILN_PLUGIN_UNAVAILABLE' });
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It was killed.
    }
  }
  await expect
    .poll(() => sandbox.run('read', null, { host: async () => 3 }).catch(() => 0), { timeout: 15_000 })
    .toBe(3);
});
