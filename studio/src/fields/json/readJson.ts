import type { Json } from '../../../../core/lib/json.ts';

export function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface Place {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

/** Where a text stops being JSON; undefined when it does not. Browsers do not agree on telling it themselves. */
export function faultPlace(text: string): Place | undefined {
  const offset = faultOffset(text);
  if (offset === undefined) return undefined;
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const token =
  /\s*(?:([{}[\],:])|("(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/** What may come next. */
type Expected = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'next';

function faultOffset(text: string): number | undefined {
  const reader = new RegExp(token);
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = 0;
  while (expected !== 'next' || open.length > 0) {
    reader.lastIndex = at;
    const match = reader.exec(text);
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    if (!match) return start;
    const [, mark, string, plain] = match;
    const next = step(expected, open, mark, string, plain);
    if (!next) return start;
    expected = next;
    at = reader.lastIndex;
  }
  const rest = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
  return rest < text.length ? rest : undefined;
}

function step(
  expected: Expected,
  open: string[],
  mark: string | undefined,
  string: string | undefined,
  plain: string | undefined,
): Expected | undefined {
  const inside = open.at(-1);
  if (expected === 'colon') return mark === ':' ? 'value' : undefined;
  if (string !== undefined && (expected === 'key' || expected === 'keyOrEnd')) return 'colon';
  const isValue = expected === 'value' || expected === 'valueOrEnd';
  if (isValue && (string !== undefined || plain !== undefined)) return 'next';
  if (isValue && mark === '{') {
    open.push('}');
    return 'keyOrEnd';
  }
  if (isValue && mark === '[') {
    open.push(']');
    return 'valueOrEnd';
  }
  const mayEnd = expected === 'next' || expected === 'keyOrEnd' || expected === 'valueOrEnd';
  if (mayEnd && mark !== undefined && mark === inside) {
    open.pop();
    return 'next';
  }
  if (expected === 'next' && mark === ',' && inside !== undefined) return inside === '}' ? 'key' : 'value';
  return undefined;
}
