import type { Json } from '../../../lib/json.ts';
import type { HttpResponse } from '../../../plugins/host/requestHttp.ts';

/** The body of an answer: JSON where it says that it is, else text; bytes that are no text as base64. */
export function readBody({ headers, bytes }: HttpResponse): Json {
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  if (bytes.length === 0) return null;
  const text = decoded(bytes, /charset="?([\w-]+)/i.exec(type)?.[1] ?? 'utf-8');
  if (text === undefined) return { base64: bytes.toString('base64') };
  return /^application\/([\w.+-]+\+)?json\b/i.test(type.trim()) ? parsed(text) : text;
}

/** By name; what comes several times with commas between, as HTTP means it. */
export function readHeaders({ headers }: HttpResponse): { [name: string]: string } {
  const found = new Map<string, string>();
  for (const [name, value] of headers) {
    const before = found.get(name);
    found.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(found);
}

/** Milliseconds for which `Retry-After` says to wait, at most a day; undefined: it says nothing. */
export function retryAfterMs({ headers }: HttpResponse, now: number): number | undefined {
  const text = headers.find(([name]) => name === 'retry-after')?.[1].trim();
  if (!text) return undefined;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 86_400_000) : undefined;
}

/** Postgres keeps no NUL, which is in no text either. */
function decoded(bytes: Buffer, charset: string): string | undefined {
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    // Another encoding than it says, or than there is: bytes.
    return undefined;
  }
}

/** What is not the JSON that it says it is stays text; a schema of the step says more. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
