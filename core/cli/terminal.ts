import { relative } from 'node:path';
import colors from 'picocolors';
import { KilnError } from '../errors/KilnError.ts';
import { isObject, type Json } from '../lib/json.ts';
import type { Progress } from '../workspace/progress.ts';

/** Lines for people. */
export type Print = (line: string) => void;

export const print: Print = (line) => void process.stdout.write(`${line}\n`);

/** Steps that are done get a tick; what goes on in between stands back. */
export const printProgress: Progress = (line, state) =>
  print(state === 'done' ? `${colors.green('✓')} ${line}` : colors.dim(`  ${line}`));

/** `1 file`, `2,000 files` */
export function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`;
}

/** What went wrong, with every problem and what to do. Details that are not for people go to the log. */
export function printError(error: unknown): void {
  if (!(error instanceof KilnError)) {
    print(`${colors.red('✗')} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return;
  }
  if (error.code === 'KILN_INTERNAL' && error.cause instanceof Error) {
    print(`${colors.red('✗')} ${error.cause.stack ?? error.cause.message}`);
    return;
  }
  print(`${colors.red('✗')} ${error.message}`);
  for (const { pointer, message } of error.errors) {
    // Without '#' it points into a body or a parameter, not into a file.
    if (!pointer.includes('#')) {
      if (message !== error.message) print(`      ${message}`);
      continue;
    }
    const [file = '', place = ''] = pointer.split('#');
    const where = file.startsWith('/') ? relative('', file) : file;
    print(`  ${colors.bold(where)}${place ? ` ${colors.cyan(place)}` : ''}\n      ${message}`);
  }
  printSides(error.extra.conflicts);
}

/** What two changes made different. */
function printSides(conflicts: unknown): void {
  for (const conflict of Array.isArray(conflicts) ? conflicts.filter(isObject) : []) {
    const { kind, name, path, mine, theirs } = conflict;
    const place = Array.isArray(path) ? path.map((step) => `/${String(step)}`).join('') : '';
    print(`  ${colors.bold(`${String(kind)} ${String(name)}`)} ${colors.cyan(place)}`);
    print(`      here:  ${shortened(mine)}\n      there: ${shortened(theirs)}`);
  }
}

/** JSON that fits on a line. */
export function shortened(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
