import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The server process of a cluster, as its `postmaster.pid` tells. */
export interface Postmaster {
  readonly pid: number;
  /** On 127.0.0.1. */
  readonly port: number;
  readonly ready: boolean;
}

/** The living server of the cluster, if there is one. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const lines = await lockFile(cluster);
  const pid = Number(lines?.[0]);
  if (!lines || !pid || !isAlive(pid) || !(await isPostgresOf(cluster, pid))) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * A killed run leaves its `postmaster.pid`. Postgres itself recovers from one whose process is gone, but refuses to
 * start when the number belongs to another program by now, as it often does in a container. Then Kiln writes its own
 * number into the file, because Postgres takes its parent's for stale. The file is not removed: its line about shared
 * memory still keeps a second server off while children of the killed one live.
 */
export async function releaseStaleLock(cluster: string): Promise<boolean> {
  const lines = await lockFile(cluster);
  const pid = Number(lines?.[0]);
  if (!lines || !pid || pid === process.pid || !isAlive(pid) || (await isPostgresOf(cluster, pid))) return false;
  await writeFile(join(cluster, 'postmaster.pid'), [String(process.pid), ...lines.slice(1)].join('\n'));
  return true;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** True until Postgres has removed its lock or its process is gone; a zombie that nobody reaps counts as gone. */
export async function isRunning(cluster: string, pid: number): Promise<boolean> {
  const lines = await lockFile(cluster);
  return Number(lines?.[0]) === pid && isAlive(pid) && (await isPostgresOf(cluster, pid));
}

async function lockFile(cluster: string): Promise<string[] | undefined> {
  try {
    return (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  } catch {
    return undefined;
  }
}

async function isPostgresOf(cluster: string, pid: number): Promise<boolean> {
  try {
    if (platform() === 'linux') {
      const args = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
      return args[1] === '-D' && args[2] === cluster;
    }
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
    return stdout.includes(` -D ${cluster} `);
  } catch {
    return false;
  }
}
