import { parseArgs } from 'node:util';
import { pruneAudit } from '../audit/pruneAudit.ts';
import { sealEntries } from '../audit/sealEntries.ts';
import { verifyAudit } from '../audit/verifyAudit.ts';
import { loadSecret } from '../config/loadSecret.ts';
import type { Config } from '../config/readConfig.ts';
import { StartError } from '../config/StartError.ts';
import type { Vault } from '../context/types.ts';
import { createVault } from '../context/vault.ts';
import { createDb } from '../db/createDb.ts';
import { type OpenDatabase, openDatabase } from '../workspace/openDatabase.ts';
import type { Command } from './command.ts';
import { print, printProgress } from './terminal.ts';

export const auditCommand: Command = {
  usage: 'audit verify [--expect <head>] · audit prune --before <date>',
  summary: 'prove that the audit was not changed; or remove its months before a date, so that it can still be proved',
  async run({ args, config: readConfig }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { expect: { type: 'string' }, before: { type: 'string' } },
    });
    const [action] = positionals;
    if (positionals.length !== 1 || (action !== 'verify' && action !== 'prune')) {
      throw new StartError(`Say what to do: npx kiln ${auditCommand.usage}`);
    }
    const before = action === 'prune' ? dateOf(values.before) : undefined;
    const config: Config = readConfig();
    const vault = createVault(await loadSecret(config));
    const database = await openDatabase(config, printProgress);
    try {
      return before ? await prune(database, vault, before) : await verify(database, vault, values.expect);
    } finally {
      await database.close();
    }
  },
};

async function verify({ db }: OpenDatabase, vault: Vault, expect: string | undefined): Promise<number> {
  const { fault, entries, seals, open, head } = await verifyAudit(db, vault, expect === undefined ? {} : { expect });
  if (fault !== null) {
    print(`\n✗ ${fault}`);
    return 1;
  }
  print(
    `\n✓ ${entries.toLocaleString('en')} entries under ${seals.toLocaleString('en')} seals are as they were written.`,
  );
  if (open > 0) print(`  ${open.toLocaleString('en')} are not sealed yet.`);
  print(`  Head: ${head}\n  Keep it elsewhere: with --expect it shows later that nothing was cut off at the end.`);
  return 0;
}

/** Dropping a month takes the owner of the audit, who is not whom Kiln works as. */
async function prune({ db, ownerUrl }: OpenDatabase, vault: Vault, before: Date): Promise<number> {
  await sealEntries(db, vault);
  const owner = createDb({ url: ownerUrl, poolSize: 1, applicationName: 'kiln owner' });
  try {
    const { months, entries } = await pruneAudit(owner, vault, before);
    if (months.length === 0) print('\nThere is no month that ended before then.');
    else print(`\nRemoved ${entries.toLocaleString('en')} entries: ${months.join(', ')}.`);
    return 0;
  } finally {
    await owner.close();
  }
}

function dateOf(given: string | undefined): Date {
  const date = /^\d{4}-\d\d-\d\d$/.test(given ?? '') ? new Date(`${given}T00:00:00Z`) : undefined;
  if (date && !Number.isNaN(date.getTime())) return date;
  throw new StartError('Say before which day: npx kiln audit prune --before 2025-01-01');
}
