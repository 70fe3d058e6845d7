import { relative } from 'node:path';
import colors from 'picocolors';
import { KilnError } from '../errors/KilnError.ts';
import type { Operation, Plan, Risk } from '../migrations/operations.ts';
import { render } from '../migrations/render.ts';
import { describeShared } from '../workspace/duplicates.ts';
import type { Progress } from '../workspace/progress.ts';

/** Lines for people. */
export type Print = (line: string) => void;

export const print: Print = (line) => void process.stdout.write(`${line}\n`);

/** Steps that are done get a tick; what goes on in between stands back. */
export const printProgress: Progress = (line, state) =>
  print(state === 'done' ? `${colors.green('✓')} ${line}` : colors.dim(`  ${line}`));

/** Every operation with its risk, the worst last, so that they stay on the screen. */
export function printPlan(plan: Plan, { sql = false } = {}): void {
  const width = Math.max(...Object.keys(paint).map((risk) => risk.length));
  for (const operation of plan.operations.toSorted((a, b) => order.indexOf(a.risk) - order.indexOf(b.risk))) {
    const { risk } = operation;
    print(`  ${paint[risk](risk.padEnd(width))}  ${operation.sentence}${rowsOf(operation)}`);
    if (operation.op === 'addIndex') {
      for (const example of operation.examples ?? []) {
        print(`  ${' '.repeat(width)}  shared by several: ${describeShared(operation, example)}`);
      }
    }
    if (sql) for (const statement of render(operation)) print(colors.dim(indent(`${statement};`)));
  }
  printRenameHints(plan.operations);
}

/** Someone who renamed a field and did not say so loses sight of its values. */
function printRenameHints(operations: readonly Operation[]): void {
  for (const operation of operations) {
    if (operation.op !== 'parkColumn') continue;
    const { entity, column } = operation;
    const added = operations.find((other) => other.op === 'addColumn' && other.entity === entity)?.field;
    if (added === undefined) continue;
    print(
      `\nIs ${entity}.${added} the new name of ${column.field}? Then write "x-id": "${column.id}" into it; it keeps the values.`,
    );
  }
}

const order: readonly Risk[] = ['safe', 'locks', 'rewrites', 'loses data'];

const paint: Readonly<Record<Risk, (text: string) => string>> = {
  safe: colors.green,
  locks: colors.yellow,
  rewrites: colors.yellow,
  'loses data': colors.red,
};

function rowsOf({ rows }: Operation): string {
  if (rows === undefined) return '';
  return colors.dim(` (${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'})`);
}

function indent(text: string): string {
  return text.replace(/^/gm, '      ');
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
}
