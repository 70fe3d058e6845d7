import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { badFile, badPlugin } from './badPlugin.ts';
import { pathProblem } from './checkPath.ts';
import { packageLimits } from './limits.ts';
import type { PluginFiles } from './PluginPackage.ts';

/** Folder that npm puts around a package. */
const wrapper = 'package/';

/**
 * The files of a `.tgz`, in memory. Throws KILN_BAD_PLUGIN for whatever is not plain files and folders of a bounded
 * size; it stops at the first byte too many, whatever the archive would unpack to.
 */
export async function readArchive(archive: Buffer): Promise<PluginFiles> {
  if (archive.length > packageLimits.archiveBytes) throw tooMuch('The archive', packageLimits.archiveBytes);
  if (archive[0] !== 0x1f || archive[1] !== 0x8b) throw badPlugin('This is no .tgz: it is not compressed by gzip.');
  const files = new Map<string, Buffer>();
  await unpack(archive, (entry) => keep(entry, files));
  if (files.size === 0) throw badPlugin('The archive is empty.');
  const isWrapped = [...files.keys()].every((path) => path.startsWith(wrapper));
  return isWrapped
    ? new Map([...files].map(([path, content]): [string, Buffer] => [path.slice(wrapper.length), content]))
    : files;
}

/** Feeds the parser as fast as it takes; the first fault ends it all. */
function unpack(archive: Buffer, take: (entry: ReadEntry) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    let entries = 0;
    const taken: Promise<void>[] = [];
    const gunzip = createGunzip();
    const parser = new Parser({ strict: true, maxMetaEntrySize: 64 * 1024 });
    const fail = (error: unknown): void => {
      gunzip.destroy();
      reject(error);
    };
    parser.on('entry', (entry) => {
      if (++entries > packageLimits.files) fail(badPlugin(`A package has at most ${packageLimits.files} files.`));
      const done = take(entry);
      done.catch(fail);
      taken.push(done);
    });
    parser.on('error', () => fail(badPlugin('The archive is damaged, or no tar archive.')));
    parser.on('end', () => Promise.all(taken).then(() => resolve(), fail));
    gunzip.on('error', () => fail(badPlugin('The archive is damaged: it cannot be unpacked.')));
    gunzip.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > packageLimits.totalBytes) fail(tooMuch('What is in the archive', packageLimits.totalBytes));
      else if (!parser.write(chunk)) {
        gunzip.pause();
        parser.once('drain', () => gunzip.resume());
      }
    });
    gunzip.on('end', () => parser.end());
    gunzip.end(archive);
  });
}

async function keep(entry: ReadEntry, files: Map<string, Buffer>): Promise<void> {
  const path = entry.path.replace(/^\.\//, '').replace(/\/$/, '');
  const problem = path === '.' ? undefined : pathProblem(path);
  if (problem) throw badFile(printable(path), problem);
  if (entry.type === 'Directory') {
    entry.resume();
    return;
  }
  if (entry.type !== 'File' && entry.type !== 'OldFile') {
    throw badFile(path, 'A package has plain files only: no links, devices or the like.');
  }
  if (entry.size > packageLimits.fileBytes) throw tooMuch(path, packageLimits.fileBytes);
  const same = [...files.keys()].find((other) => folded(other) === folded(path));
  if (same !== undefined) throw badFile(path, 'It is in the archive twice, or differs from another file in case only.');
  files.set(path, Buffer.alloc(0));
  files.set(path, await entry.concat());
}

/** Files that some disks take for one. */
function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function printable(path: string): string {
  return JSON.stringify(path.slice(0, 100));
}

function tooMuch(what: string, bytes: number): Error {
  return badPlugin(`${what} has more than ${Math.round(bytes / 1024 / 1024)} MB.`);
}
