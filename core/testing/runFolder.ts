import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const prefix = 'kiln-test-';

/**
 * A temporary folder for a server whose data lies in `<folder>/data`. When this process is killed, the next run of the
 * tests ends that server and removes the folder (`sweepStaleRuns`).
 */
export async function runFolder(label = ''): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix + label));
  await writeFile(join(folder, 'pid'), String(process.pid));
  // mkdtemp makes it for its owner alone; the user `postgres` has to pass when root runs the tests.
  await chmod(folder, 0o755);
  return folder;
}
