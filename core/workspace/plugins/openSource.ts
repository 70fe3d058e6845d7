import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { kilnVersion } from '../../config/kilnVersion.ts';
import type { Actor } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject } from '../../lib/json.ts';
import { manifestFile } from '../../plugins/manifest.ts';
import { badPlugin } from '../../plugins/package/badPlugin.ts';
import { packageLimits } from '../../plugins/package/limits.ts';
import { openArchive, openFolder } from '../../plugins/package/openPackage.ts';
import type { PluginPackage } from '../../plugins/package/PluginPackage.ts';
import type { Workspace } from '../types.ts';
import { type Candidate, candidateOf } from './candidate.ts';
import { readVersion } from './pluginStore.ts';

/** Where a version comes from: sent along, a folder or `.tgz` on the server, a folder in plugins/, or kept here. */
export type PluginSource =
  | { readonly archive: Buffer }
  | { readonly path: string }
  | { readonly id: string }
  | { readonly plugin: string; readonly version: string };

/**
 * Opens a version of a plugin and looks it through. Throws KILN_BAD_PLUGIN; KILN_NOT_FOUND where there is none;
 * KILN_FORBIDDEN for an archive without a signature that counts here.
 */
export async function openSource(workspace: Workspace, source: PluginSource, actor: Actor): Promise<Candidate> {
  if ('version' in source) {
    const version = await readVersion(workspace.db, source.plugin, { version: source.version });
    if (!version) throw notFound(`${source.plugin} ${source.version} was never installed here.`);
    return { version };
  }
  return candidateOf(workspace.sandbox, await openOne(workspace, source), actor);
}

async function openOne(
  { plugins }: Workspace,
  source: Exclude<PluginSource, { version: string }>,
): Promise<PluginPackage> {
  if ('archive' in source) return trusted(source.archive, plugins.keys);
  if ('id' in source) {
    const folder = (await pluginFolders(plugins.folder)).get(source.id);
    if (folder === undefined) throw notFound(`There is no plugin "${source.id}" in the folder of plugins.`);
    return openFolder(folder, { kilnVersion });
  }
  const { path } = source;
  if (!isAbsolute(path) || path.includes('\0')) throw badPlugin('path is the absolute path of a folder or .tgz here.');
  const found = await stat(path).catch(() => undefined);
  if (!found) throw badPlugin(`There is nothing at ${path}.`);
  if (!found.isFile()) return openFolder(path, { kilnVersion });
  if (found.size > packageLimits.archiveBytes) throw badPlugin('The archive is too large.');
  return trusted(await readFile(path), plugins.keys);
}

async function trusted(archive: Buffer, keys: readonly string[]): Promise<PluginPackage> {
  const opened = await openArchive(archive, { kilnVersion, keys });
  if (keys.length === 0 || opened.signature.state === 'valid') return opened;
  const why = opened.signature.state === 'none' ? 'is not signed' : 'is signed by a key that this server does not know';
  throw new KilnError('KILN_FORBIDDEN', { detail: `The package ${why}, and this server takes only what it trusts.` });
}

/** The plugins in a folder, by id. */
export async function pluginFolders(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry): Promise<[string, string][]> => {
      const path = join(folder, entry.name);
      const id = idOf(await readFile(join(path, manifestFile), 'utf8').catch(() => ''));
      return id === undefined ? [] : [[id, path]];
    }),
  );
  return new Map(found.flat());
}

function idOf(manifest: string): string | undefined {
  try {
    const value: unknown = JSON.parse(manifest);
    return isObject(value) && typeof value.id === 'string' ? value.id : undefined;
  } catch {
    return undefined;
  }
}

function notFound(detail: string): KilnError {
  return new KilnError('KILN_NOT_FOUND', { detail });
}
