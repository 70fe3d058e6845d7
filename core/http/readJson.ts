import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonBody, Limits } from './answer.ts';
import { parseJson } from './parseJson.ts';
import { readBody } from './readBody.ts';

/**
 * Reads a JSON body. Throws KILN_UNSUPPORTED_MEDIA for anything but unencoded application/json, KILN_TOO_LARGE,
 * KILN_BAD_JSON (not UTF-8, not JSON, nested too deeply) and KILN_INVALID (text that Postgres cannot hold, prototype
 * keys, numbers that a double cannot hold), the latter with every place at once.
 */
export async function readJson(req: IncomingMessage, limits: Limits): Promise<JsonBody> {
  if (!isJson(req.headers['content-type'])) {
    throw new KilnError('KILN_UNSUPPORTED_MEDIA', { detail: 'Send the body as Content-Type: application/json.' });
  }
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new KilnError('KILN_UNSUPPORTED_MEDIA', { detail: 'Send the body without a Content-Encoding.' });
  }
  const raw = await readBody(req, limits.jsonBytes);
  if (!isUtf8(raw)) throw new KilnError('KILN_BAD_JSON', { detail: 'The body is not valid UTF-8.' });
  const text = raw.toString('utf8');
  return { value: parseJson(text.startsWith('\uFEFF') ? text.slice(1) : text), raw };
}

function isJson(contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  if (contentType === 'application/json') return true;
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i.test(contentType.trim());
}
