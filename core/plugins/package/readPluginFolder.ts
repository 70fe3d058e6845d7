import { lstat, readdir, readFile } from 'node:fs/promises';
import { join as onDisk } from 'node:path';
import { basename, dirname, join } from 'node:path/posix';
import { manifestFile } from '../manifest.ts';
import { badFile } from './badPlugin.ts';
import { pathProblem } from './checkPath.ts';
import { packageLimits } from './limits.ts';
import type { PluginFiles } from './PluginPackage.ts';

/** Texts for people that belong to a package. */
const texts = /^(README|LICENSE|LICENCE|CHANGELOG|NOTICE)(\.[A-Za-z-]+)*$/i;

/**
 * What of a folder makes the package: manifest, definitions, texts, and the modules that the code is made of; not its
 * tests and tools. Throws KILN_BAD_PLUGIN.
 * @param modules paths of the code, in the folder
 */
export async function readPluginFolder(folder: string, modules: readonly string[]): Promise<PluginFiles> {
  const top = (await readdir(folder)).filter((name) => texts.test(name));
  const definitions = await below(folder, 'definitions');
  const paths = [manifestFile, ...top, ...definitions, ...modules, ...(await descriptions(folder, modules))];
  const files = new Map<string, Buffer>();
  let bytes = 0;
  for (const path of [...new Set(paths)].sort()) {
    const problem = pathProblem(path);
    if (problem) throw badFile(path, problem);
    const found = await lstat(onDisk(folder, path));
    if (!found.isFile()) throw badFile(path, 'A package has plain files only: no links, devices or the like.');
    bytes += found.size;
    if (found.size > packageLimits.fileBytes || bytes > packageLimits.totalBytes || files.size >= packageLimits.files) {
      throw badFile(path, 'The package is too large.');
    }
    files.set(path, await readFile(onDisk(folder, path)));
  }
  return files;
}

async function below(folder: string, path: string, depth = 0): Promise<string[]> {
  const entries = await readdir(onDisk(folder, path), { withFileTypes: true }).catch(none);
  const found = entries
    .filter(({ name }) => !name.startsWith('.'))
    .map(async (entry) => {
      const own = join(path, entry.name);
      if (!entry.isDirectory()) return [own];
      return depth < packageLimits.depth ? below(folder, own, depth + 1) : [];
    });
  return (await Promise.all(found)).flat();
}

/** What npm packages say of themselves: without it their modules are not found again. */
async function descriptions(folder: string, modules: readonly string[]): Promise<string[]> {
  const folders = new Set<string>();
  for (const module of modules) {
    for (let at = dirname(module); /(^|\/)node_modules\//.test(at); at = dirname(at)) {
      if (basename(dirname(at)) !== '.') folders.add(at);
    }
  }
  const all = [...folders].map((at) => join(at, 'package.json'));
  const there = await Promise.all(all.map((path) => lstat(onDisk(folder, path)).then(() => [path], none)));
  return there.flat();
}

function none(error: NodeJS.ErrnoException): never[] {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
  throw error;
}
