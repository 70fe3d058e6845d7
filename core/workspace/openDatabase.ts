import type { Config } from '../config/readConfig.ts';
import { defaultTimeouts } from '../db/connectionOptions.ts';
import { createDb } from '../db/createDb.ts';
import { startEmbedded } from '../db/embedded/startEmbedded.ts';
import { makeAppRole, protectAudit } from '../db/separateRoles.ts';
import { applySystemTables } from '../db/systemTables/applySystemTables.ts';
import type { Db } from '../db/types.ts';
import { type Progress, step } from './progress.ts';

export interface DatabaseConfig {
  /** Connection string; absent: Kiln runs its own Postgres in `data`. */
  readonly databaseUrl?: string | undefined;
  readonly data: string;
  /** Connections for transactions. */
  readonly poolSize: number;
  readonly timeouts?: Config['timeouts'];
}

export interface OpenDatabase {
  readonly db: Db;
  readonly url: string;
  /** That of whoever owns the audit, where Kiln runs Postgres itself; else the same. */
  readonly ownerUrl: string;
  close(): Promise<void>;
}

/** The database with Kiln's own tables in it. */
export async function openDatabase(config: DatabaseConfig, progress: Progress): Promise<OpenDatabase> {
  return step(
    progress,
    ({ version }) => `Postgres ${version} ready`,
    async () => {
      const server = await startServer(config, progress);
      const { poolSize, timeouts = defaultTimeouts } = config;
      const db = createDb({
        url: server.url,
        poolSize,
        statementTimeoutMs: timeouts.statementMs,
        readTimeoutMs: timeouts.readMs,
      });
      const close = async () => {
        await db.close();
        await server.close();
      };
      try {
        await applySystemTables(db);
        if (server.ownerUrl !== server.url) await protectAudit(server.ownerUrl);
        // Before anything is written: what comes while its month is not made stays in the default partition.
        await db.query({ text: 'select audit.make_partitions()', values: [] });
        // Asked for the first time by a write in a transaction, it would wait for a connection behind others that wait.
        await db.serverVersion();
        const [row] = await db.query({
          text: "select split_part(current_setting('server_version'), ' ', 1)",
          values: [],
        });
        return { db, url: server.url, ownerUrl: server.ownerUrl, close, version: row?.[0] ?? '' };
      } catch (error) {
        await close();
        throw error;
      }
    },
  );
}

async function startServer({ databaseUrl, data }: DatabaseConfig, progress: Progress) {
  if (databaseUrl !== undefined) return { url: databaseUrl, ownerUrl: databaseUrl, close: async () => undefined };
  const { url: ownerUrl, close } = await startEmbedded({ data, progress: (line) => progress(line, 'begun') });
  try {
    return { url: await makeAppRole(ownerUrl), ownerUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}
