import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../../config/StartError.ts';
import { type Credentials, makeCredentials, readCredentials } from './credentials.ts';
import { LaunchError, launch } from './launch.ts';
import { checkClusterVersion, findCluster, makeCluster } from './makeCluster.ts';
import { nativePostgres } from './nativePostgres.ts';
import { placeBinaries } from './placePostgres.ts';
import { findPostmaster, type Postmaster, releaseStaleLock } from './postmaster.ts';
import { attend } from './presence.ts';
import { stopPostmaster } from './stopPostmaster.ts';
import { type UnixUser, unprivilegedUser } from './unprivilegedUser.ts';

export interface EmbeddedOptions {
  /** Kiln's data folder; made when missing. The database lies in `<data>/postgres`. */
  readonly data: string;
  /** Told before each step, in a line for people. */
  readonly progress?: (line: string) => void;
  /** Default true. False switches fsync off: for tests only, a power cut loses the data. */
  readonly durable?: boolean;
}

export interface EmbeddedPostgres {
  /** Connection string of the database `kiln`, with password. */
  readonly url: string;
  /** False when the server ran already. */
  readonly started: boolean;
  /** Leaves the server; stops it, and waits until it has stopped, when no other Kiln process uses it. */
  close(): Promise<void>;
}

/**
 * Runs Kiln's own Postgres in the data folder, or joins the one that runs there: several Kiln processes share one
 * server (`npx kiln plan` beside `npm start`), and the last to leave stops it. A server whose Kiln was killed is taken
 * over.
 *
 * @throws StartError
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { durable = true, progress = () => undefined } = options;
  await mkdir(options.data, { recursive: true, mode: 0o755 });
  const data = await realpath(resolve(options.data));
  const prepared = await prepare(data, durable, progress);
  const log = join(data, 'postgres.log');
  // Long enough for a server that recovers from a power cut.
  const deadline = Date.now() + 120_000;

  for (;;) {
    let postmaster = await findPostmaster(prepared.cluster);
    const started = !postmaster;
    try {
      if (!postmaster) {
        if (await releaseStaleLock(prepared.cluster)) progress('Recovering the lock of a run that was killed');
        postmaster = await launch({ ...prepared, log, durable });
      }
      const presence = postmaster.ready ? await attend(urlOf(postmaster, prepared.credentials, 'postgres')) : undefined;
      if (presence) {
        const { pid, port } = postmaster;
        let closing: Promise<void> | undefined;
        progress(`Postgres ${started ? 'runs' : 'ran already'} on 127.0.0.1:${port}`);
        return {
          url: urlOf(postmaster, prepared.credentials, 'kiln'),
          started,
          close() {
            closing ??= presence.leave().then((last) => (last ? stopPostmaster(prepared.cluster, pid) : undefined));
            return closing;
          },
        };
      }
    } catch (error) {
      if (!(error instanceof LaunchError && error.again) || Date.now() > deadline) throw error;
    }
    if (Date.now() > deadline)
      throw new StartError(`Postgres in ${data} neither answers nor stops; its log is ${log}.`);
    await sleep(20);
  }
}

interface Prepared {
  /** Real path of the cluster. */
  readonly cluster: string;
  readonly binaries: string;
  readonly user: UnixUser | undefined;
  readonly credentials: Credentials;
}

async function prepare(data: string, durable: boolean, progress: (line: string) => void): Promise<Prepared> {
  const native = nativePostgres();
  const user = await unprivilegedUser(progress);
  const binaries = await placeBinaries(native, user, progress);
  const credentialsFile = join(data, 'postgres.json');
  const found = await findCluster(data);
  if (found) {
    await checkClusterVersion(found, native.version);
    const known = await readCredentials(credentialsFile);
    if (known) return { cluster: found, binaries, user, credentials: known };
    throw new StartError(
      `${join(data, 'postgres')} holds a database, but ${credentialsFile} with its password is missing. Restore that file, or move the database away to start with an empty one.`,
    );
  }
  const made = await makeCredentials(credentialsFile);
  const cluster = await makeCluster({ data, binaries, user, credentials: made, durable, progress });
  return { cluster, binaries, user, credentials: made };
}

function urlOf({ port }: Postmaster, { user, password }: Credentials, database: string): string {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}
