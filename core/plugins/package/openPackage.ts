import { isUtf8 } from 'node:buffer';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Manifest, manifestFile, parseManifest } from '../manifest.ts';
import { badFile, badPlugin } from './badPlugin.ts';
import { bundleCode } from './bundleCode.ts';
import { checkSignature, digestOf } from './integrity.ts';
import type { BundledCode, PluginFiles, PluginPackage } from './PluginPackage.ts';
import { packageDefinitions } from './packageDefinitions.ts';
import { readArchive } from './readArchive.ts';
import { readPluginFolder } from './readPluginFolder.ts';

export interface OpenOptions {
  /** Version of Kiln that the manifest has to fit. */
  readonly kilnVersion: string;
  /** Public keys whose signatures count, base64. */
  readonly keys: readonly string[];
}

/** A package out of a `.tgz`. Throws KILN_BAD_PLUGIN with what is wrong. */
export async function openArchive(archive: Buffer, options: OpenOptions): Promise<PluginPackage> {
  const files = await readArchive(archive);
  const manifest = manifestOf(files.get(manifestFile), options.kilnVersion);
  const signature = checkSignature(files, options.keys);
  const folder = await mkdtemp(join(tmpdir(), 'kiln-plugin-'));
  try {
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content, { flag: 'wx' });
    }
    const { code } = await bundleCode(folder, manifest.main);
    return complete(manifest, files, code, { signature, source: 'package' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A package out of a folder on this machine. Throws KILN_BAD_PLUGIN with what is wrong. */
export async function openFolder(folder: string, options: Pick<OpenOptions, 'kilnVersion'>): Promise<PluginPackage> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw badPlugin(`There is no folder ${folder}.`);
  const manifest = manifestOf(await readFile(join(folder, manifestFile)).catch(() => undefined), options.kilnVersion);
  const { code, inputs } = await bundleCode(folder, manifest.main);
  const files = await readPluginFolder(folder, inputs);
  return complete(manifest, files, code, { signature: { state: 'none' }, source: 'folder' });
}

function complete(
  manifest: Manifest,
  files: PluginFiles,
  code: BundledCode,
  origin: Pick<PluginPackage, 'signature' | 'source'>,
): PluginPackage {
  const text = /\.(json|ts|mts|js|mjs|cjs|md|txt)$/;
  const strange = [...files].find(([path, content]) => text.test(path) && !isUtf8(content));
  if (strange) throw badFile(strange[0], 'The file is not UTF-8.');
  const definitions = packageDefinitions(manifest.id, files);
  return { manifest, files, digest: digestOf(files), definitions, code, ...origin };
}

function manifestOf(content: Buffer | undefined, kilnVersion: string): Manifest {
  if (!content) throw badPlugin(`There is no ${manifestFile} at the top of the package.`);
  if (!isUtf8(content)) throw badFile(manifestFile, 'The file is not UTF-8.');
  return parseManifest(content.toString('utf8'), kilnVersion);
}
