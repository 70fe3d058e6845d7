import { toPointer } from '../definitions/pointer.ts';
import { fault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import type { Json } from '../lib/json.ts';
import { walkJson } from './walkJson.ts';

const LARGE_EXPONENT = /\d[eE][-+]?\d{3,}\s*(?:[,\]}]|$)/;
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Cheap first look: digits in such number, or such an exponent, that a double may not hold them. */
export function mayBeInexact(text: string): boolean {
  return hasLongNumber(text) || LARGE_EXPONENT.test(text);
}

/**
 * Whether 16 digits and points stand side by side: one of them stands where this looks, so that it need not look
 * everywhere.
 */
function hasLongNumber(text: string): boolean {
  for (let at = 15; at < text.length; at += 16) {
    let [start, end] = [at, at];
    while (isDigitOrPoint(text.charCodeAt(start - 1))) start -= 1;
    while (isDigitOrPoint(text.charCodeAt(end))) end += 1;
    if (end - start >= 16) return true;
  }
  return false;
}

function isDigitOrPoint(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 46;
}

/**
 * A fault for each number of valid JSON text that JSON.parse rounds. JSON.parse itself does not tell, so each such
 * number is replaced by a marker, texts that hold the marker are blanked, and the markers are looked for in the result.
 */
export function findInexact(text: string): Fault[] {
  const marker = `inexact ${text.length}`;
  let found = false;
  const marked = text.replace(TOKEN, (token) => {
    if (token.startsWith('"')) return token.includes(marker) ? '""' : token;
    if (isExact(token)) return token;
    found = true;
    return `"${marker}"`;
  });
  if (!found) return [];
  const value: Json = JSON.parse(marked);
  const faults: Fault[] = [];
  walkJson(value, {
    leaf(leaf, path) {
      if (leaf !== marker) return;
      faults.push(fault(toPointer(path).toWellFormed(), 'inexact', {}));
    },
  });
  return faults;
}

/** Whether the double nearest to a JSON number prints as the same decimal value. */
function isExact(source: string): boolean {
  return normalise(String(Number(source))) === normalise(source);
}

/** Sign, significant digits and exponent, so that 1.50, 15e-1 and 1.5 are one. */
function normalise(source: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(source);
  if (!match) return source;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
