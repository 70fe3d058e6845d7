import colors from 'picocolors';
import { StartError } from '../config/StartError.ts';
import type { Command, Invocation } from './command.ts';
import { print, printError } from './terminal.ts';

/** Runs a command and tells what went wrong. Resolves to the exit code. */
export async function runCommand(command: Command, invocation: Invocation): Promise<number> {
  try {
    return await command.run(invocation);
  } catch (error) {
    if (error instanceof StartError) print(`${colors.red('✗')} ${error.message}`);
    else if (isUsageError(error)) print(`${colors.red('✗')} ${error.message}\n\nUsage: npx kiln ${command.usage}`);
    else printError(error);
    return 1;
  }
}

/** What parseArgs throws for arguments that a command does not take. */
function isUsageError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}
