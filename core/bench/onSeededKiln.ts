import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../db/embedded/startEmbedded.ts';
import { seedPeople } from './people.ts';
import { seed } from './seed.ts';
import { type RunningServer, startKiln } from './servers.ts';

export interface SeededKiln {
  readonly kiln: RunningServer;
  /** Of the same database. */
  readonly client: pg.Client;
}

/** Measures on a Kiln with accounts and contacts, in a Postgres of its own. All of it is stopped and removed afterwards. */
export async function onSeededKiln(
  size: { readonly accounts: number; readonly contacts: number },
  work: (seeded: SeededKiln) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kiln-bench-'));
  // Postgres runs as another user when Kiln is root, and has to pass through.
  chmodSync(folder, 0o755);
  const postgres = await startEmbedded({ data: folder, progress: (line) => console.log(line) });
  try {
    const client = new pg.Client({ connectionString: postgres.url });
    client.on('error', () => undefined);
    await client.connect();
    // Its tables are made by a start.
    const first = await startKiln(postgres.url, folder);
    await first.stop();
    console.log(`seeding ${size.contacts.toLocaleString('en')} contacts`);
    await seedPeople(client);
    await seed(client, 'data', size);
    const kiln = await startKiln(postgres.url, folder);
    try {
      await work({ kiln, client });
    } finally {
      await Promise.all([kiln.stop(), client.end()]);
    }
  } finally {
    await postgres.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
