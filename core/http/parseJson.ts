import { toPointer } from '../definitions/pointer.ts';
import { scanJson } from '../definitions/scanJson.ts';
import { fault, saidFault } from '../errors/fault.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import type { Json } from '../lib/json.ts';
import { textFault } from '../model/unstorable.ts';
import { findInexact, mayBeInexact } from './findInexact.ts';
import { walkJson } from './walkJson.ts';

const MAX_DEPTH = 32;
const MAX_FAULTS = 100;

/**
 * JSON text as a value that is safe to work with: no NUL and no lone surrogate in any text (Postgres refuses both), no
 * keys that reach an object's prototype, no number that was rounded, at most 32 levels. Throws KILN_BAD_JSON with line
 * and column, or KILN_INVALID with a pointer to each place.
 */
export function parseJson(text: string): Json {
  const value = parse(text);
  // Valid JSON in valid UTF-8 gets NUL and surrogates into a string only by an escape.
  const escaped = text.includes('\\u');
  const faults: Fault[] = [];
  walkJson(value, {
    enter(path) {
      if (path.length >= MAX_DEPTH) throw tooDeep(path);
    },
    key(key, path) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
        faults.push(fault(toPointer(path), 'forbiddenName', { name: key }));
      }
      if (escaped) faults.push(...textFaults(key, path));
    },
    leaf(leaf, path) {
      if (typeof leaf === 'string') {
        if (escaped) faults.push(...textFaults(leaf, path));
      } else if (typeof leaf === 'number' && !Number.isFinite(leaf)) {
        faults.push(fault(toPointer(path), 'numberTooLarge', {}));
      }
    },
  });
  if (mayBeInexact(text)) faults.push(...findInexact(text));
  if (faults.length > 0) throw new KilnError('KILN_INVALID', { errors: faults.slice(0, MAX_FAULTS) });
  return value;
}

function parse(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    if (text.trim() === '') throw new KilnError('KILN_BAD_JSON', { detail: 'The body is empty; it must be JSON.' });
    // The scan also lists keys given twice; what stopped it comes last.
    const syntax = scanJson(text).at(-1);
    // The scan passes over one byte order mark, as a file may have; another one is all that it can have missed.
    if (!syntax) throw new KilnError('KILN_BAD_JSON', { detail: 'The body begins with several byte order marks.' });
    throw new KilnError('KILN_BAD_JSON', {
      detail: `Line ${syntax.line}, column ${syntax.column}: ${syntax.words.message}`,
      errors: [saidFault(wellFormedPointer(syntax.path), syntax.words)],
      extra: { line: syntax.line, column: syntax.column },
    });
  }
}

function tooDeep(path: readonly (string | number)[]): KilnError {
  return new KilnError('KILN_BAD_JSON', {
    errors: [fault(wellFormedPointer(path), 'tooDeep', { limit: MAX_DEPTH })],
  });
}

/** A pointer that can itself be sent: a key with half of a surrogate pair cannot. */
function wellFormedPointer(path: readonly (string | number)[]): string {
  return toPointer(path).toWellFormed();
}

function textFaults(text: string, path: readonly (string | number)[]): Fault[] {
  const code = textFault(text);
  return code === undefined ? [] : [fault(wellFormedPointer(path), code, {})];
}
