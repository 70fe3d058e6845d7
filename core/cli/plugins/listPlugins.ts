import { parseArgs } from 'node:util';
import colors from 'picocolors';
import type { Command } from '../command.ts';
import { targetOptions } from '../definitions/openTarget.ts';
import { print, printProgress } from '../terminal.ts';
import { openPlugins } from './openPlugins.ts';

export const listPluginsCommand: Command = {
  usage: 'plugin list [--url <address> --token <token>]',
  summary: 'the plugins that are installed, and those in plugins/ that might be',
  async run({ args, config }) {
    const { values } = parseArgs({ args: [...args], options: { ...targetOptions } });
    const target = await openPlugins(config(), values, printProgress);
    try {
      const { data, sandbox } = await target.list();
      if (!sandbox.ready) print(colors.red(`Plugins do not run here: ${sandbox.reason}`));
      if (data.length === 0) print('There are no plugins.');
      for (const { id, title, version, available, state, reason } of data) {
        const why = reason === undefined ? '' : colors.dim(` ${reason}`);
        print(`${id.padEnd(28)} ${(version ?? available ?? '').padEnd(10)} ${state.padEnd(12)} ${title}${why}`);
      }
      return 0;
    } finally {
      await target.close();
    }
  },
};
