import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { v7 as uuid } from 'uuid';
import type { Queryable } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { acceptsType } from './acceptsType.ts';
import { displayName } from './displayName.ts';
import type { FileStorage } from './FileStorage.ts';
import type { StoredFile } from './StoredFile.ts';
import { HEAD_BYTES, sniffType } from './sniffType.ts';

export interface Upload {
  readonly content: Readable;
  /** As the client calls it. */
  readonly name: string;
  readonly declaredType?: string;
  /** Bytes. */
  readonly maxBytes: number;
  /** Media types that are taken, such as `image/*`; absent: every one. */
  readonly accept?: readonly string[];
  /** uuid of the actor */
  readonly by: string;
}

/**
 * Stores one file. It stays until a record links to it, or for 24 hours. Throws KILN_TOO_LARGE, or
 * KILN_UNSUPPORTED_MEDIA when the content is not what it is called or not what is taken; then nothing is kept.
 */
export async function uploadFile(storage: FileStorage, run: Queryable, upload: Upload): Promise<StoredFile> {
  const id = uuid();
  const gauge = createGauge(upload.maxBytes);
  // The stream may fail before anybody reads from it; whoever reads is told then.
  upload.content.on('error', () => undefined);
  await storage.put(id, Readable.from(gauge.pass(upload.content), { objectMode: false }));
  try {
    const { size, head, sha256 } = gauge.result();
    const type = await sniffType(head, upload.declaredType);
    if (upload.accept && !acceptsType(upload.accept, type)) {
      throw new KilnError('KILN_UNSUPPORTED_MEDIA', {
        detail: `Only ${upload.accept.join(', ')} is taken here, not ${type}.`,
      });
    }
    const file = { id, name: displayName(upload.name), size, type };
    await run.query({
      name: 'insert_file',
      text: `insert into kiln.file (id, name, size, type, sha256, created_by) values ($1, $2, $3, $4, $5, $6)`,
      values: [id, file.name, size, type, sha256, upload.by],
    });
    return file;
  } catch (error) {
    await storage.remove(id);
    throw error;
  }
}

interface Measured {
  readonly size: number;
  readonly head: Buffer;
  readonly sha256: string;
}

/** Passes bytes on, counts and hashes them and keeps the first ones; fails with KILN_TOO_LARGE. */
function createGauge(maxBytes: number): { pass: (content: Readable) => AsyncIterable<Buffer>; result: () => Measured } {
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    async *pass(content) {
      for await (const chunk of content) {
        const bytes = Buffer.from(chunk);
        if (size < HEAD_BYTES) chunks.push(bytes);
        size += bytes.length;
        hash.update(bytes);
        if (size > maxBytes) {
          throw new KilnError('KILN_TOO_LARGE', { detail: `A file may have at most ${maxBytes} bytes.` });
        }
        yield bytes;
      }
    },
    result: () => ({ size, head: Buffer.concat(chunks).subarray(0, HEAD_BYTES), sha256: hash.digest('hex') }),
  };
}
