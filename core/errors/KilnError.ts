import type { JsonObject } from '../lib/json.ts';
import type { ErrorCode } from './codes.ts';
import type { FaultCode } from './faultCodes.ts';

/**
 * One thing that is wrong, and where: `pointer` is a JSON pointer into the request body, or the parameter's name. See
 * fault().
 */
export interface Fault {
  readonly pointer: string;
  /** What programs decide by. */
  readonly code: FaultCode;
  /** What the sentence speaks of; empty where a code has words of its own. */
  readonly params: JsonObject;
  /** The sentence, in English. */
  readonly message: string;
}

export interface KilnErrorOptions {
  /** What happened, in a sentence that helps. Shown to the client. */
  detail?: string;
  /** Everything that is wrong, not only the first. */
  errors?: readonly Fault[];
  /** Further members of the problem document, such as the plan of a refused change-set. */
  extra?: Readonly<Record<string, unknown>>;
  /** For the log only; never shown to the client. */
  cause?: unknown;
}

/** The only error that code of Kiln throws on purpose. Its code decides the HTTP status. */
export class KilnError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly Fault[];
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, options: KilnErrorOptions = {}) {
    super(options.detail ?? options.errors?.[0]?.message ?? code, { cause: options.cause });
    this.name = 'KilnError';
    this.code = code;
    this.errors = options.errors ?? [];
    this.extra = options.extra ?? {};
  }
}
