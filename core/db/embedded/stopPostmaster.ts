import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../../config/StartError.ts';
import { isRunning } from './postmaster.ts';

/**
 * Fast shutdown: open transactions are rolled back, connections closed, everything written to disk.
 *
 * @throws StartError when the server still runs after a minute
 */
export async function stopPostmaster(cluster: string, pid: number): Promise<void> {
  if (!(await isRunning(cluster, pid))) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + 60_000;
  while (await isRunning(cluster, pid)) {
    if (Date.now() > deadline)
      throw new StartError(`Postgres (process ${pid}, ${cluster}) did not stop within a minute.`);
    await sleep(10);
  }
}
