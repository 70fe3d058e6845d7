import { parse } from '../../../../core/expressions/parse.ts';
import { isObject } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import { findPath } from '../listViews.ts';
import { type Comparison, comparisonOf, operatorsOf } from './operators.ts';
import type { FilterGroup, FilterNode, FilterRule, FilterValue, Operator } from './types.ts';

/** A condition taken apart. Parts that no rule can show stay text; so does one that is no CEL. */
export function readFilter(model: BrowserModel, entity: BrowserEntity, source: string): FilterGroup {
  const parsed = parse(source);
  const node: FilterNode = parsed.ok
    ? new Reader(source, comparisonIn(model, entity)).read(parsed.ast)
    : { kind: 'text', source };
  return node.kind === 'group' ? node : { kind: 'group', join: 'and', not: false, items: [node] };
}

/** What a rule about a path may say; undefined for what is no field to filter by. */
type Lookup = (
  path: string,
) => { readonly comparison: Comparison; readonly operators: readonly Operator[] } | undefined;

function comparisonIn(model: BrowserModel, entity: BrowserEntity): Lookup {
  return (path) => {
    const found = findPath(model, entity, path);
    if (!found?.field.filterable) return undefined;
    return { comparison: comparisonOf(found.field), operators: operatorsOf(found.field) };
  };
}

/** A node of the parser's tree, of which only this is used. */
interface Ast {
  readonly op: string;
  readonly args: unknown;
  readonly start: number;
  readonly end: number;
}

const comparisons: Readonly<Record<string, Operator>> = {
  '==': 'is',
  '!=': 'isNot',
  '<': 'less',
  '<=': 'atMost',
  '>': 'greater',
  '>=': 'atLeast',
};
const mirrored: Readonly<Record<string, string>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
};
const negations: Partial<Record<Operator, Operator>> = {
  in: 'notIn',
  contains: 'notContains',
  has: 'hasNot',
};
const matches: Readonly<Record<string, readonly [withCase: Operator, folded: Operator]>> = {
  contains: ['containsCase', 'contains'],
  startsWith: ['startsWithCase', 'startsWith'],
  endsWith: ['endsWithCase', 'endsWith'],
};

class Reader {
  readonly #source: string;
  readonly #lookup: Lookup;

  constructor(source: string, lookup: Lookup) {
    this.#source = source;
    this.#lookup = lookup;
  }

  read(ast: Ast): FilterNode {
    if (ast.op === '&&' || ast.op === '||') return this.#group(ast);
    if (ast.op === '!_') return this.#not(ast);
    return this.#rule(ast) ?? this.#text(ast);
  }

  #text({ start, end }: Ast): FilterNode {
    return { kind: 'text', source: this.#source.slice(start, end) };
  }

  #group(ast: Ast): FilterGroup {
    const parts = this.#chain(ast, ast.op).map((part) => this.read(part));
    const join = ast.op === '&&' ? 'and' : 'or';
    return { kind: 'group', join, not: false, items: join === 'and' ? joinRanges(parts) : parts };
  }

  /** `a && b && c`, which is parsed in pairs. Brackets end it: they were somebody's group. */
  #chain(ast: Ast, op: string): Ast[] {
    return argsOf(ast).flatMap((part) =>
      part.op === op && !this.#isBracketed(part, ast) ? this.#chain(part, op) : [part],
    );
  }

  #isBracketed(part: Ast, whole: Ast): boolean {
    const before = this.#source.slice(whole.start, part.start).trimEnd();
    const after = this.#source.slice(part.end, whole.end).trimStart();
    return before.endsWith('(') && (after.startsWith(')') || part.end === whole.end);
  }

  #not(ast: Ast): FilterNode {
    const [inner] = argsOf(ast);
    if (!inner) return this.#text(ast);
    const node = this.read(inner);
    if (node.kind === 'group' && !node.not) return { ...node, not: true };
    if (node.kind === 'rule') {
      const operator =
        node.operator === 'is' && node.values[0] === true && isPath(inner) ? 'isNot' : negations[node.operator];
      if (operator) return { ...node, operator };
      if (node.operator === 'notEmpty' && inner.op === 'call') return { ...node, operator: 'empty' };
    }
    return { kind: 'group', join: 'and', not: true, items: [node] };
  }

  #rule(ast: Ast): FilterRule | undefined {
    const rule = this.#anyRule(ast);
    const known = rule && this.#lookup(rule.path);
    if (!rule || !known?.operators.includes(rule.operator)) return undefined;
    // A day compared with a moment, or the other way round, is no rule that people could have made.
    const clock = known.comparison === 'dateTime' ? 'now(' : 'today(';
    const isRelative = rule.values.some((value) => typeof value === 'object' && 'days' in value);
    return isRelative && !this.#source.slice(ast.start, ast.end).includes(clock) ? undefined : rule;
  }

  #anyRule(ast: Ast): FilterRule | undefined {
    if (isPath(ast)) return this.#bare(ast);
    if (Object.hasOwn(comparisons, ast.op)) return this.#comparison(ast);
    if (ast.op === 'in') return this.#membership(ast);
    if (ast.op === 'call') return presence(ast);
    if (ast.op === 'rcall') return this.#match(ast) ?? this.#exists(ast);
    return undefined;
  }

  /** `active` alone says that it is true. */
  #bare(ast: Ast): FilterRule | undefined {
    const path = pathOf(ast);
    return path !== undefined && this.#lookup(path)?.comparison === 'boolean' ? rule(path, 'is', [true]) : undefined;
  }

  #comparison(ast: Ast): FilterRule | undefined {
    const [left, right] = argsOf(ast);
    if (!left || !right) return undefined;
    if ((!isPath(left) || isActor(left)) && isPath(right))
      return this.#compare(right, mirrored[ast.op] ?? ast.op, left);
    return this.#compare(left, ast.op, right);
  }

  #compare(left: Ast, op: string, right: Ast): FilterRule | undefined {
    const size = sizeOf(left);
    if (size !== undefined) {
      const value = literalOf(right);
      if (value === 0 && op === '==') return rule(size, 'empty', []);
      return value === 0 && (op === '>' || op === '!=') ? rule(size, 'notEmpty', []) : undefined;
    }
    const path = pathOf(left);
    const operator = comparisons[op];
    if (path === undefined || operator === undefined) return undefined;
    if (right.op === 'value' && right.args === null) {
      if (op === '==') return rule(path, 'empty', []);
      return op === '!=' ? rule(path, 'notEmpty', []) : undefined;
    }
    const value = literalOf(right);
    if (value === undefined) return undefined;
    const holder = path.endsWith('.id') ? path.slice(0, -'.id'.length) : undefined;
    if (holder !== undefined && this.#lookup(holder)?.comparison === 'anyRecord')
      return rule(holder, operator, [value]);
    return rule(path, operator, [value]);
  }

  #membership(ast: Ast): FilterRule | undefined {
    const [item, list] = argsOf(ast);
    if (!item || !list) return undefined;
    const path = pathOf(item);
    const fact = actorFact(list);
    if (path !== undefined && fact !== undefined) return rule(path, 'in', [{ actor: fact }]);
    const values = valuesOf(list);
    // People are picked one by one, or as those of one's teams.
    if (path !== undefined && values && this.#lookup(path)?.comparison !== 'user') return rule(path, 'in', values);
    const holder = pathOf(list);
    const value = literalOf(item);
    return holder !== undefined && value !== undefined ? rule(holder, 'has', [value]) : undefined;
  }

  /** `name.contains('x')`, `name.lower().contains('x')` */
  #match(ast: Ast): FilterRule | undefined {
    const { name, on, args } = callOf(ast);
    const operators = Object.hasOwn(matches, name) ? matches[name] : undefined;
    const value = args[0] && literalOf(args[0]);
    if (!operators || !on || typeof value !== 'string') return undefined;
    const plain = pathOf(on);
    if (plain !== undefined) return rule(plain, operators[0], [value]);
    const lower = on.op === 'rcall' ? callOf(on) : undefined;
    const path = lower?.name === 'lower' && lower.on ? pathOf(lower.on) : undefined;
    // Capital letters are never found among small ones: then it does not mean what the rule would.
    return path !== undefined && value === value.toLowerCase() ? rule(path, operators[1], [value]) : undefined;
  }

  /** `tags.exists(t, t in ['a'])`, `contacts.exists(c, c.id == 'x')` */
  #exists(ast: Ast): FilterRule | undefined {
    const { name, on, args } = callOf(ast);
    const [variable, condition] = args;
    const path = on && pathOf(on);
    const local = variable && pathOf(variable);
    if (name !== 'exists' || path === undefined || local === undefined || !condition) return undefined;
    const [left, right] = argsOf(condition);
    if (!left || !right) return undefined;
    if (condition.op === 'in' && pathOf(left) === local) {
      const values = valuesOf(right);
      return values && rule(path, 'hasAny', values);
    }
    const value = literalOf(right);
    const isRecord = this.#lookup(path)?.comparison === 'records';
    if (condition.op !== '==' || !isRecord || value === undefined) return undefined;
    return pathOf(left) === `${local}.id` || pathOf(left) === local ? rule(path, 'has', [value]) : undefined;
  }
}

/** `has(x)` */
function presence(ast: Ast): FilterRule | undefined {
  const [name, args] = Array.isArray(ast.args) ? ast.args : [];
  const [only] = astsOf(args);
  const path = only && pathOf(only);
  return name === 'has' && path !== undefined ? rule(path, 'notEmpty', []) : undefined;
}

/** `x >= a` followed by `x <= b` is one rule. */
function joinRanges(items: readonly FilterNode[]): FilterNode[] {
  const joined: FilterNode[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    const [from] = last?.kind === 'rule' && last.operator === 'atLeast' ? last.values : [];
    const [to] = item.kind === 'rule' && item.operator === 'atMost' ? item.values : [];
    if (
      last?.kind === 'rule' &&
      item.kind === 'rule' &&
      last.path === item.path &&
      from !== undefined &&
      to !== undefined
    ) {
      joined[joined.length - 1] = rule(item.path, 'between', [from, to]);
    } else {
      joined.push(item);
    }
  }
  return joined;
}

function rule(path: string, operator: Operator, values: readonly FilterValue[]): FilterRule {
  return { kind: 'rule', path, operator, values };
}

function isAst(value: unknown): value is Ast {
  return isObject(value) && typeof value.op === 'string' && typeof value.start === 'number';
}

function astsOf(args: unknown): Ast[] {
  return Array.isArray(args) ? args.filter(isAst) : isAst(args) ? [args] : [];
}

function argsOf(ast: Ast): Ast[] {
  return astsOf(ast.args);
}

function callOf(ast: Ast): { readonly name: string; readonly on: Ast | undefined; readonly args: readonly Ast[] } {
  const [name, on, args] = Array.isArray(ast.args) ? ast.args : [];
  return { name: typeof name === 'string' ? name : '', on: isAst(on) ? on : undefined, args: astsOf(args) };
}

function isPath(ast: Ast): boolean {
  return pathOf(ast) !== undefined;
}

function pathOf(ast: Ast): string | undefined {
  if (ast.op === 'id') return typeof ast.args === 'string' ? ast.args : undefined;
  if (ast.op !== '.' || !Array.isArray(ast.args)) return undefined;
  const [of, name] = ast.args;
  const start = isAst(of) ? pathOf(of) : undefined;
  return start !== undefined && typeof name === 'string' ? `${start}.${name}` : undefined;
}

/** The list of `list.size()` or `size(list)`. */
function sizeOf(ast: Ast): string | undefined {
  if (ast.op === 'rcall') {
    const { name, on } = callOf(ast);
    return name === 'size' && on ? pathOf(on) : undefined;
  }
  const [name, args] = ast.op === 'call' && Array.isArray(ast.args) ? ast.args : [];
  const [only] = astsOf(args);
  return name === 'size' && only ? pathOf(only) : undefined;
}

function valuesOf(list: Ast): FilterValue[] | undefined {
  if (list.op !== 'list') return undefined;
  const values = argsOf(list).map(literalOf);
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length && known.length > 0 ? known : undefined;
}

function isActor(ast: Ast): boolean {
  return pathOf(ast) === 'actor' || actorFact(ast) !== undefined;
}

/** `region` of `actor.region`. */
function actorFact(ast: Ast): string | undefined {
  return /^actor\.(\w+)$/.exec(pathOf(ast) ?? '')?.[1];
}

function literalOf(ast: Ast): FilterValue | undefined {
  if (pathOf(ast) === 'actor.id' || pathOf(ast) === 'actor') return { me: true };
  const fact = actorFact(ast);
  if (fact !== undefined) return { actor: fact };
  if (ast.op === 'value') return literal(ast.args);
  if (ast.op === '-_') {
    const [inner] = argsOf(ast);
    const value = inner && literalOf(inner);
    return typeof value === 'number' ? -value : undefined;
  }
  return daysOf(ast);
}

function literal(value: unknown): FilterValue | undefined {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

/** `today()`, `now()`, and these so many days on. */
function daysOf(ast: Ast): FilterValue | undefined {
  if (ast.op === 'call') {
    const [name, args] = Array.isArray(ast.args) ? ast.args : [];
    return (name === 'today' || name === 'now') && astsOf(args).length === 0 ? { days: 0 } : undefined;
  }
  const { name, on, args } = ast.op === 'rcall' ? callOf(ast) : { name: '', on: undefined, args: [] };
  const start = on && daysOf(on);
  const days = args[0] && literalOf(args[0]);
  if (name !== 'addDays' || typeof start !== 'object' || !('days' in start) || typeof days !== 'number')
    return undefined;
  return { days: start.days + days };
}
