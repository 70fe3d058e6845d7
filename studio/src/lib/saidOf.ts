import { type FaultCode, faultCodes, wordedCodes } from '../../../core/errors/faultCodes.ts';
import type { Said } from '../../../core/errors/said.ts';
import { isObject, type JsonObject } from '../../../core/lib/json.ts';

/** A sentence that came as JSON. A newer server may know codes that are not known here; its own words stand then. */
export function saidOf({ code, params, message }: JsonObject): Said {
  return {
    message: typeof message === 'string' ? message : '',
    code: typeof code === 'string' && isFaultCode(code) ? code : 'other',
    params: isObject(params) ? params : {},
  };
}

function isFaultCode(code: string): code is FaultCode {
  return Object.hasOwn(faultCodes, code) || wordedCodes.some((worded) => worded === code);
}
