import { parseArgs } from 'node:util';
import { acceptingCommand } from '../workspace/NeedsConsent.ts';
import { openDatabase } from '../workspace/openDatabase.ts';
import { planFiles } from '../workspace/syncDefinitions.ts';
import type { Command } from './command.ts';
import { print, printPlan, printProgress } from './terminal.ts';

export const planCommand: Command = {
  usage: 'plan [--sql]',
  summary: 'show what the definition files would change in the database; change nothing',
  async run({ args, config }) {
    const { values } = parseArgs({ args: [...args], options: { sql: { type: 'boolean', default: false } } });
    const { definitions, ...rest } = config();
    const database = await openDatabase(rest, printProgress);
    try {
      const { stored, next, plan } = await planFiles(database.db, definitions);
      for (const { file, name, pointer, message } of next.conflicts)
        print(`${file ?? name} ${pointer}\n    ${message}`);
      if (stored.version === next.model.version) {
        print('\nThe database fits the definitions. Nothing to do.');
      } else if (plan.operations.length === 0) {
        print('\nThe definitions changed; no table does. The next start takes them over.');
      } else {
        print('\nThe definitions changed. To make the database fit them:\n');
        printPlan(plan, values);
        const command = acceptingCommand(plan);
        print(command ? `\nTo do this: ${command}` : '\nThis is safe; the next start does it.');
      }
      return 0;
    } finally {
      await database.close();
    }
  },
};
