import colors from 'picocolors';
import { printOperations } from '../printPlan.ts';
import { counted, print } from '../terminal.ts';
import type { ShownChange } from './PluginTarget.ts';

/** What a version of a plugin would do, for whoever has to agree to it. */
export function printChange(change: ShownChange): void {
  const { plugin, from, to, capabilities, raised, definitions, migrations, integrity, isolation, plan } = change;
  print(
    `\n${colors.bold(plugin)} ${from === null ? to : `${from} → ${to}`}  ${colors.dim(`sha256 ${integrity.sha256}`)}`,
  );
  const signed = {
    none: integrity.source === 'folder' ? "from the server's own folder" : 'not signed',
    valid: 'signed by a known key',
    unknown: 'signed by a key that is not known here',
  };
  print(
    colors.dim(
      `${signed[integrity.signature]}; ${isolation === 'own' ? 'runs apart from all others' : 'runs beside others'}`,
    ),
  );
  print(`\nWhat it can do:\n`);
  if (capabilities.length === 0) print('  Nothing beyond its own code.');
  const isNew = (sentence: string) => from !== null && raised.some((each) => each.sentence === sentence);
  for (const { sentence } of capabilities) {
    print(isNew(sentence) ? `  ${colors.yellow('+')} ${colors.yellow(sentence)}` : `  · ${sentence}`);
  }
  const { added, patched, removed } = definitions;
  if (added.length + patched.length + removed.length > 0) {
    print(`\n${counted(added.length + patched.length + removed.length, 'document')}:\n`);
    for (const { kind, name } of added) print(`  ${colors.green('+')} ${kind} ${name}`);
    for (const { kind, name, package: owner } of patched)
      print(`  ${colors.yellow('~')} ${kind} ${name} ${colors.dim(owner)}`);
    for (const { kind, name } of removed) print(`  ${colors.red('-')} ${kind} ${name}`);
  }
  if (migrations.versions.length > 0) print(`\nData: ${migrations.versions.join(', ')} ${migrations.direction}`);
  if (plan.operations.length === 0) return;
  print(`\n${counted(plan.operations.length, 'change')} to the database:\n`);
  printOperations(plan.operations);
}
