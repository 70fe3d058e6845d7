import { createDb } from '../db/createDb.ts';
import { startEmbedded } from '../db/embedded/startEmbedded.ts';
import { applySystemTables } from '../db/systemTables/applySystemTables.ts';
import type { Db } from '../db/types.ts';
import { type Progress, step } from './progress.ts';

export interface DatabaseConfig {
  /** Connection string; absent: Kiln runs its own Postgres in `data`. */
  readonly databaseUrl?: string | undefined;
  readonly data: string;
  /** Connections for transactions. */
  readonly poolSize: number;
}

export interface OpenDatabase {
  readonly db: Db;
  readonly url: string;
  close(): Promise<void>;
}

/** The database with Kiln's own tables in it. */
export async function openDatabase(config: DatabaseConfig, progress: Progress): Promise<OpenDatabase> {
  return step(
    progress,
    ({ version }) => `Postgres ${version} ready`,
    async () => {
      const server = await startServer(config, progress);
      const db = createDb({ url: server.url, poolSize: config.poolSize });
      const close = async () => {
        await db.close();
        await server.close();
      };
      try {
        await applySystemTables(db);
        const [row] = await db.query({
          text: "select split_part(current_setting('server_version'), ' ', 1)",
          values: [],
        });
        return { db, url: server.url, close, version: row?.[0] ?? '' };
      } catch (error) {
        await close();
        throw error;
      }
    },
  );
}

async function startServer({ databaseUrl, data }: DatabaseConfig, progress: Progress) {
  if (databaseUrl !== undefined) return { url: databaseUrl, close: async () => undefined };
  return startEmbedded({ data, progress: (line) => progress(line, 'begun') });
}
