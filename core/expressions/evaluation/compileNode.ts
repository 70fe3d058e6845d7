import type { Frame, Run } from '../operations/types.ts';
import { type Call, children, type Expr, type Literal, type MacroCall, type Member, type Path } from '../tree.ts';
import { isList, type Value } from '../values/value.ts';
import { member, toId, toValue } from './toValue.ts';

/** An expression as a closure. */
export function compileNode(expr: Expr): Run {
  switch (expr.op) {
    case 'literal':
      return compileLiteral(expr);
    case 'path':
      return compilePath(expr);
    case 'call':
      return compileCall(expr);
    case 'macro':
      return compileMacro(expr);
    case 'member':
      return compileMember(expr);
    case 'list': {
      const items = expr.items.map(compileNode);
      return (frame) => items.map((item) => item(frame));
    }
  }
}

function compileLiteral({ value, type }: Literal): Run {
  const result = type.kind === 'dyn' || type.kind === 'null' ? null : toValue(value, type);
  return () => result;
}

function compilePath({ path, local, type, id }: Path): Run {
  const [name = '', ...rest] = path;
  const convert = id ? toId : (raw: unknown) => toValue(raw, type);
  if (local !== undefined) {
    const start: Run = ({ locals }) => locals[local] ?? null;
    return rest.length === 0 && !id ? start : (frame) => convert(follow(start(frame), rest));
  }
  if (rest.length === 0) return ({ variables }) => (Object.hasOwn(variables, name) ? convert(variables[name]) : null);
  return ({ variables }) => {
    if (!Object.hasOwn(variables, name)) return null;
    return convert(follow(toValue(variables[name], { kind: 'dyn' }), rest));
  };
}

function follow(start: Value, names: readonly string[]): Value {
  let value = start;
  for (const name of names) {
    if (value === null) return null;
    value = member(value, name);
  }
  return value;
}

function compileMember({ of, name, type, id }: Member): Run {
  const object = compileNode(of);
  return (frame) => {
    const raw = member(object(frame), name);
    return id ? toId(raw) : toValue(raw, type);
  };
}

function compileCall({ operation, args }: Call): Run {
  const runs = args.map(compileNode);
  if (operation.lazy) return operation.lazy(runs);
  const { evaluate } = operation;
  const [a, b] = runs;
  if (a && runs.length === 1) return (frame) => evaluate([a(frame)], frame);
  if (a && b && runs.length === 2) return (frame) => evaluate([a(frame), b(frame)], frame);
  return (frame) =>
    evaluate(
      runs.map((run) => run(frame)),
      frame,
    );
}

/** Macros look at a null list as at an empty one. */
function compileMacro({ macro, list, local, condition, value }: MacroCall): Run {
  const items = compileNode(list);
  const test = condition ? compileNode(condition) : () => true;
  const make = value ? compileNode(value) : (frame: Frame) => frame.locals[local] ?? null;
  const cost = 1 + (condition ? size(condition) : 0) + (value ? size(value) : 0);

  // Calls back for every item for which the condition is true, until the callback returns true.
  const each = (frame: Frame, found: () => boolean): void => {
    const values = items(frame);
    if (!isList(values)) return;
    for (const item of values) {
      frame.spend(cost);
      frame.locals[local] = item;
      if (test(frame) === true && found()) return;
    }
  };
  switch (macro) {
    case 'exists':
      return (frame) => {
        let some = false;
        each(frame, () => {
          some = true;
          return true;
        });
        return some;
      };
    case 'exists_one':
      return (frame) => {
        let count = 0;
        each(frame, () => ++count > 1);
        return count === 1;
      };
    case 'all':
      return (frame) => {
        const values = items(frame);
        if (!isList(values)) return true;
        return values.every((item) => {
          frame.spend(cost);
          frame.locals[local] = item;
          return test(frame) === true;
        });
      };
    case 'filter':
    case 'map':
      return (frame) => {
        const result: Value[] = [];
        each(frame, () => {
          result.push(make(frame));
          return false;
        });
        return result;
      };
  }
}

function size(expr: Expr): number {
  return children(expr).reduce((sum, child) => sum + size(child), 1);
}
