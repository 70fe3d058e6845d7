import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { ApiError } from './ApiError.ts';
import { request } from './request.ts';

/** A definition as it is now, all packages merged. */
export interface StoredDefinition {
  readonly kind: string;
  readonly name: string;
  /** Who owns it: `kiln`, `crm`, a plugin's id, or `local`. */
  readonly package: string;
  /** Of the model in which it was read. */
  readonly version: string;
  readonly document: JsonObject;
}

export async function listDefinitions(
  kind: string,
  signal?: AbortSignal,
): Promise<{ name: string; package: string }[]> {
  const body = toObject(await request(`/api/definitions/${encodeURIComponent(kind)}`, signal ? { signal } : {}));
  const data = Array.isArray(body.data) ? body.data.filter(isObject) : [];
  return data.map((each) => ({ name: text(each.name), package: text(each.package) }));
}

/** Those of all kinds; unlike of one kind there are always some. */
export async function listAllDefinitions(signal?: AbortSignal): Promise<{ kind: string; name: string }[]> {
  const { data } = toObject(await request('/api/definitions', signal ? { signal } : {}));
  const all = Array.isArray(data) ? data.filter(isObject) : [];
  return all.map((each) => ({ kind: text(each.kind), name: text(each.name) }));
}

export async function getDefinition(kind: string, name: string, signal?: AbortSignal): Promise<StoredDefinition> {
  const path = `/api/definitions/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`;
  const body = toObject(await request(path, signal ? { signal } : {}));
  if (!isObject(body.document)) throw new ApiError(200, 'BAD_ANSWER', 'The server sent no document.');
  return { kind, name, package: text(body.package), version: text(body.version), document: body.document };
}

function toObject(body: Json): JsonObject {
  return isObject(body) ? body : {};
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
