import type { ASTNode } from '@marcbachmann/cel-js';
import { Checker } from './checking/Checker.ts';
import { macros } from './operations/macros.ts';
import { parse } from './parse.ts';
import type { Expr } from './tree.ts';
import type { Scope } from './types.ts';

/** A field: `of` is the name of the object type that has it, undefined for a variable of the scope. */
export interface FieldRef {
  readonly of?: string;
  readonly name: string;
}

/** A place in the source that names a field, or has a text that is compared with one. Offsets are UTF-16 units. */
export interface UsedName {
  readonly field: FieldRef;
  /** The text that is compared with the field, or is its value; absent where the field itself is named. */
  readonly value?: string;
  readonly start: number;
  readonly end: number;
  /** Variables of macros around it: a variable of the scope with such a name could not be seen here. */
  readonly hidden: readonly string[];
}

/**
 * Every place of an expression that names a field of the scope or of a record, and every text beside a field: what has
 * to follow when fields and options are renamed. Of an expression that is wrong in parts, what could be understood.
 * `result`: the field whose value the expression computes.
 */
export function namesIn(source: string, scope: Scope, result?: FieldRef): UsedName[] {
  const parsed = parse(source);
  if (!parsed.ok) return [];
  const exprs = new Map<ASTNode, Expr>();
  new Checker(scope, { onChecked: (ast, expr) => exprs.set(ast, expr) }).root(parsed.ast, undefined);
  const found: UsedName[] = [];
  const walk: Walk = { exprs, found, hidden: [], items: new Map() };
  visit(parsed.ast, walk);
  if (result) note(parsed.ast, result, walk);
  // A text may stand beside several fields; the innermost was met first.
  return [...Map.groupBy(found, ({ start }) => start).values()]
    .flatMap(([first]) => first ?? [])
    .sort((a, b) => a.start - b.start);
}

/** A text as a literal, in the quotes of the literal that it replaces. CEL and JSON share their escapes. */
export function literalLike(written: string, text: string): string {
  const json = JSON.stringify(text);
  if (!written.startsWith("'")) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

interface Walk {
  readonly exprs: ReadonlyMap<ASTNode, Expr>;
  readonly found: UsedName[];
  readonly hidden: readonly string[];
  /** Variables of macros that stand for an item of a field with several values. */
  readonly items: ReadonlyMap<string, FieldRef>;
}

function visit(node: ASTNode, walk: Walk): void {
  const named = fieldAt(node, walk);
  if (named) walk.found.push({ ...named, hidden: walk.hidden });
  switch (node.op) {
    case 'value':
    case 'id':
      return;
    case '.':
    case '.?':
      visit(node.args[0], walk);
      return;
    case 'rcall':
      visitMethod(node.args[0], node.args[1], node.args[2], walk);
      return;
    case 'call': {
      const [name, args] = node.args;
      const field = name === 'coalesce' ? args.map((arg) => fieldOf(arg, walk)).find(Boolean) : undefined;
      for (const arg of args) {
        visit(arg, walk);
        if (field) note(arg, field, walk);
      }
      return;
    }
    case '==':
    case '!=':
    case 'in': {
      const [left, right] = node.args;
      const [fieldLeft, fieldRight] = [fieldOf(left, walk), fieldOf(right, walk)];
      visit(left, walk);
      visit(right, walk);
      if (fieldLeft) note(right, fieldLeft, walk);
      if (fieldRight) note(left, fieldRight, walk);
      return;
    }
    case '!_':
    case '-_':
      visit(node.args, walk);
      return;
    case 'map':
      for (const entry of node.args) for (const part of entry) visit(part, walk);
      return;
    default:
      for (const arg of node.args) visit(arg, walk);
  }
}

function visitMethod(name: string, receiver: ASTNode, args: readonly ASTNode[], walk: Walk): void {
  visit(receiver, walk);
  const [variable, ...bodies] = args;
  if (!macros.some((macro) => macro.name === name) || variable?.op !== 'id') {
    for (const arg of args) visit(arg, walk);
    return;
  }
  const items = new Map(walk.items);
  const field = fieldOf(receiver, walk);
  if (field) items.set(variable.args, field);
  else items.delete(variable.args);
  for (const body of bodies) visit(body, { ...walk, items, hidden: [...walk.hidden, variable.args] });
}

/** The field that a node names by itself, with the place of its name. */
function fieldAt(node: ASTNode, { exprs }: Walk): { field: FieldRef; start: number; end: number } | undefined {
  if (node.op === 'id') {
    const expr = exprs.get(node);
    const isVariable = expr?.op === 'path' && expr.local === undefined;
    return isVariable ? { field: { name: node.args }, start: node.start, end: node.end } : undefined;
  }
  if (node.op !== '.' && node.op !== '[]') return undefined;
  const [of, member] = node.args;
  const type = exprs.get(of)?.type;
  if (type?.kind !== 'object') return undefined;
  const isKey = typeof member !== 'string';
  const name = !isKey ? member : member.op === 'value' ? member.args : undefined;
  if (typeof name !== 'string' || type.fields(name) === undefined) return undefined;
  const place = isKey ? member : { start: node.pos, end: node.pos + name.length };
  return { field: { of: type.name, name }, start: place.start, end: place.end };
}

/** The field whose value a node has, or one of whose values. */
function fieldOf(node: ASTNode, walk: Walk): FieldRef | undefined {
  if (node.op === 'id' && walk.hidden.includes(node.args)) return walk.items.get(node.args);
  if (node.op === 'call' && node.args[0] === 'coalesce') {
    return node.args[1].map((arg) => fieldOf(arg, walk)).find(Boolean);
  }
  return fieldAt(node, walk)?.field;
}

/** The texts that a node may be as values of the field. */
function note(node: ASTNode, field: FieldRef, walk: Walk): void {
  switch (node.op) {
    case 'value':
      if (typeof node.args !== 'string') return;
      walk.found.push({ field, value: node.args, start: node.start, end: node.end, hidden: walk.hidden });
      return;
    case 'list':
      for (const item of node.args) note(item, field, walk);
      return;
    case '?:':
      note(node.args[1], field, walk);
      note(node.args[2], field, walk);
      return;
    case 'call':
      if (node.args[0] === 'coalesce') for (const arg of node.args[1]) note(arg, field, walk);
      return;
    default:
  }
}
