import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { StartError } from '../../config/StartError.ts';
import { DbError } from '../DbError.ts';
import type { Db, Tx } from '../types.ts';

/** Any number; nothing else in Kiln locks it. */
const migrationLock = '7021385042018';

/**
 * Brings Kiln's own tables (schema `kiln`) up to date: the numbered SQL files beside this one, in order, in one
 * transaction. Does nothing when they are up to date. Several processes may call it at the same time.
 *
 * @throws StartError when the database cannot hold Kiln
 */
export async function applySystemTables(db: Db): Promise<void> {
  const files = await migrationFiles();
  try {
    await db.withTx(async (tx) => {
      await checkServer(tx);
      await run(tx, `select pg_advisory_xact_lock(${migrationLock})`);
      await prepare(tx);
      const applied = new Set((await run(tx, 'select id from kiln.migrations')).map(([id]) => Number(id)));
      refuseNewer(applied, files);
      for (const { id, url } of files) {
        if (applied.has(id)) continue;
        // The number first: a migrator that does not know the lock clashes here, before it has changed anything.
        await run(tx, `insert into kiln.migrations (id) values (${id})`);
        await run(tx, await readFile(url, 'utf8'));
      }
      await applyExpressionFunctions(tx);
    });
  } catch (error) {
    if (error instanceof DbError && error.sqlState === '42501') {
      throw new StartError(
        'The role of DATABASE_URL may not create schemas or extensions. Grant it "create" on the database, or make it the owner.',
        error,
      );
    }
    if (error instanceof DbError && error.lost === 'before') {
      const reason = error.cause instanceof Error ? error.cause.message || error.message : error.message;
      throw new StartError(`The database cannot be reached: ${reason}. Check DATABASE_URL.`, error);
    }
    throw error;
  }
}

async function migrationFiles(): Promise<{ id: number; url: URL }[]> {
  const names = (await readdir(new URL('.', import.meta.url))).filter((name) => /^\d{6}\.sql$/.test(name)).sort();
  return names.map((name) => ({ id: Number(name.slice(0, 6)), url: new URL(name, import.meta.url) }));
}

/** The functions that compiled expressions call. They are replaced as a whole when their text has changed. */
async function applyExpressionFunctions(tx: Tx): Promise<void> {
  const text = await readFile(new URL('../../expressions/sql/functions.sql', import.meta.url), 'utf8');
  const mark = `expression functions ${createHash('sha256').update(text).digest('hex')}`;
  const [row] = await run(tx, `select obj_description('kiln'::regnamespace, 'pg_namespace')`);
  if (row?.[0] === mark) return;
  await run(tx, text);
  await run(tx, `comment on schema kiln is '${mark}'`);
}

async function checkServer(tx: Tx): Promise<void> {
  const [row] = await run(
    tx,
    `select current_setting('server_version_num'), current_setting('server_version'), current_setting('server_encoding'),
       exists (select from pg_available_extensions where name = 'pg_trgm')`,
  );
  const [number, version, encoding, trigrams] = row ?? [];
  if (Number(number) < 160000) {
    throw new StartError(`Kiln needs Postgres 16 or newer; the server of DATABASE_URL is ${version}.`);
  }
  if (encoding !== 'UTF8') {
    throw new StartError(`Kiln needs a database with encoding UTF8; that of DATABASE_URL has ${encoding}.`);
  }
  if (trigrams !== 't') {
    throw new StartError(
      'The server of DATABASE_URL has no extension pg_trgm. It is part of Postgres; some systems put it into a package named postgresql-contrib.',
    );
  }
}

async function prepare(tx: Tx): Promise<void> {
  const [row] = await run(
    tx,
    `select to_regnamespace('kiln') is null, to_regclass('kiln.migrations') is null,
       not exists (select from pg_extension where extname = 'pg_trgm')`,
  );
  const [noSchema, noTable, noTrigrams] = row ?? [];
  if (noSchema === 't') await run(tx, 'create schema kiln');
  if (noTrigrams === 't') await run(tx, 'create extension pg_trgm schema kiln');
  const [found] = await run(tx, `select from pg_opclass where opcname = 'gin_trgm_ops' and pg_opclass_is_visible(oid)`);
  if (!found) {
    throw new StartError(
      'The extension pg_trgm is installed in a schema that Kiln does not look into. Move it: alter extension pg_trgm set schema public;',
    );
  }
  if (noTable === 't') {
    await run(
      tx,
      'create table kiln.migrations (id integer primary key, applied_at timestamp with time zone not null default now())',
    );
  }
}

function refuseNewer(applied: ReadonlySet<number>, files: readonly { id: number }[]): void {
  const newest = files.at(-1)?.id ?? 0;
  const unknown = [...applied].filter((id) => id > newest);
  if (unknown.length > 0) {
    throw new StartError(
      `The database was used by a newer Kiln: its system tables are at ${Math.max(...unknown)}, this Kiln knows ${newest}. Start the newer Kiln.`,
    );
  }
}

function run(tx: Tx, text: string) {
  return tx.query({ text, values: [] });
}
