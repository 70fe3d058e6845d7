import type { JsonObject } from '../lib/json.ts';
import { type FaultParams, faultCodes, type WordedCode } from './faultCodes.ts';
import type { Fault } from './KilnError.ts';
import { type Said, said } from './said.ts';

export function fault<C extends keyof FaultParams>(pointer: string, code: C, params: FaultParams[C]): Fault {
  return { pointer, code, params, message: faultCodes[code](params) };
}

/** A fault that no sentence of the table says. */
export function wordedFault(pointer: string, code: WordedCode, message: string, params: JsonObject = {}): Fault {
  return { pointer, code, params, message };
}

/** A fault in a sentence of its own, which catalogues of other languages know. */
export function saidFault(pointer: string, words: Said, code: WordedCode = 'other'): Fault {
  const { params } = words.code === 'other' ? words : said`${words}`;
  return wordedFault(pointer, code, words.message, params);
}
