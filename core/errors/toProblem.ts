import { errorCodes } from './codes.ts';
import { type Fault, KilnError } from './KilnError.ts';

/** RFC 9457 problem document, as `application/problem+json`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  /** The first ones. */
  errors: readonly Fault[];
  /** How many there are besides. Absent: none. */
  moreErrors?: number;
  requestId?: string;
  [member: string]: unknown;
}

/** One for each record that a request may create, so that an import knows all that are wrong. */
const mostErrors = 1_000;

/** Any thrown value as a problem document. What is not a KilnError shows no detail: it may hold secrets. */
export function toProblem(error: unknown, requestId?: string): Problem {
  const known = error instanceof KilnError ? error : new KilnError('KILN_INTERNAL', { cause: error });
  const { status, title } = errorCodes[known.code];
  return {
    type: `https://kiln.dev/errors#${known.code}`,
    title,
    status,
    code: known.code,
    ...(error instanceof KilnError && known.message !== known.code ? { detail: known.message } : {}),
    errors: known.errors.slice(0, mostErrors),
    ...(known.errors.length > mostErrors ? { moreErrors: known.errors.length - mostErrors } : {}),
    ...(requestId ? { requestId } : {}),
    ...known.extra,
  };
}
