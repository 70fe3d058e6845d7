import type { HostError as Declared, HostFault } from 'kiln:sdk';
import type { JsonObject } from '../../lib/json.ts';
import type { WireError } from '../protocol.ts';

/** What the server refused a plugin. */
export class HostError extends Error implements Declared {
  readonly code: string;
  readonly data: JsonObject;
  readonly errors: readonly HostFault[];
  /** Which host call it answers, so that the server finds what it was caused by. */
  readonly hostCall: number | undefined;

  constructor({ code, message, data = {} }: WireError, hostCall?: number) {
    super(message);
    this.name = 'HostError';
    this.code = code;
    this.data = data;
    this.errors = faultsIn(data);
    this.hostCall = hostCall;
  }
}

function faultsIn({ errors }: JsonObject): HostFault[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((fault) => {
    if (typeof fault !== 'object' || fault === null || Array.isArray(fault)) return [];
    const { pointer, code, message } = fault;
    return [{ pointer: String(pointer ?? ''), code: String(code ?? ''), message: String(message ?? '') }];
  });
}
