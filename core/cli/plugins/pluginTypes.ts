import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kilnVersion } from '../../config/kilnVersion.ts';
import type { Definition } from '../../definitions/types.ts';
import { openFolder } from '../../plugins/package/openPackage.ts';
import { badDefinitions } from '../../workspace/badDefinitions.ts';
import { buildModel } from '../../workspace/buildModel.ts';
import { loadDefinitions } from '../../workspace/loadDefinitions.ts';
import { pluginFolders } from '../../workspace/plugins/openSource.ts';
import { generateTypes } from '../generateTypes.ts';

/** Folders with types of kiln:sdk and kiln:test, for editors. */
const shipped = ['../../sandbox/guest/', '../../testing/'];

/**
 * Writes `types/` of a plugin's folder: what kiln:sdk and kiln:test offer, and the entities of the packages and of the
 * plugin itself, so that an editor completes `ctx.records('…')` and its fields. Throws KILN_BAD_DEFINITION.
 * @param own definitions of the plugin, and of those that it needs
 */
export async function writePluginTypes(
  folder: string,
  packages: readonly string[],
  own: readonly Definition[],
): Promise<void> {
  const { definitions, problems } = await loadDefinitions(packages);
  if (problems.length > 0) throw badDefinitions(problems, definitions);
  const { model } = buildModel([...definitions, ...own.filter(({ kind }) => kind === 'entity')]);
  const files = await generateTypes(model);
  const names = [...model.entities.keys()].sort();
  const records = names.map((name) => {
    const type = name.replace(/^./, (first) => first.toUpperCase());
    return `    ${name}: { record: ${type}; create: ${type}Create; update: ${type}Update };`;
  });
  const text = [
    '// Written by "npx kiln plugin types" from the definitions. Changes are overwritten.',
    ...files.map((file) => file.text.replace(/^\/\*.*\*\/\n/, '').replaceAll(/^export /gm, '')),
    "declare module 'kiln:sdk' {",
    '  interface Records {',
    ...records,
    '  }',
    '}',
    'export {};',
    '',
  ].join('\n');
  const types = join(folder, 'types');
  await mkdir(types, { recursive: true });
  for (const path of shipped) {
    const from = fileURLToPath(new URL(path, import.meta.url));
    for (const name of await readdir(from))
      if (name.endsWith('.d.ts')) await copyFile(join(from, name), join(types, name));
  }
  await writeChanged(join(types, 'records.d.ts'), text);
}

/** The definitions of a plugin in a folder, and of those in the folder of plugins that it needs. */
export async function definitionsOf(folder: string, plugins: string): Promise<readonly Definition[]> {
  const { manifest, definitions } = await openFolder(folder, { kilnVersion });
  const there = await pluginFolders(plugins);
  const needed = Object.keys(manifest.requires ?? {}).flatMap((id) => there.get(id) ?? []);
  const others = await Promise.all(needed.map((other) => openFolder(other, { kilnVersion })));
  return [...others.flatMap((other) => other.definitions), ...definitions];
}

/** An editor need not read again what is the same. */
async function writeChanged(file: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before !== text) await writeFile(file, text);
}

/** A path as people would type it. */
export function shown(path: string): string {
  const short = relative('', path);
  return short === '' ? '.' : short.startsWith('..') ? path : short;
}
