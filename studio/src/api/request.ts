import type { Json } from '../../../core/lib/json.ts';
import { toApiError } from './ApiError.ts';
import { tellSignedOut } from './signedOut.ts';
import { unreachable } from './unreachable.ts';
import { viewAsHeader, viewedAs } from './viewAs.ts';

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Sent as JSON, unless it is FormData or a file, whose type the headers say. */
  readonly body?: Json | FormData | Blob;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * One request to the server of this page. Gives the JSON of a good answer (null when it has no body), throws ApiError otherwise.
 * Never tries again by itself: what is safe to repeat is for the caller to know.
 */
export async function request(path: string, options: RequestOptions = {}): Promise<Json> {
  const { method = 'GET', body, signal } = options;
  const isRaw = body instanceof FormData || body instanceof Blob;
  const viewed = viewedAs();
  const headers = {
    accept: 'application/json',
    ...(body !== undefined && !isRaw ? { 'content-type': 'application/json' } : {}),
    ...(viewed ? { [viewAsHeader]: viewed.as } : {}),
    ...options.headers,
  };
  const response = await fetch(path, {
    method,
    headers,
    // Revalidates by ETag, so that an unchanged model costs a 304.
    cache: 'no-cache',
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw unreachable();
  });
  const content = await readJson(response);
  if (!response.ok) {
    const error = toApiError(response.status, content);
    tellSignedOut(error);
    throw error;
  }
  return content ?? null;
}

async function readJson(response: Response): Promise<Json | undefined> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
