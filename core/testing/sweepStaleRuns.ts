import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCluster } from '../db/embedded/makeCluster.ts';
import { findPostmaster, isAlive } from '../db/embedded/postmaster.ts';
import { prefix } from './runFolder.ts';

/** Ends the servers of runs that were killed, and removes their folders. Runs that live are left alone. */
export async function sweepStaleRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(tmpdir(), name);
    const owner = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''));
    // Without a number it is being made at this moment.
    if (!owner || isAlive(owner)) continue;
    // Several runs may sweep at the same time.
    await sweep(folder).catch(() => undefined);
  }
}

async function sweep(folder: string): Promise<void> {
  const cluster = await findCluster(join(folder, 'data'));
  const postmaster = cluster ? await findPostmaster(cluster) : undefined;
  if (postmaster) process.kill(postmaster.pid, 'SIGQUIT');
  if (cluster) await rm(cluster, { recursive: true, force: true, maxRetries: 5 });
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
