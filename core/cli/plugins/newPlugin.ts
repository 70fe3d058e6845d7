import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from '../../config/StartError.ts';
import type { Command } from '../command.ts';
import { print } from '../terminal.ts';
import { pluginTemplate } from './pluginTemplate.ts';
import { definitionsOf, shown, writePluginTypes } from './pluginTypes.ts';

export const newPluginCommand: Command = {
  usage: 'plugin new <id> [folder]',
  summary: 'begin a plugin: an entity in English and Chinese, a hook, a function, a test, and types for the editor',
  async run({ args, config }) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    const [id = '', given = id, ...more] = positionals;
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > 60 || more.length > 0) {
      throw new StartError('Say its id, in small letters: npx kiln plugin new store-visits');
    }
    const folder = resolve(given);
    if (await stat(folder).catch(() => undefined))
      throw new StartError(`There is something at ${shown(folder)} already.`);
    for (const [path, text] of Object.entries(pluginTemplate(id))) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { definitions, plugins } = config();
    await writePluginTypes(folder, definitions, await definitionsOf(folder, plugins.folder));
    print(`${shown(folder)} is there. Next:\n`);
    print(`  npx kiln plugin dev ${shown(folder)}     runs it in your Kiln, and again with each change`);
    print(`  npx kiln plugin test ${shown(folder)}    runs its tests`);
    return 0;
  },
};
