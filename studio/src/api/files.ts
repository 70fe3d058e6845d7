import { isObject, type Json } from '../../../core/lib/json.ts';
import { ApiError } from './ApiError.ts';
import { request } from './request.ts';

/** The value of a file field. `size` in bytes, `type` a media type. */
export interface FileValue {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

export async function uploadFile(file: File, signal?: AbortSignal): Promise<FileValue> {
  const form = new FormData();
  form.set('file', file);
  const value = toFileValue(await request('/api/files', { method: 'POST', body: form, ...(signal ? { signal } : {}) }));
  if (!value) throw new ApiError(200, 'BAD_ANSWER', 'The server did not describe the file.');
  return value;
}

export function fileUrl(id: string): string {
  return `/api/files/${encodeURIComponent(id)}`;
}

/** A JSON value as a file value, if it is one. */
export function toFileValue(value: Json | undefined): FileValue | undefined {
  if (!isObject(value)) return undefined;
  const { id, name, size, type } = value;
  if (typeof id !== 'string' || typeof name !== 'string') return undefined;
  return { id, name, size: typeof size === 'number' ? size : 0, type: typeof type === 'string' ? type : '' };
}
