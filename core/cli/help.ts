import colors from 'picocolors';
import type { Command } from './command.ts';
import { print } from './terminal.ts';

export function printHelp(commands: readonly Command[]): void {
  print(`${colors.bold('kiln')}: a configurable CRM\n`);
  for (const { usage, summary } of commands) {
    for (const way of usage.split(' · ')) print(`  npx kiln ${way}`);
    print(`      ${colors.dim(summary)}`);
  }
  print('\nThe environment (PORT, DATABASE_URL, KILN_DATA and others) is described in README.md.');
}
