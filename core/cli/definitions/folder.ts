import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StartError } from '../../config/StartError.ts';
import { documentText } from '../../definitions/documentText.ts';
import type { Definition } from '../../definitions/types.ts';
import { isObject } from '../../lib/json.ts';
import { kinds } from '../../model/kinds.ts';
import { badDefinitions } from '../../workspace/badDefinitions.ts';
import { localPackage } from '../../workspace/editLayers.ts';
import { loadPackage } from '../../workspace/loadDefinitions.ts';

/**
 * A folder of definitions: `<folder>/<package>/<kind>/<name>.json`, and beside them the version that they were pulled
 * at.
 */
export interface DefinitionFolder {
  readonly local: readonly Definition[];
  readonly version?: string;
  /** Versions of the plugins that were there, by id. */
  readonly plugins: Readonly<Record<string, string>>;
}

export interface WrittenFiles {
  readonly written: number;
  readonly removed: number;
}

/** Keeps the version of the model; changes to the files are changes to that one. */
const versionFile = 'kiln.json';

/**
 * What a folder says of package `local`. Throws KILN_BAD_DEFINITION for files that cannot be read, StartError where
 * nothing was ever pulled: an empty folder would take everything away.
 */
export async function readFolder(folder: string): Promise<DefinitionFolder> {
  const { version, plugins } = await readVersion(folder);
  const path = join(folder, localPackage);
  const isThere = await isFolder(path);
  if (!isThere && version === undefined) {
    throw new StartError(
      `${folder} holds no definitions of package "${localPackage}". To begin: npx kiln pull ${folder}`,
    );
  }
  if (!isThere) return { local: [], plugins, ...(version === undefined ? {} : { version }) };
  const { definitions, problems } = await loadPackage(path, localPackage);
  if (problems.length > 0) throw badDefinitions(problems, []);
  const local = definitions.map(({ file: _file, ...definition }) => definition);
  return { local, plugins, ...(version === undefined ? {} : { version }) };
}

/**
 * Writes packages as files, one text for one document (documentText). Files of definitions that are gone are removed;
 * what is no definition stays.
 */
export async function writeFolder(
  folder: string,
  packages: readonly string[],
  layers: readonly Definition[],
): Promise<WrittenFiles> {
  const wanted = new Map<string, string>();
  for (const { kind: name, name: file, package: owner, document } of layers) {
    const kind = kinds.find((each) => each.name === name);
    if (!kind || kind.managed || !packages.includes(owner)) continue;
    wanted.set(join(folder, owner, kind.folder, `${file}.json`), documentText(document, kind));
  }
  let written = 0;
  for (const [file, text] of wanted) {
    if ((await readText(file)) === text) continue;
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
    written++;
  }
  const stale = (await Promise.all(packages.map((owner) => definitionFiles(join(folder, owner))))).flat();
  const gone = stale.filter((file) => !wanted.has(file));
  await Promise.all(gone.map((file) => rm(file)));
  return { written, removed: gone.length };
}

/**
 * Remembers which version of the model the files are of, and which plugins it was made with: those are installed, not
 * pushed.
 */
export async function writeVersion(folder: string, version: string, layers: readonly Definition[]): Promise<void> {
  const plugins = pluginVersions(layers);
  const known = Object.keys(plugins).length === 0 ? { version } : { version, plugins };
  const text = `${JSON.stringify(known, null, 2)}\n`;
  const file = join(folder, versionFile);
  if ((await readText(file)) === text) return;
  await mkdir(folder, { recursive: true });
  await writeFile(file, text);
}

async function readVersion(folder: string): Promise<Omit<DefinitionFolder, 'local'>> {
  const text = await readText(join(folder, versionFile));
  if (text === undefined) return { plugins: {} };
  const value: unknown = parse(text);
  if (!isObject(value) || typeof value.version !== 'string') {
    throw new StartError(`${join(folder, versionFile)} does not say {"version": "…"}. Merge it, or pull again.`);
  }
  const plugins = isObject(value.plugins) ? Object.entries(value.plugins) : [];
  return { version: value.version, plugins: Object.fromEntries(plugins.map(([id, of]) => [id, String(of)])) };
}

/** Of the plugins whose documents are among the layers, by id. */
export function pluginVersions(layers: readonly Definition[]): Readonly<Record<string, string>> {
  const plugins = layers.filter(({ kind }) => kind === 'plugin');
  return Object.fromEntries(plugins.map(({ name, document }) => [name, String(document.version)]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Files of a package that hold a definition under its name. */
async function definitionFiles(path: string): Promise<string[]> {
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const names = await readdir(join(path, kind.folder)).catch(missing([]));
      const files = names.filter((name) => name.endsWith('.json')).map((name) => join(path, kind.folder, name));
      const own = await Promise.all(files.map((file) => isDefinition(file, kind.name)));
      return files.filter((_file, index) => own[index]);
    }),
  );
  return found.flat();
}

async function isDefinition(file: string, kind: string): Promise<boolean> {
  const value: unknown = parse((await readText(file)) ?? '');
  return isObject(value) && value.$schema === `kiln:${kind}` && value.$id === basename(file, '.json');
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(missing(undefined));
}

export async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(missing(undefined));
  return found?.isDirectory() ?? false;
}

function missing<T>(instead: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return instead;
    throw error;
  };
}
