import { spawn } from 'node:child_process';
import { open, readFile, rename, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../../config/StartError.ts';
import { findPostmaster, type Postmaster } from './postmaster.ts';
import type { UnixUser } from './unprivilegedUser.ts';

export interface LaunchOptions {
  /** Real path of the cluster. */
  readonly cluster: string;
  /** Folder with `bin/`. */
  readonly binaries: string;
  /** Postgres's own log; that of the run before is kept as `<log>.1`. */
  readonly log: string;
  readonly user: UnixUser | undefined;
  /** False trades safety in a power cut for speed: tests only. */
  readonly durable: boolean;
}

/** Why Postgres did not start: `again` when another try may succeed. */
export class LaunchError extends StartError {
  readonly again: boolean;
  constructor(message: string, again: boolean) {
    super(message);
    this.name = 'LaunchError';
    this.again = again;
  }
}

/**
 * Starts the server of a cluster on a free port of 127.0.0.1 and waits until it takes connections. It is detached, so
 * that Ctrl-C in the terminal reaches Kiln alone, which closes its connections first.
 *
 * @throws LaunchError
 */
export async function launch(options: LaunchOptions): Promise<Postmaster> {
  const { cluster, binaries, log, user } = options;
  await rename(log, `${log}.1`).catch(() => undefined);
  const output = await open(log, 'a', 0o600);
  let exited = false;
  try {
    const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', cluster, ...(await settings(options.durable))], {
      ...user,
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    });
    child.once('exit', () => {
      exited = true;
    });
    const failure = new Promise<never>((_, reject) => {
      child.once('error', ({ message }) => {
        reject(
          new LaunchError(`Postgres could not be run: ${message}. Set DATABASE_URL to use one of your own.`, false),
        );
      });
    });
    failure.catch(() => undefined);
    child.unref();
    for (;;) {
      const postmaster = await Promise.race([findPostmaster(cluster), failure]);
      if (postmaster?.pid === child.pid && postmaster?.ready) return postmaster;
      if (exited) throw await whyNot(log);
      await sleep(10);
    }
  } finally {
    await output.close();
  }
}

/** Recognised by the messages of Postgres, which LC_ALL=C keeps in English. */
async function whyNot(log: string): Promise<LaunchError> {
  const text = (await readFile(log, 'utf8')).trim();
  const again = /could not bind|could not create any TCP|lock file "postmaster.pid" already exists|still in use/.test(
    text,
  );
  return new LaunchError(
    `Postgres did not start; its log ${log} says:\n${text.split('\n').slice(-8).join('\n')}`,
    again,
  );
}

async function settings(durable: boolean): Promise<string[]> {
  const megabytes = totalmem() / 1024 / 1024;
  const values: Record<string, string | number> = {
    port: await freePort(),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // Tests start many servers on one Postgres.
    max_connections: durable ? 100 : 250,
    shared_buffers: durable && megabytes > 2000 ? '256MB' : '64MB',
    effective_cache_size: `${Math.max(256, Math.floor(megabytes / 2))}MB`,
    maintenance_work_mem: '64MB',
    max_wal_size: '2GB',
    // The data lies on solid state or in the page cache: a random page costs little more than the next one.
    random_page_cost: 1.1,
    // Parallel queries exchange rows there; a container has 64 MB of it by default, and they would fail when it is
    // full.
    ...((await sharedMemory()) < 256 ? { dynamic_shared_memory_type: 'mmap' } : {}),
    // Kiln's statements are short; compiling them costs more than it saves.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Megabytes of /dev/shm. Where there is none, Postgres does not depend on it. */
async function sharedMemory(): Promise<number> {
  const size = await statfs('/dev/shm').catch(() => undefined);
  return size ? (size.blocks * size.bsize) / 1024 / 1024 : Number.POSITIVE_INFINITY;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (!address || typeof address === 'string') throw new StartError('No free port on 127.0.0.1.');
  return address.port;
}
