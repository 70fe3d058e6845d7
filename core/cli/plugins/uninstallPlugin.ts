import { parseArgs } from 'node:util';
import { StartError } from '../../config/StartError.ts';
import type { Command } from '../command.ts';
import { targetOptions } from '../definitions/openTarget.ts';
import { counted, print, printProgress } from '../terminal.ts';
import { openPlugins } from './openPlugins.ts';

export const uninstallPluginCommand: Command = {
  usage: 'plugin uninstall <id> --data keep|park [--url <address> --token <token>]',
  summary: 'remove a plugin; its entities and their data stay as your own, or go out of sight and can be brought back',
  async run({ args, config }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...targetOptions, data: { type: 'string' } },
    });
    const [id, ...more] = positionals;
    const { data } = values;
    if (id === undefined || more.length > 0 || (data !== 'keep' && data !== 'park')) {
      throw new StartError(`Say which, and what becomes of its data: npx kiln ${uninstallPluginCommand.usage}`);
    }
    const target = await openPlugins(config(), values, printProgress);
    try {
      const { removed, left } = await target.uninstall(id, data);
      for (const [table, rows] of Object.entries(removed)) print(`  ${table}: ${counted(rows, 'row')} removed`);
      for (const [table, rows] of Object.entries(left)) print(`  ${table}: ${counted(rows, 'row')} LEFT`);
      print(Object.keys(left).length === 0 ? `${id} is gone.` : `${id} is gone, but something is left.`);
      return Object.keys(left).length === 0 ? 0 : 1;
    } finally {
      await target.close();
    }
  },
};
