import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { StartError } from '../../config/StartError.ts';
import { pluginFolders } from '../../workspace/plugins/openSource.ts';
import type { Command } from '../command.ts';
import { targetOptions } from '../definitions/openTarget.ts';
import { print, printProgress } from '../terminal.ts';
import { openPlugins } from './openPlugins.ts';
import type { PackageSource } from './PluginTarget.ts';
import { printChange } from './printChange.ts';

/** Told to scripts: nobody agreed to what the plugin asks for. */
const needsGrant = 3;

export const installPluginCommand: Command = {
  usage: 'plugin install <folder | file.tgz | id> [--grant] [--url <address> --token <token>]',
  summary:
    'show what a plugin asks for, and install or upgrade it where that is granted (exit code 3 where it is not); an id is that of a folder in plugins/',
  async run({ args, config: readConfig }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...targetOptions, grant: { type: 'boolean', default: false } },
    });
    const [given, ...more] = positionals;
    if (given === undefined || more.length > 0) throw new StartError(`Say one: npx kiln ${installPluginCommand.usage}`);
    const config = readConfig();
    const source = await sourceOf(given, config.plugins.folder);
    const target = await openPlugins(config, values, printProgress);
    try {
      const change = await target.change(source);
      printChange(change);
      if (!values.grant && !(await agrees(change.plugin, target.name))) {
        print('\nNothing was changed. With --grant it is granted what it asks for.');
        return needsGrant;
      }
      await target.change(source, change.integrity.sha256);
      print(`\n${change.plugin} ${change.to} runs.`);
      return 0;
    } finally {
      await target.close();
    }
  },
};

async function sourceOf(given: string, folder: string): Promise<PackageSource> {
  const path = resolve(given);
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return { archive: await readFile(path) };
  if (found?.isDirectory()) return { folder: path };
  const known = (await pluginFolders(folder)).get(given);
  if (known === undefined) throw new StartError(`There is no folder, file or plugin "${given}".`);
  return { folder: known };
}

async function agrees(plugin: string, target: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await lines.question(`\nGrant this to ${plugin} in ${target}? [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
