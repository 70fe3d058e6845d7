import type { Queryable, TextRow } from '../db/types.ts';
import type { StoredFile } from './StoredFile.ts';

export interface ClaimedFile {
  readonly file: StoredFile;
  /** Who uploaded it. */
  readonly by: string | null;
  /** No record holds it. False says nothing: that a record has let go of it is noticed every hour. */
  readonly isLoose: boolean;
}

/**
 * Keeps files for the records that are about to refer to them, and returns what is known of those that exist, by id.
 * Runs in the transaction of that write: until it ends nobody removes them as left over, and if it fails they are as
 * before.
 */
export async function claimFiles(run: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, ClaimedFile>> {
  const rows = await run.query({ name: 'claim_files', text: claimSql, values: [[...new Set(ids)]] });
  return new Map(rows.map((row) => [row[0] ?? '', { file: toFile(row), by: row[4] ?? null, isLoose: row[5] === 't' }]));
}

/** Locks in the order of ids, so that two writes with the same files wait for each other and never in a circle. */
const claimSql = `
  with claimed as (
    select id, name, size, type, created_by, unlinked_at from kiln.file where id = any($1::uuid[])
    order by id for no key update
  ), kept as (
    update kiln.file set unlinked_at = null from claimed where file.id = claimed.id and file.unlinked_at is not null
  )
  select id, name, size, type, created_by, unlinked_at is not null from claimed`;

export function toFile([id, name, size, type]: TextRow): StoredFile {
  return { id: id ?? '', name: name ?? '', size: Number(size), type: type ?? '' };
}
