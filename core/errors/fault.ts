import type { JsonObject } from '../lib/json.ts';
import { type FaultParams, faultCodes, type WordedCode } from './faultCodes.ts';
import type { Fault } from './KilnError.ts';

export function fault<C extends keyof FaultParams>(pointer: string, code: C, params: FaultParams[C]): Fault {
  return { pointer, code, params, message: faultCodes[code](params) };
}

/** A fault that no sentence of the table says. */
export function wordedFault(pointer: string, code: WordedCode, message: string, params: JsonObject = {}): Fault {
  return { pointer, code, params, message };
}
