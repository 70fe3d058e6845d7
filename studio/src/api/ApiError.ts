import type { Fault } from '../../../core/errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { saidOf } from '../lib/saidOf.ts';

interface RefusalDetails {
  readonly reason?: string | undefined;
  readonly retryAfter?: number | undefined;
  readonly body?: JsonObject | undefined;
}

/** What the server answered instead of the thing asked for. `status` 0: the server could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  /** `KILN_…`, or `OFFLINE` when nothing answered. */
  readonly code: string;
  /** Everything that is wrong with the values sent, with JSON pointers into the body. */
  readonly faults: readonly Fault[];
  /** Finds the request in the server's log. */
  readonly requestId: string | undefined;
  /** Why a sign-in or a password was refused: a word that has a sentence, see reasonText. */
  readonly reason: string | undefined;
  /** Seconds until it may be tried again. */
  readonly retryAfter: number | undefined;
  /** The whole problem document: some codes say more than all have (a plan, both sides of a conflict). */
  readonly body: JsonObject;

  constructor(
    status: number,
    code: string,
    message: string,
    faults: readonly Fault[] = [],
    requestId?: string,
    { reason, retryAfter, body = {} }: RefusalDetails = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.faults = faults;
    this.requestId = requestId;
    this.reason = reason;
    this.retryAfter = retryAfter;
    this.body = body;
  }
}

/** An RFC 9457 problem document as an error; any other body (a proxy's page) still gives a usable one. */
export function toApiError(status: number, body: Json | undefined): ApiError {
  if (!isObject(body)) return new ApiError(status, `HTTP_${status}`, `HTTP ${status}`);
  const title = text(body.title) ?? `HTTP ${status}`;
  const faults = Array.isArray(body.errors) ? body.errors.flatMap(toFault) : [];
  return new ApiError(
    status,
    text(body.code) ?? `HTTP_${status}`,
    text(body.detail) ?? title,
    faults,
    text(body.requestId),
    {
      reason: text(body.reason),
      retryAfter: typeof body.retryAfter === 'number' ? body.retryAfter : undefined,
      body,
    },
  );
}

function toFault(value: Json): Fault[] {
  if (!isObject(value)) return [];
  return [{ pointer: text(value.pointer) ?? '', ...saidOf(value) }];
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
