import { toPointer } from '../definitions/pointer.ts';
import { scanJson } from '../definitions/scanJson.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import type { Json } from '../lib/json.ts';
import { findInexact, mayBeInexact } from './findInexact.ts';
import { walkJson } from './walkJson.ts';

const MAX_DEPTH = 32;
const MAX_FAULTS = 100;

/**
 * JSON text as a value that is safe to work with: no NUL and no lone surrogate in any text (Postgres refuses both), no keys
 * that reach an object's prototype, no number that was rounded, at most 32 levels.
 * Throws KILN_BAD_JSON with line and column, or KILN_INVALID with a pointer to each place.
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
        faults.push({ pointer: toPointer(path), message: 'This name is not allowed.' });
      }
      if (escaped && !isStorable(key)) faults.push({ pointer: wellFormedPointer(path), message: NOT_STORABLE });
    },
    leaf(leaf, path) {
      if (typeof leaf === 'string') {
        if (escaped && !isStorable(leaf)) faults.push({ pointer: wellFormedPointer(path), message: NOT_STORABLE });
      } else if (typeof leaf === 'number' && !Number.isFinite(leaf)) {
        faults.push({ pointer: toPointer(path), message: 'The number is too large.' });
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
    const fault = scanJson(text).at(-1);
    // The scan passes over one byte order mark, as a file may have; another one is all that it can have missed.
    if (!fault) throw new KilnError('KILN_BAD_JSON', { detail: 'The body begins with several byte order marks.' });
    throw new KilnError('KILN_BAD_JSON', {
      detail: `Line ${fault.line}, column ${fault.column}: ${fault.message}`,
      errors: [{ pointer: wellFormedPointer(fault.path), message: fault.message }],
      extra: { line: fault.line, column: fault.column },
    });
  }
}

function tooDeep(path: readonly (string | number)[]): KilnError {
  return new KilnError('KILN_BAD_JSON', {
    errors: [{ pointer: wellFormedPointer(path), message: `The body is nested more than ${MAX_DEPTH} levels deep.` }],
  });
}

/** A pointer that can itself be sent: a key with half of a surrogate pair cannot. */
function wellFormedPointer(path: readonly (string | number)[]): string {
  return toPointer(path).toWellFormed();
}

const NOT_STORABLE = 'The text holds a NUL character or half of a surrogate pair, which cannot be stored.';

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
