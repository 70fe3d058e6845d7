import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { KilnError } from '../errors/KilnError.ts';
import type { ByteRange, FileStorage } from './FileStorage.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const PARTIAL = '.part';

/**
 * Files in a folder of this machine, spread over 256 sub-folders by the last two digits of their ids (the first ones of
 * a uuid v7 are the time). A file appears under its name only when all of it is on the disk.
 */
export function createLocalStorage(folder: string): FileStorage {
  const pathOf = (id: string): string => {
    // Nothing but a uuid becomes part of a path, so no id can lead out of the folder.
    if (!UUID.test(id)) throw missing();
    return join(folder, id.slice(-2), id);
  };
  return {
    async put(id: string, content: Readable): Promise<void> {
      const path = pathOf(id);
      const partial = `${path}${PARTIAL}`;
      await mkdir(dirname(path), { recursive: true });
      try {
        await pipeline(content, createWriteStream(partial, { flags: 'wx', flush: true }));
        await rename(partial, path);
        await syncFolder(dirname(path));
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },

    async get(id: string, range?: ByteRange): Promise<Readable> {
      const file = await open(pathOf(id)).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' ? missing() : error;
      });
      return file.createReadStream(range ? { start: range.start, end: range.end } : {});
    },

    async remove(id: string): Promise<void> {
      await rm(pathOf(id), { force: true });
    },

    async *storedBefore(time: Date): AsyncIterable<string> {
      for (const name of await entries(folder)) {
        if (!/^[0-9a-f]{2}$/.test(name)) continue;
        for (const file of await entries(join(folder, name))) {
          const path = join(folder, name, file);
          const { mtime } = await stat(path);
          if (mtime >= time) continue;
          if (UUID.test(file)) yield file;
          // Left behind by a process that was killed in the middle of an upload.
          else if (file.endsWith(PARTIAL)) await rm(path, { force: true });
        }
      }
    },
  };
}

function missing(): KilnError {
  return new KilnError('KILN_NOT_FOUND', { detail: 'There is no such file.' });
}

async function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

/**
 * A rename survives a power cut only when the folder that holds the name is written, too. Windows cannot open folders.
 */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
