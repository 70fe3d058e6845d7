import { macros } from '../operations/macros.ts';
import { operations, operationsNamed } from '../operations/table.ts';
import type { Expr } from '../tree.ts';
import type { CelType } from '../types.ts';
import { describeType } from './describeType.ts';
import { nearestName } from './nearestName.ts';
import { takes } from './resolve.ts';

export function unknownFunction(name: string): string {
  const near = nearestName(name, functionNames());
  return `Unknown function '${name}'.${near ? ` Did you mean '${near}'?` : ''}`;
}

function functionNames(): string[] {
  return [...operations, ...macros].map(({ name }) => name).filter((name) => /^[a-z]/.test(name));
}

/** Why no row of a name takes these arguments. */
export function doesNotFit(name: string, args: readonly Expr[]): string {
  const rows = operationsNamed(name);
  const usages = [...new Set(rows.map(({ usage }) => usage))].join(', ');
  if (!rows.some((row) => takes(row, args.length))) {
    return `'${name}' does not take ${args.length === 1 ? '1 value' : `${args.length} values`}. It is written ${usages}.`;
  }
  const types = args.map(({ type }) => describeType(type));
  const [a = '', b = ''] = types;
  switch (name) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return a === b
        ? `${capital(a)} has no order to compare by.`
        : `Cannot compare ${a} with ${b}.${conversionHint(args)}`;
    case 'in':
      return args[1]?.type.kind === 'list'
        ? `This list does not hold ${a}.`
        : `'in' needs a list on the right, but this is ${b}.`;
    case '&&':
    case '||':
    case '!_':
      return `'${name.replace('_', '')}' needs true or false, but ${args.find(({ type }) => type.kind !== 'bool') === args[0] ? a : b} is given.`;
    case '?:':
      return args[0]?.type.kind === 'bool' || args[0]?.type.kind === 'dyn'
        ? `Both values of '?:' must be of one type, but they are ${b} and ${types[2]}.`
        : `The condition of '?:' must be true or false, but it is ${a}.`;
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return `'${name}' does not work on ${a} and ${b}.${conversionHint(args)}`;
    default:
      return `'${name.replace('_', '')}' does not work on ${types.join(' and ')}. It is written ${usages}.`;
  }
}

function conversionHint(args: readonly Expr[]): string {
  const kinds = new Set<string>(args.map(({ type }) => type.kind));
  if (kinds.has('date') && kinds.has('timestamp')) return ' Use date(…) on the one or timestamp(…) on the other.';
  if (kinds.has('string') && kinds.size > 1) return ' Use string(…), or write the text as a value of the other type.';
  return '';
}

export function ambiguous(name: string): string {
  return `'${name}' cannot tell what type this JSON value has. Say it with string(…), double(…), bool(…), date(…) or timestamp(…).`;
}

export function expectHint(from: CelType, to: CelType): string {
  if (to.kind === 'bool') return ' Compare it with something, or use has(…).';
  if (to.kind === 'string' && from.kind !== 'list' && from.kind !== 'object') return ' Use string(…).';
  if (to.kind === 'int' && from.kind === 'double') return ' Use round(…), floor(…) or int(…).';
  if (to.kind === 'date' && from.kind === 'timestamp') return ' Use date(…).';
  if (to.kind === 'timestamp' && from.kind === 'date') return ' Use timestamp(…).';
  return '';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
