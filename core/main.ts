import { env } from 'node:process';
import { runCommand } from './cli/runCommand.ts';
import { startCommand } from './cli/start.ts';
import { readConfig } from './config/readConfig.ts';

process.exit(await runCommand(startCommand, { args: process.argv.slice(2), config: () => readConfig(env) }));
