import { isObject } from '../../../core/lib/json.ts';
import type { BrowserModel } from '../../../core/model/browserModel.ts';
import { ApiError } from './ApiError.ts';
import { request } from './request.ts';

/** What the browser needs of the model, in one language. An unchanged one costs a 304. */
export async function fetchModel(locale: string, signal?: AbortSignal): Promise<BrowserModel> {
  const body: unknown = await request(`/api/model?${new URLSearchParams({ locale })}`, signal ? { signal } : {});
  if (!isModel(body)) throw new ApiError(200, 'BAD_ANSWER', 'The server sent no model.');
  return body;
}

// Made by the same version of Kiln from a checked model: only that it is one has to be looked at.
function isModel(body: unknown): body is BrowserModel {
  return isObject(body) && typeof body.version === 'string' && 'entities' in body;
}
