import { createHash, randomUUID } from 'node:crypto';
import { chmod, cp, mkdir, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { NativePostgres } from './nativePostgres.ts';
import { canReach } from './reach.ts';
import type { UnixUser } from './unprivilegedUser.ts';

/**
 * Where things go that the user `postgres` has to reach while the project lies in a folder that only root may enter.
 */
const sharedFolder = '/var/lib/kiln';

/** The folder with `bin/`, `lib/` and `share/` to run Postgres from; a copy is made once per version where needed. */
export async function placeBinaries(
  native: NativePostgres,
  user: UnixUser | undefined,
  progress: (line: string) => void,
): Promise<string> {
  if (!user || (await isUsable(native.folder, user))) return native.folder;
  return copyBinaries(native, progress);
}

async function copyBinaries(native: NativePostgres, progress: (line: string) => void): Promise<string> {
  const copy = join(sharedFolder, `postgres-${native.version}`);
  if (await exists(copy)) return copy;
  progress(`Copying Postgres ${native.version} to ${copy}: its user "postgres" cannot reach ${native.folder}`);
  // Aside first, then renamed into place: a run that is killed here, or a second one, never sees half a copy.
  const aside = `${copy}.${randomUUID()}`;
  await mkdir(sharedFolder, { recursive: true, mode: 0o755 });
  await cp(native.folder, aside, { recursive: true, verbatimSymlinks: true });
  await openToAll(aside);
  await rename(aside, copy).catch(async (error) => {
    await rm(aside, { recursive: true, force: true });
    if (!(await exists(copy))) throw error;
  });
  return copy;
}

/**
 * The folder in which a new cluster of this data folder is made: the data folder itself, or, where `postgres` cannot
 * reach it, a folder of its own under /var/lib/kiln. The caller links `<data>/postgres` to what lies there, and that
 * link is the only reference: who removes the data folder starts afresh, and the old cluster stays until it is removed
 * by hand.
 */
export async function clusterHome(data: string, user: UnixUser | undefined): Promise<string> {
  if (!user || (await canReach(await realpath(data), user))) return data;
  const home = join(sharedFolder, createHash('sha256').update(data).digest('hex').slice(0, 16));
  await mkdir(home, { recursive: true, mode: 0o755 });
  return home;
}

async function isUsable(folder: string, user: UnixUser): Promise<boolean> {
  const { mode } = await stat(join(folder, 'bin', 'postgres'));
  return (mode & 0o5) === 0o5 && (await canReach(await realpath(folder), user));
}

/** As `chmod -R a+rX`: an install under umask 077 left everything to root alone. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
