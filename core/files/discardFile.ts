import type { Queryable } from '../db/types.ts';
import type { FileStorage } from './FileStorage.ts';

/** Takes back an upload of which nobody was told. */
export async function discardFile(storage: FileStorage, run: Queryable, id: string): Promise<void> {
  await run.query({ name: 'discard_file', text: 'delete from kiln.file where id = $1', values: [id] });
  await storage.remove(id);
}
