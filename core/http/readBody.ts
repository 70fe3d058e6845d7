import type { IncomingMessage } from 'node:http';
import { KilnError } from '../errors/KilnError.ts';

/**
 * The whole body of a request, at most `limit` bytes. Throws KILN_TOO_LARGE as soon as the limit is passed, without
 * having read the rest, and KILN_BAD_REQUEST when the client went away before it had sent everything.
 */
export function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  const declared = Number(req.headers['content-length']);
  if (declared > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (error?: KilnError) => {
      req.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
      if (error) reject(error);
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
        return;
      }
      req.pause();
      settle(tooLarge(limit));
    };
    const onEnd = () => settle();
    const onClose = () =>
      settle(new KilnError('KILN_BAD_REQUEST', { detail: 'The body ended before it was complete.' }));
    req.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}

function tooLarge(limit: number): KilnError {
  return new KilnError('KILN_TOO_LARGE', { detail: `The body may have at most ${limit} bytes.` });
}
