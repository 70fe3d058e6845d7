import { macros } from '../../../../../core/expressions/operations/macros.ts';
import { operations } from '../../../../../core/expressions/operations/table.ts';
import type { CelType, Scope } from '../../../../../core/expressions/types.ts';

export interface CelCompletion {
  readonly label: string;
  readonly kind: 'field' | 'relation' | 'function';
  /** What is put in for a function, with its brackets. */
  readonly insert: string;
  /** How a function is written: `text.contains(part)`. */
  readonly usage?: string;
  /** In English. */
  readonly description?: string;
  /** Name of the entity that the field belongs to, where it is known. */
  readonly entity?: string;
}

export interface CelCompletions {
  /** Where what is completed begins, in UTF-16 units. */
  readonly from: number;
  readonly options: readonly CelCompletion[];
}

/**
 * What may stand at a place of an expression: after a dot the members and functions of what stands before it, else variables
 * and functions. `entity`: whose fields the variables are.
 */
export function celCompletions(text: string, at: number, scope: Scope, entity: string): CelCompletions | undefined {
  const before = text.slice(0, at);
  if (isInText(before)) return undefined;
  const [typed = ''] = /[A-Za-z_][\w]*$/.exec(before) ?? [];
  const from = at - typed.length;
  const [path] = /(?:[A-Za-z_]\w*\s*\.\s*)+$/.exec(before.slice(0, from)) ?? [];
  if (path === undefined) {
    if (/[\w)\]]\s*\.\s*$/.test(before.slice(0, from))) return { from, options: methods(undefined) };
    const options = [...members(scope, entity), ...functions()];
    return { from, options };
  }
  const type = typeAt(
    path
      .split('.')
      .map((part) => part.trim())
      .filter(Boolean),
    scope,
  );
  const own = type?.kind === 'object' ? members(type.fields, type.name) : [];
  return { from, options: [...own, ...methods(type)] };
}

function typeAt(path: readonly string[], scope: Scope): CelType | undefined {
  const [first = '', ...rest] = path;
  let type = scope(first);
  for (const name of rest) type = type?.kind === 'object' ? type.fields(name) : undefined;
  return type;
}

function members(scope: Scope, entity: string): CelCompletion[] {
  return [...(scope.names?.() ?? [])].map((name) => {
    const { kind } = scope(name) ?? {};
    const isRelation = kind === 'object' || kind === 'list';
    return { label: name, insert: name, kind: isRelation ? 'relation' : 'field', entity };
  });
}

const isFunctionName = (name: string) => /^[a-zA-Z]/.test(name) && name !== 'in';

function functions(): CelCompletion[] {
  const byName = new Map(operations.filter(({ name }) => isFunctionName(name)).map((each) => [each.name, each]));
  return [...byName.values()].map(({ name, usage, description }) => ({
    label: name,
    insert: `${name}()`,
    kind: 'function',
    usage,
    description,
  }));
}

/** Functions that may follow a dot, those of the given type where it is known. */
function methods(type: CelType | undefined): CelCompletion[] {
  const fitting = operations.filter(
    ({ name, params }) =>
      isFunctionName(name) && params[0] !== undefined && (type === undefined || fits(params[0], type)),
  );
  const ofLists = type?.kind === 'list' ? macros : [];
  const all = [...fitting, ...ofLists].map(({ name, usage, description }): CelCompletion => {
    return { label: name, insert: `${name}()`, kind: 'function', usage, description };
  });
  return [...new Map(all.map((each) => [each.label, each])).values()];
}

function fits(pattern: string, type: CelType): boolean {
  if (pattern.startsWith('list')) return type.kind === 'list';
  if (pattern === 'N' || pattern === 'M') return type.kind === 'int' || type.kind === 'double';
  return pattern === type.kind;
}

/** Whether a place stands inside of a text literal or a comment. */
function isInText(before: string): boolean {
  let quote: string | undefined;
  for (let at = 0; at < before.length; at++) {
    const letter = before.charAt(at);
    if (quote !== undefined) {
      if (letter === '\\') at++;
      else if (letter === quote) quote = undefined;
    } else if (letter === "'" || letter === '"') quote = letter;
    else if (letter === '/' && before.charAt(at + 1) === '/') return !before.slice(at).includes('\n');
  }
  return quote !== undefined;
}
