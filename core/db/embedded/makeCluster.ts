import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chown, mkdir, readdir, readFile, readlink, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../../config/StartError.ts';
import type { Credentials } from './credentials.ts';
import { clusterHome } from './placePostgres.ts';
import { isAlive } from './postmaster.ts';
import type { UnixUser } from './unprivilegedUser.ts';

const run = promisify(execFile);

export interface ClusterOptions {
  /** Kiln's data folder, absolute. */
  readonly data: string;
  /** Folder with `bin/`. */
  readonly binaries: string;
  readonly user: UnixUser | undefined;
  readonly credentials: Credentials;
  /** False skips the sync to disk. */
  readonly durable: boolean;
  readonly progress: (line: string) => void;
}

/**
 * The real path of the cluster of this data folder, if there is one.
 *
 * @throws StartError when the folder links to a cluster that is gone
 */
export async function findCluster(data: string): Promise<string | undefined> {
  const place = join(data, 'postgres');
  try {
    return await realpath(place);
  } catch {
    const target = await readlink(place).catch(() => undefined);
    if (target === undefined) return undefined;
    throw new StartError(
      `${place} links to ${target}, which is gone. Remove the link to start with an empty database.`,
    );
  }
}

/** Makes a cluster (initdb) and publishes it as `<data>/postgres`. Returns its real path. */
export async function makeCluster(options: ClusterOptions): Promise<string> {
  const { data, user, progress } = options;
  const home = await clusterHome(data, user);
  await removeUnfinished(home);
  const aside = join(home, `postgres.new-${process.pid}-${randomUUID()}`);
  await mkdir(aside, { mode: 0o700 });
  if (user) await chown(aside, user.uid, user.gid);
  try {
    progress(`Creating the database in ${home === data ? join(data, 'postgres') : home}`);
    await initdb(aside, options);
    await publish(aside, home, options);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    const theirs = await findCluster(data);
    if (!theirs) throw error;
  }
  const cluster = await findCluster(data);
  if (!cluster) throw new StartError(`${join(data, 'postgres')} cannot be read.`);
  return cluster;
}

/** Both ways fail when another run was faster, and never show half a cluster. */
async function publish(aside: string, home: string, { data, progress }: ClusterOptions): Promise<void> {
  if (home === data) return rename(aside, join(data, 'postgres'));
  const place = join(home, `postgres-${randomUUID()}`);
  await rename(aside, place);
  try {
    await symlink(place, join(data, 'postgres'));
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    throw error;
  }
  progress(
    `The user "postgres" cannot reach ${data}, so the database lies in ${place}; ${join(data, 'postgres')} links to it. Remove both to remove the data`,
  );
}

/**
 * The builtin C.UTF-8 sorts and lower-cases alike on every machine. LC_CTYPE comes on top because pg_trgm asks the C
 * library, even in Postgres 18, what a letter is: with LC_CTYPE C no trigram comes out of Chinese text. Then search
 * stays right but scans instead of using its index, so C is the last resort.
 */
async function initdb(
  folder: string,
  { binaries, user, credentials, durable, progress }: ClusterOptions,
): Promise<void> {
  const passwordFile = `${folder}.password`;
  const args = [
    `--pgdata=${folder}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--auth=scram-sha-256',
    `--username=${credentials.user}`,
    `--pwfile=${passwordFile}`,
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  await writeFile(passwordFile, credentials.password, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  const spawnOptions = { ...user, cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } };
  try {
    for (const ctype of ['C.UTF-8', 'en_US.UTF-8']) {
      try {
        await run(join(binaries, 'bin', 'initdb'), [...args, `--lc-ctype=${ctype}`], spawnOptions);
        return;
      } catch (error) {
        if (!/invalid locale name/.test(stderrOf(error))) throw error;
      }
    }
    progress('This machine has no UTF-8 locale: searching Chinese text will be right, but slow');
    await run(join(binaries, 'bin', 'initdb'), args, spawnOptions);
  } catch (error) {
    throw new StartError(`Postgres could not create its database: ${stderrOf(error).trim()}`, error);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function stderrOf(error: unknown): string {
  return error instanceof Error && 'stderr' in error ? `${error.message}\n${error.stderr}` : String(error);
}

/** What runs that were killed during initdb left behind. */
async function removeUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = /^postgres\.new-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(home, name), { recursive: true, force: true });
  }
}

/** Throws when the cluster was made by another major version of Postgres than the one about to open it. */
export async function checkClusterVersion(cluster: string, version: string): Promise<void> {
  const made = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (made !== version.split('.')[0]) {
    throw new StartError(
      `The database in ${cluster} was made by Postgres ${made}; this Kiln brings Postgres ${version}. Dump it with that version and restore it, or start Kiln with another data folder (KILN_DATA).`,
    );
  }
}
