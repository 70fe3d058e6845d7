import { toPointer } from '../definitions/pointer.ts';
import type { Fault } from '../errors/KilnError.ts';
import type { Json } from '../lib/json.ts';
import { walkJson } from './walkJson.ts';

const SUSPECT = /(?<![\d.])[\d.]{16}|\d[eE][-+]?\d{3,}\s*(?:[,\]}]|$)/;
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Cheap first look: digits in such number, or such an exponent, that a double may not hold them. */
export function mayBeInexact(text: string): boolean {
  return SUSPECT.test(text);
}

/**
 * A fault for each number of valid JSON text that JSON.parse rounds. JSON.parse itself does not tell, so each such number
 * is replaced by a marker, texts that hold the marker are blanked, and the markers are looked for in the result.
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
      faults.push({
        pointer: toPointer(path).toWellFormed(),
        message: 'The number has more digits than can be kept exactly.',
      });
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
