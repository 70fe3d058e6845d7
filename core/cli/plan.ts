import { parseArgs } from 'node:util';
import { StartError } from '../config/StartError.ts';
import { worstRisk } from '../migrations/operations.ts';
import type { Command } from './command.ts';
import { compareFolder } from './definitions/compareFolder.ts';
import { openTarget, targetOptions } from './definitions/openTarget.ts';
import { printPlan } from './printPlan.ts';
import { print, printProgress } from './terminal.ts';

export const planCommand: Command = {
  usage: 'plan [folder] [--sql] [--json] [--url <address> --token <token>]',
  summary: 'show what the files would change, and change nothing; exit code 0: nothing, 2: something',
  async run({ args, config }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...targetOptions,
        sql: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    if (positionals.length > 1) throw new StartError(`Say one folder: npx kiln ${planCommand.usage}`);
    const target = await openTarget(config(), values, values.json ? () => undefined : printProgress);
    try {
      const { plan, isChange, isForeign } = await compareFolder(target, positionals[0]);
      if (values.json) print(JSON.stringify(plan, null, 2));
      else {
        printPlan(plan, { sql: values.sql, isChange, isForeign, target: target.name });
        if (isChange) print(`\nTo do this: ${pushing(args, worstRisk(plan.operations) === 'loses data')}`);
      }
      return isChange ? 2 : 0;
    } finally {
      await target.close();
    }
  },
};

/** The same arguments, but what only a plan knows. A token stays out of sight. */
function pushing(args: readonly string[], losesData: boolean): string {
  const rest = args.filter(
    (arg, index) => !['--sql', '--token'].includes(arg) && args[index - 1] !== '--token' && !arg.startsWith('--token='),
  );
  return ['npx kiln push', ...rest, ...(losesData ? ['--accept-data-loss'] : [])].join(' ');
}
