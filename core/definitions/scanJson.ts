import { type Said, said } from '../errors/said.ts';

/** A fault in a JSON text. `path` leads to the value that holds it. */
export interface JsonFault {
  readonly path: readonly (string | number)[];
  readonly words: Said;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

const maxDepth = 60;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const string = /"[^"\\]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\]*)*"/y;
const word = /true|false|null/y;
const blank = /[ \t\n\r]*/y;

class SyntaxFault extends Error {}

/**
 * What is wrong with a JSON text: the first violation of the grammar, and every key that an object has twice,
 * of which JSON.parse would keep the last without a word. Empty: JSON.parse reads it and nothing is lost.
 */
export function scanJson(text: string): JsonFault[] {
  const faults: JsonFault[] = [];
  const path: (string | number)[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;

  const fault = (words: Said, offset: number): void => {
    const before = text.slice(0, offset).split('\n');
    faults.push({ path: [...path], words, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
  };
  const fail = (words: Said): never => {
    fault(words, at);
    throw new SyntaxFault();
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const next = (): string => {
    take(blank);
    return text[at] ?? '';
  };
  const expect = (sign: string, otherwise: (found: string | Said) => Said): void => {
    if (next() !== sign) fail(otherwise(shown()));
    at++;
  };
  const shown = () => (at < text.length ? JSON.stringify(text.slice(at, at + 1)) : said`the end of the file`);

  const value = (): void => {
    if (path.length > maxDepth) fail(said`The document is nested more than ${maxDepth} levels deep.`);
    const sign = next();
    if (sign === '{') object();
    else if (sign === '[') array();
    else if (sign === '"') quoted();
    else if (take(number) === undefined && take(word) === undefined) fail(said`Expected a value, found ${shown()}.`);
  };
  const quoted = (): string => {
    const start = at;
    const found = take(string);
    // Control characters, line breaks among them, must be escaped inside a text.
    if (found !== undefined && ![...found].some((sign) => sign < ' ')) return found;
    at = start;
    return fail(said`This text is not closed, or holds a bad escape or a line break.`);
  };
  const array = (): void => {
    at++;
    if (next() === ']') return void at++;
    for (let index = 0; ; index++) {
      path.push(index);
      value();
      path.pop();
      if (next() === ']') return void at++;
      expect(',', (found) => said`Expected "," or "]" after an item, found ${found}.`);
    }
  };
  const object = (): void => {
    const keys = new Set<string>();
    at++;
    if (next() === '}') return void at++;
    for (;;) {
      if (next() !== '"') fail(said`Expected a name in double quotes, found ${shown()}.`);
      const start = at;
      const name = quoted();
      const key = String(JSON.parse(name));
      expect(':', (found) => said`Expected ":" after ${name}, found ${found}.`);
      path.push(key);
      if (keys.has(key)) fault(said`${name} stands twice in the same object; the first one would be lost.`, start);
      keys.add(key);
      value();
      path.pop();
      if (next() === '}') return void at++;
      expect(',', (found) => said`Expected "," or "}" after a value, found ${found}.`);
    }
  };

  try {
    value();
    path.length = 0;
    if (next() !== '') fail(said`Nothing may follow the document, found ${shown()}.`);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
  }
  return faults;
}
