import type { Operation, Pattern, Variable } from '../operations/types.ts';
import type { Expr } from '../tree.ts';
import { isNull } from '../tree.ts';
import type { CelType } from '../types.ts';
import { distance, isTextLiteral } from './coerce.ts';
import { joinTypes } from './joinTypes.ts';
import { isWrittenAsText } from './readLiteral.ts';

export interface Match {
  readonly operation: Operation;
  readonly params: readonly CelType[];
  readonly result: CelType;
  readonly distance: number;
}

type Bindings = Map<Variable, CelType>;

const ordered: readonly CelType['kind'][] = ['int', 'double', 'date', 'time', 'timestamp', 'duration'];
const allowed: Readonly<Record<Variable, readonly CelType['kind'][] | undefined>> = {
  T: undefined,
  N: ['int', 'double'],
  M: ordered,
  O: [...ordered, 'string'],
};

export function takes(operation: Operation, count: number): boolean {
  return operation.variadic ? count >= operation.params.length : count === operation.params.length;
}

/** The row that fits the arguments best, or why none is chosen. */
export function resolve(candidates: readonly Operation[], args: readonly Expr[]): Match | 'none' | 'ambiguous' {
  const matches = candidates
    .flatMap((operation) => match(operation, args) ?? [])
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = matches;
  if (first === undefined) return 'none';
  const tied = second !== undefined && second.distance === first.distance;
  // A conversion tries its rows in their order; for anything else a guess would be wrong half of the time.
  if (tied && args.some((arg) => arg.type.kind === 'dyn') && !isConversion(first.operation)) return 'ambiguous';
  return first;
}

function isConversion({ name, result }: Operation): boolean {
  return name === result;
}

function match(operation: Operation, args: readonly Expr[]): Match | undefined {
  if (!takes(operation, args.length)) return undefined;
  const patterns = args.map((_, index) => operation.params[Math.min(index, operation.params.length - 1)] ?? 'T');
  const bindings = bind(patterns, args);
  if (!bindings) return undefined;
  let sum = 0;
  const params: CelType[] = [];
  for (const [index, arg] of args.entries()) {
    const param = instance(patterns[index] ?? 'T', bindings);
    const each = param && distance(arg, param);
    if (param === undefined || each === undefined) return undefined;
    params.push(param);
    sum += each;
  }
  const result = instance(operation.result, bindings);
  return result && { operation, params, result, distance: sum };
}

function bind(patterns: readonly Pattern[], args: readonly Expr[]): Bindings | undefined {
  const bindings: Bindings = new Map();
  // A text literal takes on the type beside it, so it has a say only after everything else.
  const order = [...args.keys()].sort((a, b) => rank(args[a]) - rank(args[b]));
  for (const index of order) {
    const arg = args[index];
    const [variable, type] = arg ? variableOf(patterns[index] ?? 'T', arg) : [];
    if (arg === undefined || variable === undefined) continue;
    if (type === undefined) return undefined;
    const known = bindings.get(variable);
    if (known && isWrittenAsText(known.kind) && isText(arg)) continue;
    const joined = known ? joinTypes(known, type) : type;
    if (joined === undefined) return undefined;
    bindings.set(variable, joined);
  }
  for (const [variable, type] of bindings)
    if (allowed[variable] && !allowed[variable].includes(type.kind)) return undefined;
  return bindings;
}

function rank(arg: Expr | undefined): number {
  return arg && isText(arg) ? 1 : 0;
}

/** A text literal, or a list of them. */
function isText(arg: Expr): boolean {
  return isTextLiteral(arg) || (arg.op === 'literal' && arg.type.kind === 'list' && arg.type.of.kind === 'string');
}

/** The variable in a pattern and what the argument says about it: no type when it cannot stand there. */
function variableOf(pattern: Pattern, arg: Expr): [variable?: Variable, type?: CelType | undefined] {
  if (isVariable(pattern)) return [pattern, arg.type];
  const inner = innerOf(pattern);
  if (inner === undefined || !isVariable(inner)) return [];
  if (isNull(arg)) return [inner, { kind: 'null' }];
  if (arg.type.kind === 'dyn') return [inner, { kind: 'dyn' }];
  return [inner, arg.type.kind === 'list' ? arg.type.of : undefined];
}

function instance(pattern: Pattern, bindings: Bindings): CelType | undefined {
  if (isVariable(pattern)) return bindings.get(pattern);
  const inner = innerOf(pattern);
  if (inner !== undefined) {
    const of = instance(inner, bindings);
    return of && { kind: 'list', of };
  }
  return isScalar(pattern) ? { kind: pattern } : undefined;
}

function isVariable(pattern: Pattern): pattern is Variable {
  return pattern in allowed;
}

const scalars = ['string', 'int', 'double', 'bool', 'timestamp', 'date', 'time', 'duration', 'dyn'] as const;

function isScalar(pattern: Pattern): pattern is (typeof scalars)[number] {
  return scalars.some((kind) => kind === pattern);
}

function innerOf(pattern: Pattern): (typeof scalars)[number] | Variable | undefined {
  return [...scalars, 'T' as const, 'N' as const, 'O' as const, 'M' as const].find(
    (each) => pattern === `list<${each}>`,
  );
}
