import type { Ctx } from '../context/types.ts';
import { findFile } from '../files/findFile.ts';
import type { StoredFile } from '../files/StoredFile.ts';
import { readableFiles } from './readableFiles.ts';

/**
 * What is known of a file that the actor may read, see readableFiles. Undefined when there is none. `id` must be a
 * uuid.
 */
export async function getFile(ctx: Ctx, id: string): Promise<StoredFile | undefined> {
  if (ctx.access.unlimited) return findFile(ctx.run, id);
  const [file] = await readableFiles(ctx, [id]);
  return file;
}
