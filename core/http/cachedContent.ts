import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';
import { compress, type Encoding, preferredEncoding } from './compress.ts';

/** An answer that is sent many times, and its compressed forms, each made when it is first asked for. */
export interface CachedContent {
  readonly content: Buffer;
  readonly type: string;
  /** Another content has another tag. */
  readonly tag: string;
  readonly encoded: Map<Encoding, Promise<Buffer>>;
}

/** Smaller answers do not get faster. */
const MIN_COMPRESSED = 1024;
const COMPRESSIBLE = /^text\/|json|svg/;

/** 200 in the encoding that the client prefers, or 304. `caching`: the Cache-Control. */
export async function answerCached(req: IncomingMessage, cached: CachedContent, caching: string): Promise<Answer> {
  const { content, type, tag, encoded } = cached;
  const varies = content.length >= MIN_COMPRESSED && COMPRESSIBLE.test(type);
  const encoding = varies ? preferredEncoding(req.headers['accept-encoding']) : undefined;
  // A strong tag names the bytes that are sent, and those differ by encoding.
  const etag = `"${tag}${encoding ? `-${encoding}` : ''}"`;
  const headers = ['ETag', etag, 'Cache-Control', caching, ...(varies ? ['Vary', 'Accept-Encoding'] : [])];
  if (matches(req.headers['if-none-match'], etag)) return { status: 304, headers };
  headers.push('Content-Type', type);
  if (!encoding) return { status: 200, headers, body: content };
  const body = encoded.get(encoding) ?? compress(content, encoding);
  encoded.set(encoding, body);
  return { status: 200, headers: [...headers, 'Content-Encoding', encoding], body: await body };
}

/** If-None-Match compares weakly: W/ makes no difference. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((entry) => ['*', etag].includes(entry.trim().replace(/^W\//, '')));
}
