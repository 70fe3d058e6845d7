import { type Said, said, saidList } from '../../errors/said.ts';
import { macros } from '../operations/macros.ts';
import { operations, operationsNamed } from '../operations/table.ts';
import type { Expr } from '../tree.ts';
import type { CelType } from '../types.ts';
import { describeType } from './describeType.ts';
import { nearestName } from './nearestName.ts';
import { takes } from './resolve.ts';

export function unknownFunction(name: string): Said {
  const near = nearestName(name, functionNames());
  return said`Unknown function '${name}'.${near ? said` Did you mean '${near}'?` : ''}`;
}

function functionNames(): string[] {
  return [...operations, ...macros].map(({ name }) => name).filter((name) => /^[a-z]/.test(name));
}

/** Why no row of a name takes these arguments. */
export function doesNotFit(name: string, args: readonly Expr[]): Said {
  const rows = operationsNamed(name);
  const usages = [...new Set(rows.map(({ usage }) => usage))].join(', ');
  if (!rows.some((row) => takes(row, args.length))) {
    return said`'${name}' does not take ${args.length === 1 ? said`1 value` : said`${args.length} values`}. It is written ${usages}.`;
  }
  const types = args.map(({ type }) => describeType(type));
  const [a = said``, b = said``, c = said``] = types;
  switch (name) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return a.message === b.message
        ? said`${capital(a)} has no order to compare by.`
        : said`Cannot compare ${a} with ${b}.${conversionHint(args)}`;
    case 'in':
      return args[1]?.type.kind === 'list'
        ? said`This list does not hold ${a}.`
        : said`'in' needs a list on the right, but this is ${b}.`;
    case '&&':
    case '||':
    case '!_':
      return said`'${name.replace('_', '')}' needs true or false, but ${args.find(({ type }) => type.kind !== 'bool') === args[0] ? a : b} is given.`;
    case '?:':
      return args[0]?.type.kind === 'bool' || args[0]?.type.kind === 'dyn'
        ? said`Both values of '?:' must be of one type, but they are ${b} and ${c}.`
        : said`The condition of '?:' must be true or false, but it is ${a}.`;
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return said`'${name}' does not work on ${a} and ${b}.${conversionHint(args)}`;
    default:
      return said`'${name.replace('_', '')}' does not work on ${saidList(types, (all, next) => said`${all} and ${next}`)}. It is written ${usages}.`;
  }
}

function conversionHint(args: readonly Expr[]): Said {
  const kinds = new Set<string>(args.map(({ type }) => type.kind));
  if (kinds.has('date') && kinds.has('timestamp')) return said` Use date(…) on the one or timestamp(…) on the other.`;
  if (kinds.has('string') && kinds.size > 1)
    return said` Use string(…), or write the text as a value of the other type.`;
  return said``;
}

export function ambiguous(name: string): Said {
  return said`'${name}' cannot tell what type this JSON value has. Say it with string(…), double(…), bool(…), date(…) or timestamp(…).`;
}

export function expectHint(from: CelType, to: CelType): Said {
  if (to.kind === 'bool') return said` Compare it with something, or use has(…).`;
  if (to.kind === 'string' && from.kind !== 'list' && from.kind !== 'object') return said` Use string(…).`;
  if (to.kind === 'int' && from.kind === 'double') return said` Use round(…), floor(…) or int(…).`;
  if (to.kind === 'date' && from.kind === 'timestamp') return said` Use date(…).`;
  if (to.kind === 'timestamp' && from.kind === 'date') return said` Use timestamp(…).`;
  return said``;
}

function capital(words: Said): Said {
  return { ...words, message: words.message.charAt(0).toUpperCase() + words.message.slice(1) };
}
