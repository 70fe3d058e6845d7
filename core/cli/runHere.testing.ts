import { vi } from 'vitest';
import { readConfig } from '../config/readConfig.ts';
import type { Command } from './command.ts';
import { runCommand } from './runCommand.ts';

export interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command in this process, which saves the start of another: its exit code, and what it printed. */
export async function runHere(command: Command, args: readonly string[], env: Record<string, string>): Promise<Run> {
  let output = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    output += String(chunk);
    return true;
  });
  try {
    return { code: await runCommand(command, { args, config: () => readConfig(env) }), output };
  } finally {
    stdout.mockRestore();
  }
}
