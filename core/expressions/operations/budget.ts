import { KilnError } from '../../errors/KilnError.ts';
import { limits } from '../limits.ts';
import type { Frame } from './types.ts';

/** Makes a text whose length in UTF-16 units is known beforehand, so that an absurd one is never built. */
export function makeText(frame: Frame, length: number, make: () => string): string {
  if (length > limits.textLength) throw tooExpensive(`makes a text of more than ${limits.textLength} characters`);
  if (length > 256) frame.spend(length >>> 8);
  return make();
}

/** Makes a list whose length is known beforehand. */
export function makeList<T>(frame: Frame, length: number, make: () => T[]): T[] {
  if (length > limits.madeListItems) throw tooExpensive(`makes a list of more than ${limits.madeListItems} items`);
  if (length > 16) frame.spend(length >>> 4);
  return make();
}

export function tooExpensive(what: string): KilnError {
  return new KilnError('KILN_TOO_EXPENSIVE', { detail: `The expression ${what}.` });
}
