import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { StartError } from '../config/StartError.ts';
import { worstRisk } from '../migrations/operations.ts';
import type { Command } from './command.ts';
import { type Comparison, compareFolder } from './definitions/compareFolder.ts';
import { readFolder, writeVersion } from './definitions/folder.ts';
import { localEdits } from './definitions/localEdits.ts';
import { openTarget, targetOptions } from './definitions/openTarget.ts';
import type { Target } from './definitions/Target.ts';
import { printPlan } from './printPlan.ts';
import { print, printProgress } from './terminal.ts';

/** Told to scripts: the plan takes data out of sight, and nobody said that it may. */
const needsConsent = 3;

export const pushCommand: Command = {
  usage: 'push [folder] [--accept-data-loss] [--message <text>] [--url <address> --token <token>]',
  summary:
    'do what plan shows, in one transaction; what goes out of sight only with consent (exit code 3 without). Without folder or address: the files of packages',
  async run({ args, config }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...targetOptions,
        'accept-data-loss': { type: 'boolean', default: false },
        message: { type: 'string', default: 'Definitions from files' },
      },
    });
    if (positionals.length > 1) throw new StartError(`Say one folder: npx kiln ${pushCommand.usage}`);
    const target = await openTarget(config(), values, printProgress);
    try {
      const compared = await compareFolder(target, positionals[0]);
      printPlan(compared.plan, { ...compared, target: target.name });
      if (compared.isChange) {
        const acceptDataLoss = await mayLose(compared, values['accept-data-loss']);
        if (acceptDataLoss === undefined) return needsConsent;
        await target.push(compared.local, { acceptDataLoss, message: values.message });
        print('\nDone.');
      }
      if (compared.folder !== undefined) await remember(target, compared.folder);
      return 0;
    } finally {
      await target.close();
    }
  },
};

/** Whether data may go out of sight; undefined: it would, and may not. Asks where somebody sits before the terminal. */
async function mayLose({ plan }: Comparison, accepted: boolean): Promise<boolean | undefined> {
  if (accepted || worstRisk(plan.operations) !== 'loses data') return accepted;
  if (process.stdin.isTTY && process.stdout.isTTY) {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal
      .question('\nThis takes data out of sight. Go on? [y/N] ')
      .finally(() => terminal.close());
    if (/^y(es)?$/i.test(answer.trim())) return true;
  }
  print('\nThis would take data out of sight. Nothing was changed. To do it all the same: --accept-data-loss');
  return undefined;
}

/** The files are those of the new version, unless others changed something, too. */
async function remember(target: Target, folder: string): Promise<void> {
  const now = await target.read();
  if (!now?.version) return;
  const { local } = await readFolder(folder);
  if (localEdits(now.layers, local).length === 0) await writeVersion(folder, now.version, now.layers);
  else print(`There is more than ${folder} says. To get it: npx kiln pull ${folder}`);
}
