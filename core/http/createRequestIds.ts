import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const SANE = /^[A-Za-z0-9._:-]{8,64}$/;

/**
 * Returns what names a request: the client's own X-Request-Id where it is a plain short token, else a new id that is
 * unique among all server processes (a random prefix per process and a counter, because it costs next to nothing).
 */
export function createRequestIds(): (req: IncomingMessage) => string {
  const prefix = randomBytes(6).toString('hex');
  let count = 0;
  return (req) => {
    const given = req.headers['x-request-id'];
    if (typeof given === 'string' && SANE.test(given)) return given;
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}
