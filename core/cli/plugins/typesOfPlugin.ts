import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { print } from '../terminal.ts';
import { definitionsOf, shown, writePluginTypes } from './pluginTypes.ts';

export const pluginTypesCommand: Command = {
  usage: 'plugin types [folder]',
  summary: 'write types/ of a plugin, so that an editor knows kiln:sdk, kiln:test and the fields of every entity',
  async run({ args, config }) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    const folder = resolve(positionals[0] ?? '');
    const { definitions, plugins } = config();
    await writePluginTypes(folder, definitions, await definitionsOf(folder, plugins.folder));
    print(`${shown(folder)}/types written.`);
    return 0;
  },
};
