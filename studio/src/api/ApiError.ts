import type { Fault } from '../../../core/errors/KilnError.ts';
import { isObject, type Json } from '../../../core/lib/json.ts';

/** What the server answered instead of the thing asked for. `status` 0: the server could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  /** `KILN_…`, or `OFFLINE` when nothing answered. */
  readonly code: string;
  /** Everything that is wrong with the values sent, with JSON pointers into the body. */
  readonly faults: readonly Fault[];
  /** Finds the request in the server's log. */
  readonly requestId: string | undefined;

  constructor(status: number, code: string, message: string, faults: readonly Fault[] = [], requestId?: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.faults = faults;
    this.requestId = requestId;
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
  );
}

function toFault(value: Json): Fault[] {
  if (!isObject(value)) return [];
  return [{ pointer: text(value.pointer) ?? '', message: text(value.message) ?? '' }];
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
