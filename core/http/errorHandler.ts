import type { IncomingMessage, ServerResponse } from 'node:http';
import { KilnError } from '../errors/KilnError.ts';
import { toProblem } from '../errors/toProblem.ts';
import { PluginError } from '../sandbox/PluginError.ts';
import { type Answer, MethodNotAllowed } from './answer.ts';
import type { RawHeaders } from './securityHeaders.ts';
import { send, sendEarly } from './send.ts';

export interface Failure {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly headers: RawHeaders;
  readonly requestId: string;
}

/** The one place that turns whatever was thrown into an answer. Returns the status that was or could not be sent. */
export async function sendProblem(error: unknown, { req, res, headers, requestId }: Failure): Promise<number> {
  const known = asKilnError(error);
  const problem = toProblem(known, requestId);
  if (res.headersSent) {
    // Half of an answer is out: only a broken connection tells the client that the rest is missing.
    res.destroy();
    return problem.status;
  }
  const answer: Answer = {
    status: problem.status,
    headers: ['Content-Type', 'application/problem+json', ...headersOf(known)],
    body: JSON.stringify(problem),
  };
  if (isBodyPending(req)) sendEarly(req, res, answer, headers);
  else await send(req, res, answer, headers);
  return problem.status;
}

/**
 * Express and its parsers throw errors with a status of their own, such as 400 for a path that is not percent-encoded.
 */
function asKilnError(error: unknown): unknown {
  if (error instanceof KilnError || !(error instanceof Error) || !('status' in error)) return error;
  if (error.status === 413) return new KilnError('KILN_TOO_LARGE', { cause: error });
  if (error.status === 404) return new KilnError('KILN_NOT_FOUND', { cause: error });
  if (typeof error.status === 'number' && error.status >= 400 && error.status < 500) {
    return new KilnError('KILN_BAD_REQUEST', { cause: error });
  }
  return error;
}

function headersOf(error: unknown): string[] {
  if (!(error instanceof KilnError)) return [];
  if (error.code === 'KILN_UNAVAILABLE')
    return ['Retry-After', String(error.extra.retryAfter ?? 1), 'Connection', 'close'];
  if (error.code === 'KILN_UNAUTHENTICATED') return ['WWW-Authenticate', 'Bearer realm="Kiln"'];
  if (error.code === 'KILN_TOO_MANY_REQUESTS') return ['Retry-After', String(error.extra.retryAfter ?? 1)];
  if (error instanceof PluginError && error.extra.retryAfter !== undefined) {
    return ['Retry-After', String(error.extra.retryAfter)];
  }
  if (error instanceof MethodNotAllowed) return ['Allow', error.allowed.join(', ')];
  return [];
}

/** Bytes of a body that nobody wants, but that are sooner read than the connection is made anew. */
const CHEAP_BODY = 65_536;

function isBodyPending(req: IncomingMessage): boolean {
  if (req.complete) return false;
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > CHEAP_BODY;
}
