import type { Queryable } from '../db/types.ts';
import { toFile } from './claimFiles.ts';
import type { StoredFile } from './StoredFile.ts';

/** What is known of a file; undefined when there is none under this id. `id` must be a uuid. */
export async function findFile(run: Queryable, id: string): Promise<StoredFile | undefined> {
  const rows = await run.query({
    name: 'find_file',
    text: 'select id, name, size, type from kiln.file where id = $1',
    values: [id],
  });
  return rows[0] && toFile(rows[0]);
}
