import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { request } from './request.ts';

/** A record as the API gives it: every field that was selected, null where empty. */
export type RecordValues = JsonObject;

export interface ListQuery {
  readonly select?: string;
  /** CEL */
  readonly where?: string;
  /** `-createdAt,name` */
  readonly sort?: string;
  readonly search?: string;
  readonly limit?: number;
  /** Cursor of the page before. */
  readonly after?: string;
  readonly count?: boolean;
  /** The recycle bin. */
  readonly deleted?: boolean;
}

export interface Page {
  readonly data: readonly RecordValues[];
  /** Cursor of the next page; null at the end. */
  readonly next: string | null;
  readonly count: number | undefined;
}

export async function listRecords(entity: string, query: ListQuery, signal?: AbortSignal): Promise<Page> {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '' && value !== false) params.set(name, String(value));
  }
  const body = await request(`${path(entity)}?${params}`, signal ? { signal } : {});
  const { data, next, count } = toRecord(body);
  return {
    data: Array.isArray(data) ? data.filter(isObject) : [],
    next: typeof next === 'string' ? next : null,
    count: typeof count === 'number' ? count : undefined,
  };
}

export async function getRecord(
  entity: string,
  id: string,
  select?: string,
  signal?: AbortSignal,
): Promise<RecordValues> {
  const query = select ? `?${new URLSearchParams({ select })}` : '';
  return toRecord(await request(`${path(entity, id)}${query}`, signal ? { signal } : {}));
}

export interface CreateOptions {
  /** What is sent twice with the same key is created once. */
  readonly key?: string;
  /** Name of the form that was filled in, which may start workflows. */
  readonly form?: string | undefined;
}

export async function createRecord(
  entity: string,
  values: RecordValues,
  { key, form }: CreateOptions = {},
): Promise<RecordValues> {
  const headers = {
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(form === undefined ? {} : { 'x-kiln-form': form }),
  };
  return toRecord(await request(path(entity), { method: 'POST', body: values, headers }));
}

/** `version`: the version that was read; a newer one on the server gives 412. Without it the last write wins. */
export async function updateRecord(
  entity: string,
  id: string,
  changes: RecordValues,
  version?: number,
): Promise<RecordValues> {
  const headers: Record<string, string> = version === undefined ? {} : { 'if-match': `"${version}"` };
  return toRecord(await request(path(entity, id), { method: 'PATCH', body: changes, headers }));
}

/** Into the recycle bin; `restoreRecord` brings it back. */
export async function deleteRecord(entity: string, id: string): Promise<void> {
  await request(path(entity, id), { method: 'DELETE' });
}

/** Out of the recycle bin, for good. */
export async function purgeRecord(entity: string, id: string): Promise<void> {
  await request(`${path(entity, id)}?purge=true`, { method: 'DELETE' });
}

export async function restoreRecord(entity: string, id: string): Promise<void> {
  await request(`${path(entity, id)}/restore`, { method: 'POST' });
}

/** Clear text of an encrypted field, null where it is empty. */
export async function revealField(entity: string, id: string, field: string): Promise<string | null> {
  const { value } = toRecord(await request(`${path(entity, id)}/reveal`, { method: 'POST', body: { field } }));
  return typeof value === 'string' ? value : null;
}

function path(entity: string, id?: string): string {
  return `/api/records/${encodeURIComponent(entity)}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
}

function toRecord(body: Json): RecordValues {
  return isObject(body) ? body : {};
}
