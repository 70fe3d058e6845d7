import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer } from './answer.ts';
import type { RawHeaders } from './securityHeaders.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** How long a client may go on sending a body that nobody wants, so that it can still read the answer. */
const DRAIN_MS = 2000;

/**
 * Writes an answer with its length. `headers` come first: security headers and request id. Resolves when all is handed
 * over.
 */
export async function send(
  req: IncomingMessage,
  res: ServerResponse,
  answer: Answer,
  headers: RawHeaders,
): Promise<void> {
  const { status, body } = answer;
  const all = [...headers];
  if (answer.headers) all.push(...answer.headers);
  if (body === undefined) {
    res.writeHead(status, all).end();
    return;
  }
  if (body instanceof Readable) {
    res.writeHead(status, all);
    if (req.method === 'HEAD') {
      body.destroy();
      res.end();
      return;
    }
    await pipeline(body, res);
    return;
  }
  if (typeof body === 'string' && !names(answer.headers, 'Content-Type')) all.push('Content-Type', JSON_TYPE);
  all.push('Content-Length', String(Buffer.byteLength(body)));
  res.writeHead(status, all).end(req.method === 'HEAD' ? undefined : body);
}

/**
 * Writes an answer while the request's body is still coming: the connection cannot be used again, and closing it at
 * once would make the system discard the answer together with the unread bytes.
 */
export function sendEarly(req: IncomingMessage, res: ServerResponse, answer: Answer, headers: RawHeaders): void {
  const body = typeof answer.body === 'string' ? answer.body : '';
  const all = [...headers, ...(answer.headers ?? []), 'Connection', 'close'];
  res.writeHead(answer.status, [...all, 'Content-Length', String(Buffer.byteLength(body))]).write(body);
  const finish = () => {
    clearTimeout(timer);
    res.end();
  };
  const timer = setTimeout(finish, DRAIN_MS);
  req.once('end', finish).once('close', finish).resume();
}

function names(headers: readonly string[] | undefined, name: string): boolean {
  return headers?.some((entry, index) => index % 2 === 0 && entry === name) ?? false;
}
