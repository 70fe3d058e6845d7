import { ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../errors/codes.ts';
import { KilnError } from '../errors/KilnError.ts';
import { toProblem } from '../errors/toProblem.ts';

/** Answers what is no HTTP, or too slow, or has headers without end, and closes the connection. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Node keeps the answer there that is under way.
  const answer: unknown = Reflect.get(socket, '_httpMessage');
  const begun = answer instanceof ServerResponse ? answer : undefined;
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
  // An answer to what follows a request would be taken for the answer to that request.
  else if (begun?.req.complete && !begun.writableFinished) begun.once('finish', () => socket.end());
  else if (begun?.headersSent) socket.destroy();
  else socket.end(refusal(error));
}

function refusal(error: NodeJS.ErrnoException): string {
  const [code, detail] = reasonOf(error);
  const problem = toProblem(new KilnError(code, { detail }));
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

function reasonOf(error: NodeJS.ErrnoException): [ErrorCode, string] {
  if (error.code === 'HPE_HEADER_OVERFLOW') return ['KILN_HEADERS_TOO_LARGE', 'The headers may have at most 16 KiB.'];
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['KILN_TIMEOUT', 'The request did not arrive in time.'];
  return ['KILN_BAD_REQUEST', 'This is not a valid HTTP request.'];
}
