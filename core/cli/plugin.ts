import { StartError } from '../config/StartError.ts';
import type { Command } from './command.ts';
import { devPluginCommand } from './plugins/devPlugin.ts';
import { installPluginCommand } from './plugins/installPlugin.ts';
import { listPluginsCommand } from './plugins/listPlugins.ts';
import { newPluginCommand } from './plugins/newPlugin.ts';
import { packPluginCommand } from './plugins/packPlugin.ts';
import { pluginKeysCommand } from './plugins/pluginKeys.ts';
import { testPluginCommand } from './plugins/testPlugin.ts';
import { pluginTypesCommand } from './plugins/typesOfPlugin.ts';
import { uninstallPluginCommand } from './plugins/uninstallPlugin.ts';
import { runCommand } from './runCommand.ts';

const commands: Readonly<Record<string, Command>> = {
  new: newPluginCommand,
  dev: devPluginCommand,
  test: testPluginCommand,
  types: pluginTypesCommand,
  pack: packPluginCommand,
  keys: pluginKeysCommand,
  install: installPluginCommand,
  list: listPluginsCommand,
  uninstall: uninstallPluginCommand,
};

export const pluginCommand: Command = {
  usage: Object.values(commands)
    .map(({ usage }) => usage)
    .join(' · '),
  summary: 'make, try, pack, install and remove plugins (docs/plugin-authors.md, docs/plugins.md)',
  async run({ args: [name = '', ...args], config }) {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command) return runCommand(command, { args, config });
    const ways = Object.values(commands).map(({ usage, summary }) => `  npx kiln ${usage}\n      ${summary}`);
    throw new StartError(`Say what to do:\n\n${ways.join('\n')}`);
  },
};
