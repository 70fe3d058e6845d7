import { RE2JS } from 're2js';
import { type Said, said } from '../errors/said.ts';
import { isObject, type Json } from '../lib/json.ts';

/** A regular expression as Ajv uses it. */
interface Tester {
  readonly test: (text: string) => boolean;
  readonly toString: () => string;
}

/** A `pattern` somewhere in a document, with the path that leads to it. */
export interface FoundPattern {
  readonly path: readonly string[];
  readonly pattern: string;
}

/** Every `pattern` of a field's schema, those of the members of a json field too. */
export function patternsIn(schema: unknown, path: readonly string[] = []): FoundPattern[] {
  if (!isObject(schema)) return [];
  return Object.entries<Json>(schema).flatMap(([key, value]) =>
    key === 'pattern' && typeof value === 'string'
      ? [{ path: [...path, key], pattern: value }]
      : patternsIn(value, [...path, key]),
  );
}

/** The expression in an engine whose time is linear in the text, undefined when that engine does not take it. */
export function linearPattern(pattern: string): Tester | undefined {
  try {
    const compiled = RE2JS.compile(pattern);
    return { test: (text) => compiled.test(text), toString: () => `re2:${pattern}` };
  } catch {
    return undefined;
  }
}

/** Why linearPattern() does not take a pattern. */
export function patternRefusal(pattern: string): Said {
  return isRegExp(pattern)
    ? said`The pattern must do without look-around and back-references.`
    : said`The pattern is no regular expression.`;
}

function isRegExp(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}

/**
 * Ajv's way to regular expressions. Those of the field types are known to be fast and run natively; those that
 * documents bring could take for ever on a hostile text, so they run in linear time.
 */
export function patternEngine(fromDocuments: ReadonlySet<string>): {
  (pattern: string, flags: string): Tester;
  code: string;
} {
  const engine = (pattern: string, flags: string): Tester =>
    (fromDocuments.has(pattern) ? linearPattern(pattern) : undefined) ?? new RegExp(pattern, flags);
  return Object.assign(engine, { code: 'new RegExp' });
}
