import { createGzip } from 'node:zlib';
import { Header } from 'tar';
import { signatureFile, signFiles } from './integrity.ts';
import type { PluginFiles } from './PluginPackage.ts';

/** A `.tgz` of the files, the same bytes for the same files. @param key ed25519 as PEM, to sign it */
export async function writeArchive(files: PluginFiles, key?: string): Promise<Buffer> {
  const all = key === undefined ? files : new Map([...files, [signatureFile, Buffer.from(signFiles(files, key))]]);
  const blocks: Buffer[] = [];
  for (const [path, content] of [...all].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const header = new Header({ path, size: content.length, mode: 0o644, type: 'File', mtime: new Date(0) });
    header.encode();
    if (header.needPax || !header.block) throw new Error(`The path ${path} does not fit into an archive.`);
    blocks.push(header.block, content, Buffer.alloc((512 - (content.length % 512)) % 512));
  }
  blocks.push(Buffer.alloc(1024));
  const gzip = createGzip({ level: 9 });
  gzip.end(Buffer.concat(blocks));
  return Buffer.concat(await gzip.toArray());
}
