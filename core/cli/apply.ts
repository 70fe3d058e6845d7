import { parseArgs } from 'node:util';
import { NeedsConsent } from '../workspace/NeedsConsent.ts';
import { openDatabase } from '../workspace/openDatabase.ts';
import { syncDefinitions } from '../workspace/syncDefinitions.ts';
import type { Command } from './command.ts';
import { print, printPlan, printProgress } from './terminal.ts';

export const applyCommand: Command = {
  usage: 'apply [--accept-data-loss]',
  summary: 'make the database fit the definition files; what goes out of sight only with consent',
  async run({ args, config }) {
    const { values } = parseArgs({
      args: [...args],
      options: { 'accept-data-loss': { type: 'boolean', default: false } },
    });
    const { definitions, ...rest } = config();
    const database = await openDatabase(rest, printProgress);
    try {
      const consent = values['accept-data-loss'] ? 'all' : 'keeps data';
      const { operations, changed } = await syncDefinitions(database.db, definitions, consent);
      if (!changed) print('\nThe database fits the definitions. Nothing to do.');
      else print(`\nDone: ${operations.length} ${operations.length === 1 ? 'change' : 'changes'} to the database.`);
      return 0;
    } catch (error) {
      if (!(error instanceof NeedsConsent)) throw error;
      print('\nThis would take data out of sight. Nothing was changed.\n');
      printPlan(error.plan);
      print('\nTo do it all the same: npx kiln apply --accept-data-loss');
      return 1;
    } finally {
      await database.close();
    }
  },
};
