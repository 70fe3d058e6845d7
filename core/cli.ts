import { env } from 'node:process';
import { auditCommand } from './cli/audit.ts';
import { checkCommand } from './cli/check.ts';
import type { Command } from './cli/command.ts';
import { printHelp } from './cli/help.ts';
import { planCommand } from './cli/plan.ts';
import { pluginCommand } from './cli/plugin.ts';
import { pullCommand } from './cli/pull.ts';
import { purgeCommand } from './cli/purge.ts';
import { pushCommand } from './cli/push.ts';
import { runCommand } from './cli/runCommand.ts';
import { startCommand } from './cli/start.ts';
import { print } from './cli/terminal.ts';
import { testRolesCommand } from './cli/testRoles.ts';
import { typesCommand } from './cli/types.ts';
import { userCommand } from './cli/user.ts';
import { readConfig } from './config/readConfig.ts';

const commands: Readonly<Record<string, Command>> = {
  start: startCommand,
  plan: planCommand,
  push: pushCommand,
  pull: pullCommand,
  check: checkCommand,
  types: typesCommand,
  user: userCommand,
  'test-roles': testRolesCommand,
  plugin: pluginCommand,
  audit: auditCommand,
  purge: purgeCommand,
};

const [name = 'help', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) {
  process.exit(await runCommand(command, { args, config: () => readConfig(env) }));
} else {
  const asked = ['help', '--help', '-h'].includes(name);
  if (!asked) print(`There is no command "${name}".\n`);
  printHelp(Object.values(commands));
  process.exit(asked ? 0 : 1);
}
