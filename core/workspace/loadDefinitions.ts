import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { didYouMean } from '../definitions/didYouMean.ts';
import type { Kind } from '../definitions/kind.ts';
import { parseDefinition } from '../definitions/parseDefinition.ts';
import type { Definition, DefinitionProblem } from '../definitions/types.ts';
import { type Said, said } from '../errors/said.ts';
import { kinds } from '../model/kinds.ts';
import { localPackage } from './editLayers.ts';

export interface LoadedDefinitions {
  readonly definitions: readonly Definition[];
  readonly problems: readonly DefinitionProblem[];
}

/** Package `kiln`: users, teams and whatever else no installation can do without. */
const ownPackage = fileURLToPath(new URL('../../schemas/kiln', import.meta.url));

/**
 * Reads package `kiln` and the packages that lie in these folders: `<folder>/<kind>/<name>.json`, a package has the name
 * of its folder. Problems are those of the files themselves; whether the definitions make sense together is for compile.
 */
export async function loadDefinitions(folders: readonly string[]): Promise<LoadedDefinitions> {
  const packages = [ownPackage, ...folders].map((folder) => {
    const name = basename(folder);
    if (name !== localPackage) return loadPackage(folder, name);
    return wrong(
      folder,
      said`The package "${localPackage}" lies in the database; push it there, or give this folder another name.`,
    );
  });
  return merge(await Promise.all(packages));
}

/** Reads the files of one package, whatever its folder is called. */
export async function loadPackage(folder: string, packageName: string): Promise<LoadedDefinitions> {
  const loaded = await Promise.all(
    (await folderNames(folder)).map((name) => {
      const kind = kinds.find((each) => each.folder === name);
      const known = kinds.flatMap((each) => (each.managed ? [] : [each.folder]));
      if (!kind)
        return wrong(join(folder, name), said`There is no kind of definition "${name}".${didYouMean(name, known)}`);
      if (kind.managed) return wrong(join(folder, name), said`A ${kind.name} is written by Kiln itself, not by files.`);
      return loadKind(join(folder, name), kind, packageName);
    }),
  );
  return merge(loaded);
}

async function loadKind(folder: string, kind: Kind, packageName: string): Promise<LoadedDefinitions> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return merge(await Promise.all(names.map((name) => loadFile(join(folder, name), kind, packageName))));
}

async function loadFile(file: string, kind: Kind, packageName: string): Promise<LoadedDefinitions> {
  const parsed = parseDefinition(await readFile(file, 'utf8'), file, packageName);
  const name = basename(file, '.json');
  if (!parsed.ok) {
    // What refers to it is not wrong for that; badDefinitions leaves out what is said of the empty document.
    const unread = { kind: kind.name, name, package: packageName, document: {}, file };
    return { definitions: [unread], problems: parsed.problems };
  }
  const { definition } = parsed;
  const at = { kind: definition.kind, name: definition.name, file };
  const problems: DefinitionProblem[] = [];
  if (definition.kind !== kind.name) {
    problems.push({
      ...at,
      pointer: '/$schema',
      ...said`Documents in this folder have "$schema": "kiln:${kind.name}".`,
    });
  }
  // Whether "$id" is the name of the file is checked with everything else.
  return { definitions: [{ ...definition, name }], problems };
}

async function folderNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

function wrong(file: string, words: Said): LoadedDefinitions {
  return { definitions: [], problems: [{ kind: '', name: '', file, pointer: '', ...words }] };
}

function merge(parts: readonly LoadedDefinitions[]): LoadedDefinitions {
  return {
    definitions: parts.flatMap((part) => part.definitions),
    problems: parts.flatMap((part) => part.problems),
  };
}
