import colors from 'picocolors';
import { isObject } from '../lib/json.ts';
import type { Risk } from '../migrations/operations.ts';
import { describeShared } from '../workspace/duplicates.ts';
import type { PrintedOperation, PrintedPlan } from './definitions/Target.ts';
import { counted, print, shortened } from './terminal.ts';

interface PlanPage {
  /** For people. */
  readonly target: string;
  readonly isChange: boolean;
  readonly isForeign?: boolean;
  readonly sql?: boolean;
}

/** A plan as a page for people: documents, what follows in others, what layers disagree about, and the database. */
export function printPlan(plan: PrintedPlan, { target, isChange, isForeign = false, sql = false }: PlanPage): void {
  if (isForeign)
    print(colors.yellow(`\nThe files were pulled elsewhere: they are compared with all that ${target} says.`));
  printConflicts(plan);
  if (!isChange) {
    print(`\n${target.replace(/^t/, 'T')} says what the definitions say. Nothing to do.`);
    return;
  }
  printDocuments(plan);
  printDependants(plan);
  printWarnings(plan);
  if (plan.operations.length === 0) print('\nNo table changes.');
  else print(`\n${counted(plan.operations.length, 'change')} to the database:\n`);
  printOperations(plan.operations, sql);
}

/** Every operation with its risk, the worst last, so that they stay on the screen. */
export function printOperations(operations: readonly PrintedOperation[], sql = false): void {
  const width = Math.max(...Object.keys(paint).map((risk) => risk.length));
  for (const operation of operations.toSorted((a, b) => order.indexOf(a.risk) - order.indexOf(b.risk))) {
    const { risk, fields = [], examples = [], unfit } = operation;
    print(`  ${paint[risk](risk.padEnd(width))}  ${operation.sentence}${costOf(operation)}`);
    const note = (text: string) => print(`  ${' '.repeat(width)}  ${text}`);
    for (const example of examples) note(`shared by several: ${describeShared({ fields }, example)}`);
    for (const { id, value } of unfit?.examples ?? []) note(`does not convert: ${JSON.stringify(value)} (${id})`);
    if (sql) for (const statement of operation.sql) print(colors.dim(indent(`${statement};`)));
  }
  printRenameHints(operations);
}

function printDocuments({ changes }: PrintedPlan): void {
  if (changes.length === 0) return;
  print(`\n${counted(changes.length, 'document')}:\n`);
  for (const { kind, name, package: owner, before, after } of changes) {
    const mark = before === null ? colors.green('+') : after === null ? colors.red('-') : colors.yellow('~');
    print(`  ${mark} ${kind} ${name} ${colors.dim(owner)}`);
  }
}

function printDependants({ dependants }: PrintedPlan): void {
  if (dependants.length === 0) return;
  print(`\n${counted(dependants.length, 'place')} in other documents:\n`);
  for (const { kind, name, pointer, message, fixed } of dependants) {
    print(`  ${fixed ? colors.green('✓') : colors.red('✗')} ${kind} ${name} ${colors.cyan(pointer)}\n      ${message}`);
  }
}

function printWarnings({ warnings }: PrintedPlan): void {
  if (warnings.length === 0) return;
  print(`\n${counted(warnings.length, 'thing')} still to be done:\n`);
  for (const { kind, name, pointer, message } of warnings) {
    print(`  ${colors.yellow('!')} ${kind} ${name} ${colors.cyan(pointer)}\n      ${message}`);
  }
}

function printConflicts({ conflicts }: PrintedPlan): void {
  if (conflicts.length === 0) return;
  print(`\n${counted(conflicts.length, 'conflict')} between layers:\n`);
  for (const { kind, name, package: owner, pointer, message, ours, theirs } of conflicts) {
    print(`  ${colors.yellow('!')} ${kind} ${name} ${colors.cyan(pointer)}\n      ${message}`);
    for (const [side, value] of [
      [owner, ours],
      ['below', theirs],
    ] as const) {
      if (value !== undefined) print(colors.dim(`      ${side}: ${shortened(value)}`));
    }
  }
}

/** Someone who renamed a field and did not say so loses sight of its values. */
function printRenameHints(operations: readonly PrintedOperation[]): void {
  for (const { op, entity, column } of operations) {
    if (op !== 'parkColumn' || !isObject(column)) continue;
    const added = operations.find((other) => other.op === 'addColumn' && other.entity === entity)?.field;
    if (added === undefined) continue;
    print(
      `\nIs ${entity}.${added} the new name of ${String(column.field)}? Then write "x-id": "${String(column.id)}" into it; it keeps the values.`,
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

function costOf({ rows, ms, online }: PrintedOperation): string {
  const parts = [
    ...(rows === undefined ? [] : [counted(rows, 'row')]),
    ...(ms === undefined || ms < 1000 ? [] : [`about ${Math.round(ms / 1000).toLocaleString('en')} s`]),
    ...(online ? ['goes on beside the work'] : []),
  ];
  return parts.length > 0 ? colors.dim(` (${parts.join(', ')})`) : '';
}

function indent(text: string): string {
  return text.replace(/^/gm, '      ');
}
