import type { ASTNode } from '@marcbachmann/cel-js';
import { type Said, said, saidList } from '../../errors/said.ts';
import { isObject, type Json } from '../../lib/json.ts';
import { limits } from '../limits.ts';
import { type MacroName, macros } from '../operations/macros.ts';
import { operationsNamed } from '../operations/table.ts';
import type { Expr } from '../tree.ts';
import type { CelType, ExpressionProblem, Scope } from '../types.ts';
import { coerce, distance, isTextLiteral } from './coerce.ts';
import { describeKind, describeType } from './describeType.ts';
import { hasId, joinTypes } from './joinTypes.ts';
import { literalOf } from './literalOf.ts';
import { ambiguous, doesNotFit, expectHint, unknownFunction } from './messages.ts';
import { nearestName } from './nearestName.ts';
import { exampleOf, isWrittenAsText, readLiteral } from './readLiteral.ts';
import { resolve } from './resolve.ts';

interface Local {
  readonly name: string;
  readonly type: CelType;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The type of what is wrong: it fits everywhere, so that one mistake gives one problem. */
const wrong: CelType = { kind: 'dyn' };
const bool: CelType = { kind: 'bool' };
const givenName = /^_(\d{1,4})$/;

interface CheckerOptions {
  /** Told of each node of the parser's tree what it became. */
  readonly onChecked?: (ast: ASTNode, expr: Expr) => void;
  /** What the variables `_0`, `_1` … stand for. */
  readonly given?: readonly Json[] | undefined;
}

/** Turns the parser's tree into Kiln's typed one, collecting all problems on the way. */
export class Checker {
  readonly problems: ExpressionProblem[] = [];
  readonly #scope: Scope;
  readonly #options: CheckerOptions;
  /** Macros around the node at hand. */
  #depth = 0;

  constructor(scope: Scope, options: CheckerOptions = {}) {
    this.#scope = scope;
    this.#options = options;
  }

  root(ast: ASTNode, expects: CelType['kind'] | undefined): Expr {
    const expr = this.#check(ast, []);
    if (expects === undefined || expr.type === wrong || expr.type.kind === expects) return expr;
    if (expects !== 'list' && expects !== 'object') return this.#expect(expr, { kind: expects });
    return this.#fail(expr, said`This is ${describeType(expr.type)}, but ${describeKind(expects)} is expected here.`);
  }

  #expect(expr: Expr, target: CelType): Expr {
    if (expr.type === wrong) return expr;
    if (distance(expr, target) !== undefined) return coerce(expr, target, this.#report);
    const hint = expectHint(expr.type, target);
    return this.#fail(
      expr,
      said`This is ${describeType(expr.type)}, but ${describeType(target)} is expected here.${hint}`,
    );
  }

  readonly #report = (problem: ExpressionProblem): void => {
    if (!this.#isFull()) this.problems.push(problem);
  };

  /** Enough is reported: finding near names for the rest would only cost time. */
  #isFull(): boolean {
    return this.problems.length >= limits.problems;
  }

  #fail({ start, end }: Place, { message, code, params }: Said): Expr {
    this.#report({ message, code, params, start, end });
    return { op: 'literal', value: null, type: wrong, start, end };
  }

  #check(ast: ASTNode, locals: readonly Local[]): Expr {
    const expr = this.#read(ast, locals);
    this.#options.onChecked?.(ast, expr);
    return expr;
  }

  #read(ast: ASTNode, locals: readonly Local[]): Expr {
    const { start, end } = ast;
    switch (ast.op) {
      case 'value':
        return this.#literal(ast.args, ast);
      case 'id':
        return this.#variable(ast.args, ast, locals);
      case '.':
        return this.#member(this.#check(ast.args[0], locals), ast.args[1], { start: ast.pos, end });
      case '[]':
        return this.#index(this.#check(ast.args[0], locals), this.#check(ast.args[1], locals), ast);
      case 'list':
        return this.#list(
          ast.args.map((item) => this.#check(item, locals)),
          ast,
        );
      case 'call':
        return this.#call(
          ast.args[0],
          ast.args[1].map((arg) => this.#check(arg, locals)),
          ast,
        );
      case 'rcall':
        return this.#method(ast.args[0], ast.args[1], ast.args[2], ast, locals);
      case '!_':
        return this.#call(ast.op, [this.#check(ast.args, locals)], ast);
      case '-_':
        return this.#negative(this.#check(ast.args, locals), ast);
      case '?:':
        return this.#call(
          ast.op,
          ast.args.map((arg) => this.#check(arg, locals)),
          ast,
        );
      case 'map':
        return this.#fail({ start, end }, said`Maps { … } are not part of the language.`);
      case '.?':
      case '[?]':
        return this.#fail({ start, end }, said`Optional access is not needed: what is missing is null.`);
      default:
        return this.#call(ast.op, [this.#check(ast.args[0], locals), this.#check(ast.args[1], locals)], ast);
    }
  }

  #variable(name: string, { start, end }: Place, locals: readonly Local[]): Expr {
    const local = locals.findLastIndex((each) => each.name === name);
    const given = local >= 0 ? undefined : this.#givenAs(name);
    if (given !== undefined) return this.#valueOf(given, { start, end });
    const type = local >= 0 ? locals[local]?.type : this.#scope(name);
    if (type === undefined && this.#isFull()) return this.#wrong({ start, end });
    if (type === undefined) {
      const near =
        nearestName(name, this.#scope.names?.() ?? []) ??
        nearestName(
          name,
          locals.map((each) => each.name),
        );
      const hint = near ? said` Did you mean '${near}'?` : said` If it is meant as text, put it in quotes: '${name}'.`;
      return this.#fail({ start, end }, said`Unknown field '${name}'.${hint}`);
    }
    return { op: 'path', path: [name], typed: 1, type, start, end, ...(local >= 0 ? { local } : {}) };
  }

  #givenAs(name: string): Json | undefined {
    const index = this.#options.given ? givenName.exec(name)?.[1] : undefined;
    return index === undefined ? undefined : this.#options.given?.[Number(index)];
  }

  /** A value beside the expression, as the literal that it would be. A record is its id. */
  #valueOf(value: Json, at: Place): Expr {
    if (Array.isArray(value))
      return this.#list(
        value.map((item) => this.#valueOf(item, at)),
        at,
      );
    if (isObject(value)) {
      if (typeof value.id === 'string') return this.#valueOf(value.id, at);
      return this.#fail(at, said`A value of several parts cannot be compared.`);
    }
    if (typeof value !== 'number') return this.#literal(value, at);
    const literal = this.#literal(Number.isInteger(value) ? BigInt(Math.abs(value)) : Math.abs(value), at);
    return value < 0 ? this.#negative(literal, at) : literal;
  }

  #literal(value: unknown, at: Place): Expr {
    const literal = literalOf(value, at);
    return 'message' in literal ? this.#fail(literal, literal) : literal;
  }

  #member(of: Expr, name: string, at: Place): Expr {
    if (of.type === wrong) return of;
    const place = { start: of.start, end: at.end };
    if (of.type.kind === 'dyn') {
      if (of.op === 'path') return { ...of, path: [...of.path, name], ...place };
      return { op: 'member', of, name, type: { kind: 'dyn' }, ...place };
    }
    if (of.type.kind !== 'object') {
      const hint = of.type.kind === 'list' ? said` Look at its items with exists, all, filter or map.` : '';
      return this.#fail(at, said`'.${name}' does not work here: this is ${describeType(of.type)}.${hint}`);
    }
    const type = of.type.fields(name);
    if (type === undefined && this.#isFull()) return this.#wrong(at);
    if (type === undefined) {
      const near = nearestName(name, of.type.fields.names?.() ?? []);
      return this.#fail(
        at,
        said`Unknown field '${name}' of ${of.type.name}.${near ? said` Did you mean '${near}'?` : ''}`,
      );
    }
    if (of.op === 'path') return { ...of, path: [...of.path, name], typed: of.path.length + 1, type, ...place };
    return { op: 'member', of, name, type, ...place };
  }

  #index(of: Expr, index: Expr, at: Place): Expr {
    if (of.type === wrong || index.type === wrong) return this.#wrong(at);
    const key =
      index.op === 'literal' && (typeof index.value === 'string' || typeof index.value === 'number')
        ? index.value
        : undefined;
    const isKey = typeof key === 'string' || (typeof key === 'number' && key >= 0);
    if (of.type.kind === 'dyn' && of.op === 'path' && isKey) {
      return { ...of, path: [...of.path, String(key)], start: at.start, end: at.end };
    }
    if (of.type.kind === 'object' && typeof key === 'string') return this.#member(of, key, at);
    return this.#call('[]', [of, index], at);
  }

  #list(items: readonly Expr[], { start, end }: Place): Expr {
    let of: CelType = { kind: 'null' };
    // A text literal takes on the type of the others.
    for (const item of items.toSorted((a, b) => Number(isTextLiteral(a)) - Number(isTextLiteral(b)))) {
      if (item.type === wrong) return item;
      const joined: CelType | undefined =
        isTextLiteral(item) && isWrittenAsText(of.kind) ? of : joinTypes(of, item.type);
      if (!joined)
        return this.#fail(
          item,
          said`All items of a list must be of one type, but this is ${describeType(item.type)} beside ${describeType(of)}.`,
        );
      of = joined;
    }
    const type: CelType = { kind: 'list', of };
    const read = items.map((item) => coerce(item, of, this.#report));
    const values = read.map((item) => (item.op === 'literal' && item.type.kind !== 'list' ? item.value : undefined));
    if (values.every((value) => value !== undefined)) return { op: 'literal', value: values, type, start, end };
    return { op: 'list', items: read, type, start, end };
  }

  #negative(operand: Expr, { start, end }: Place): Expr {
    if (operand.op === 'literal' && typeof operand.value === 'number')
      return { ...operand, value: 0 - operand.value, start, end };
    return this.#call('-_', [operand], { start, end });
  }

  #method(name: string, receiver: ASTNode, args: readonly ASTNode[], at: Place, locals: readonly Local[]): Expr {
    const macro = macros.find((each) => each.name === name);
    if (macro) return this.#macro(macro.name, receiver, args, at, locals);
    const namespace =
      receiver.op === 'id' && !this.#isVariable(receiver.args, locals) ? `${receiver.args}.${name}` : '';
    const check = (node: ASTNode) => this.#check(node, locals);
    if (operationsNamed(namespace).length > 0) return this.#call(namespace, args.map(check), at);
    return this.#call(name, [receiver, ...args].map(check), at);
  }

  #isVariable(name: string, locals: readonly Local[]): boolean {
    return locals.some((local) => local.name === name) || this.#scope(name) !== undefined;
  }

  #call(name: string, args: readonly Expr[], { start, end }: Place): Expr {
    const candidates = operationsNamed(name);
    if (candidates.length === 0 && this.#isFull()) return this.#wrong({ start, end });
    if (candidates.length === 0) return this.#fail({ start, end }, unknownFunction(name));
    if (args.some((arg) => arg.type === wrong)) return this.#wrong({ start, end });
    if (name === 'in') {
      const rows = this.#inRows(args, { start, end });
      if (rows) return rows;
    }
    const match = resolve(candidates, args);
    if (match === 'none' || match === 'ambiguous') {
      return this.#fail({ start, end }, match === 'none' ? doesNotFit(name, args) : ambiguous(name));
    }
    const { operation, params, result } = match;
    const [first] = args;
    if (operation.folds && first?.op === 'literal' && typeof first.value === 'string') {
      const value = readLiteral(first.value, result.kind);
      if (value !== undefined) return { op: 'literal', value, type: result, start, end };
      return this.#fail(
        first,
        said`'${first.value}' is not ${describeType(result)}. Write it like ${exampleOf(result.kind)}.`,
      );
    }
    const coerced = args.map((arg, index) => coerce(arg, params[index] ?? arg.type, this.#report));
    for (const [index, arg] of coerced.entries()) {
      const words =
        arg.op === 'literal' && typeof arg.value === 'string'
          ? operation.literalProblem?.(arg.value, index)
          : undefined;
      if (words !== undefined) this.#report({ ...words, start: arg.start, end: arg.end });
    }
    return { op: 'call', operation, args: coerced, type: result, start, end };
  }

  /** `x in records` asks whether a record has that id. */
  #inRows([item, list]: readonly Expr[], at: Place): Expr | undefined {
    if (!item || list?.type.kind !== 'list' || !hasId(list.type.of)) return undefined;
    // `each` is read before `item`, so a macro inside `item` may use the same place.
    const local = this.#depth;
    const each: Expr = { op: 'path', path: ['item'], typed: 1, local, type: list.type.of, ...at };
    const condition = this.#call('==', [each, item], at);
    return {
      op: 'macro',
      macro: 'exists',
      list,
      variable: 'item',
      local,
      condition,
      type: bool,
      start: at.start,
      end: at.end,
    };
  }

  #macro(
    name: MacroName,
    receiver: ASTNode,
    args: readonly ASTNode[],
    { start, end }: Place,
    locals: readonly Local[],
  ): Expr {
    const list = this.#expectList(name, this.#check(receiver, locals));
    const [variable, ...bodies] = args;
    const isMap = name === 'map';
    if (variable?.op !== 'id' || (bodies.length !== 1 && !(isMap && bodies.length === 2))) {
      for (const body of bodies)
        if (variable?.op === 'id') this.#check(body, [...locals, { name: variable.args, type: wrong }]);
      const usages = macros.filter((each) => each.name === name).map(({ usage }) => usage);
      return this.#fail(
        { start, end },
        said`'${name}' is written ${saidList(usages, (all, next) => said`${all} or ${next}`)}.`,
      );
    }
    const item = list.type.kind === 'list' ? list.type.of : wrong;
    const inner = [...locals, { name: variable.args, type: item }];
    this.#depth++;
    const [first, last] = bodies.map((body) => this.#check(body, inner));
    this.#depth--;
    const value = isMap ? (last ?? first) : undefined;
    const test = isMap ? (last ? first : undefined) : first;
    const condition = test && this.#expect(test, bool);
    if ([list, value, condition].some((part) => part?.type === wrong)) return this.#wrong({ start, end });
    const type: CelType = name === 'filter' ? list.type : value ? { kind: 'list', of: value.type } : bool;
    return {
      op: 'macro',
      macro: name,
      list,
      variable: variable.args,
      local: locals.length,
      type,
      start,
      end,
      ...(condition ? { condition } : {}),
      ...(value ? { value } : {}),
    };
  }

  #expectList(name: string, list: Expr): Expr {
    if (list.type === wrong || list.type.kind === 'list') return list;
    if (list.type.kind === 'dyn') return coerce(list, { kind: 'list', of: { kind: 'dyn' } }, this.#report);
    return this.#fail(list, said`'${name}' looks at the items of a list, but this is ${describeType(list.type)}.`);
  }

  #wrong({ start, end }: Place): Expr {
    return { op: 'literal', value: null, type: wrong, start, end };
  }
}
