import { check } from '../expressions/check.ts';
import { children, type Expr, type Path } from '../expressions/tree.ts';
import type { CelType, Scope } from '../expressions/types.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';

/** The record on whose page a condition stands, as its variable is called. */
export const recordVariable = 'record';

/** The variables of a condition on the page of a record: those of the entity that is asked, and `record`. */
export function withRecord(scope: Scope, entity: string, record: Scope): Scope {
  const type: CelType = { kind: 'object', name: entity, fields: record };
  return Object.assign((name: string) => (name === recordVariable ? type : scope(name)), {
    names: () => [...(scope.names?.() ?? []), recordVariable],
  });
}

/**
 * The condition with what it reads of `record` written into it, so that it can be asked of the server. Relations are ids.
 * undefined: the condition is wrong.
 */
export function fillRecord(source: string, scope: Scope, record: JsonObject): string | undefined {
  return replaceRecord(source, scope, ({ path, type }) => literal(valueAt(record, path.slice(1)), type));
}

/** The same with some value of the right type each, to find out whether the condition could be asked at all. */
export function fillSample(source: string, scope: Scope): string | undefined {
  return replaceRecord(source, scope, ({ type }) => samples[type.kind] ?? "''");
}

const samples: Readonly<Partial<Record<CelType['kind'], string>>> = {
  int: '1',
  double: '1.5',
  bool: 'true',
  date: "date('2026-01-01')",
  timestamp: "timestamp('2026-01-01T00:00:00Z')",
  time: "'09:30'",
  duration: "duration('P1D')",
  list: "['']",
};

function replaceRecord(source: string, scope: Scope, write: (path: Path) => string): string | undefined {
  const result = check(source, scope, 'bool');
  if (!result.ok) return undefined;
  let text = source;
  // From the end, so that places before keep their offsets.
  for (const path of recordPaths(result.expression.root).sort((a, b) => b.start - a.start)) {
    text = `${text.slice(0, path.start)}${write(path)}${text.slice(path.end)}`;
  }
  return text;
}

function recordPaths(expr: Expr): Path[] {
  if (expr.op !== 'path') return children(expr).flatMap(recordPaths);
  return expr.path[0] === recordVariable && expr.local === undefined ? [expr] : [];
}

/** Of a record that is named itself, its id; a relation holds the id that is asked for. */
function valueAt(record: JsonObject, path: readonly string[]): Json {
  let value: Json = path.length === 0 ? (record.id ?? null) : record;
  for (const [index, name] of path.entries()) {
    if (typeof value === 'string' && name === 'id' && index > 0) return value;
    value = isObject(value) ? (value[name] ?? null) : null;
  }
  return value;
}

function literal(value: Json, type: CelType): string {
  if (Array.isArray(value)) {
    const item: CelType = type.kind === 'list' ? type.of : { kind: 'string' };
    return `[${value.map((each) => literal(each, item)).join(', ')}]`;
  }
  // Of a value of several parts nothing can be compared.
  if (value === null || isObject(value)) return 'null';
  if (typeof value !== 'string') return typeof value === 'number' && value < 0 ? `(${value})` : String(value);
  const text = JSON.stringify(value);
  return type.kind === 'date' || type.kind === 'timestamp' || type.kind === 'duration' ? `${type.kind}(${text})` : text;
}
