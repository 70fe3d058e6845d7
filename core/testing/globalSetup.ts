import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createDb } from '../db/createDb.ts';
import { startEmbedded } from '../db/embedded/startEmbedded.ts';
import { applySystemTables } from '../db/systemTables/applySystemTables.ts';
import { runFolder } from './runFolder.ts';
import { sweepStaleRuns } from './sweepStaleRuns.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the server that every test file of this run clones its database on. */
    testPostgres: string;
  }
}

/**
 * One Postgres a run, in a folder and on a port of its own, with the system tables in the database `kiln` as template.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepStaleRuns();
  const folder = await runFolder();
  const server = await startEmbedded({ data: join(folder, 'data'), durable: false });
  const db = createDb({ url: server.url, poolSize: 1 });
  await applySystemTables(db);
  await db.close();
  project.provide('testPostgres', server.url);
  return async () => {
    const left = await leftDatabases(server.url);
    await server.close();
    await rm(folder, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`close() was not called for ${left.join(', ')}.`);
  };
}

async function leftDatabases(url: string): Promise<string[]> {
  const db = createDb({ url, poolSize: 1 });
  const text = `select datname from pg_database where datname like 'test\\_%'`;
  const rows = await db.query({ text, values: [] });
  await db.close();
  return rows.map(([name]) => String(name));
}
