import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { StartError } from '../../config/StartError.ts';

const run = promisify(execFile);

/** The ids to run Postgres as. */
export interface UnixUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Postgres refuses to run as root. For root: the user `postgres`, created when missing. For anybody else: undefined,
 * which means "as I am".
 *
 * @throws StartError when the user is missing and the system has no tool to create it.
 */
export async function unprivilegedUser(progress: (line: string) => void): Promise<UnixUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await lookUp();
  if (known) return known;
  progress('Creating the system user "postgres": Postgres does not run as root');
  await createUser();
  const created = await lookUp();
  if (!created)
    throw new StartError('The system user "postgres" could not be created. Create it, or set DATABASE_URL.');
  return created;
}

async function lookUp(): Promise<UnixUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return undefined;
  }
}

/** shadow-utils first, then Debian's and BusyBox's adduser: a slim image has one of them. */
async function createUser(): Promise<void> {
  const ways: readonly [string, readonly string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres']],
    ['adduser', ['--system', '--group', '--no-create-home', '--disabled-password', 'postgres']],
    ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', 'postgres']],
  ];
  for (const [command, args] of ways) {
    try {
      await run(command, args);
      return;
    } catch {
      // The next way may work; the caller looks up whether one did.
    }
  }
}
