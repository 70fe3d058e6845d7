import type { Ctx } from '../../../context/types.ts';
import { said } from '../../../errors/said.ts';
import type { FileStorage } from '../../../files/FileStorage.ts';
import type { StoredFile } from '../../../files/StoredFile.ts';
import type { MailAttachment } from '../../../identity/Mailer.ts';
import { isObject, type Json } from '../../../lib/json.ts';
import { isUuid } from '../../../query/bind.ts';
import { getFile } from '../../../records/getFile.ts';
import { permanentFailure } from '../permanentFailure.ts';

const most = 20;
/** Bytes of all files of a mail: what most servers take, packed for the way. */
const largest = 18 * 1024 * 1024;

/**
 * Files of a mail that whom the run acts for may read. `values`: values of file fields, lists of them, or ids; empty
 * ones are left out. Throws KILN_STEP_FAILED for one that is not there.
 */
export async function findAttachments(ctx: Ctx, values: Json | undefined): Promise<StoredFile[]> {
  const ids = idsIn(values ?? null);
  if (ids.length > most) throw permanentFailure(said`A mail has at most ${most} attachments.`);
  const files: StoredFile[] = [];
  for (const id of ids) {
    const file = isUuid(id) ? await getFile(ctx, id) : undefined;
    if (!file)
      throw permanentFailure(said`There is no file ${JSON.stringify(id.slice(0, 60))} that this workflow may read.`);
    files.push(file);
  }
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > largest) throw permanentFailure(said`The attachments have ${bytes} bytes; a mail takes ${largest}.`);
  return files;
}

/** Whoever opens them destroys their streams. */
export async function openAttachments(storage: FileStorage, files: readonly StoredFile[]): Promise<MailAttachment[]> {
  const opened: MailAttachment[] = [];
  try {
    for (const { id, name, type } of files) {
      opened.push({ filename: name, contentType: type, content: await storage.get(id) });
    }
    return opened;
  } catch (error) {
    for (const { content } of opened) content.destroy();
    throw error;
  }
}

function idsIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (isObject(value)) return idsIn(value.id ?? null);
  if (value === null || value === '') return [];
  return [String(value)];
}
