import type { Queryable } from '../db/types.ts';
import { toFile } from './findFile.ts';
import type { StoredFile } from './uploadFile.ts';

/**
 * Marks uploaded files as used by a record, in the transaction that writes the record, so that they are kept. Returns what
 * is stored about each, by id: name, size and type that a client sends are not to be trusted. An id that is missing in the
 * result is of no uploaded file. `ids` must be uuids.
 */
export async function linkFiles(run: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, StoredFile>> {
  const rows = await run.query({
    name: 'link_files',
    text: 'update kiln.file set linked = true where id = any($1::uuid[]) returning id, name, size, type',
    values: [ids],
  });
  return new Map(rows.map((row) => [row[0] ?? '', toFile(row)]));
}
