import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Small pieces: how much a few bytes become is seen after each. */
const options = { chunkSize: 64 * 1024 };
const unpackers: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(options),
  'x-gzip': () => createGunzip(options),
  deflate: () => createInflate(options),
  br: () => createBrotliDecompress(options),
};

/**
 * The content of an answer as it was before it was packed for the way. What is packed in a way that was not asked for,
 * or more than once, stays as it came. Errors of either come out of `content`.
 */
export function unpacked(
  response: IncomingMessage,
  method: string,
): { readonly content: Readable; readonly isUnpacked: boolean } {
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
  const create = Object.hasOwn(unpackers, encoding) ? unpackers[encoding] : undefined;
  if (!create || hasNoBody(response, method)) return { content: response, isUnpacked: false };
  // What becomes of it is heard where `content` is read.
  const content = pipeline(response, create(), () => undefined);
  return { content, isUnpacked: true };
}

/** An answer to HEAD, or one without content, may still say how it would be packed. */
function hasNoBody({ statusCode, headers }: IncomingMessage, method: string): boolean {
  return method === 'HEAD' || statusCode === 204 || statusCode === 304 || headers['content-length'] === '0';
}
