import { isObject, type Json } from '../../../core/lib/json.ts';
import { ApiError, toApiError } from './ApiError.ts';
import { tellSignedOut } from './signedOut.ts';
import { unreachable } from './unreachable.ts';
import { viewAsHeader, viewedAs } from './viewAs.ts';

/** The value of a file field. `size` in bytes, `type` a media type. */
export interface FileValue {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/** The field that a file is for: the server then checks type and size as it arrives. */
interface UploadTarget {
  readonly entity: string;
  readonly field: string;
}

interface UploadOptions {
  readonly target?: UploadTarget | undefined;
  readonly signal?: AbortSignal;
  /** 0 to 1, of what was sent. */
  readonly onProgress?: (part: number) => void;
}

/** Sends one file. XMLHttpRequest, because fetch does not tell how far it is. Throws ApiError, AbortError when given up. */
export function uploadFile(file: File, { target, signal, onProgress }: UploadOptions = {}): Promise<FileValue> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.set('file', file);
    const exchange = new XMLHttpRequest();
    exchange.open('POST', target ? `/api/files?${new URLSearchParams({ ...target })}` : '/api/files');
    exchange.setRequestHeader('accept', 'application/json');
    const viewed = viewedAs();
    if (viewed) exchange.setRequestHeader(viewAsHeader, viewed.as);
    exchange.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    exchange.onerror = () => reject(unreachable());
    exchange.onabort = () => reject(new DOMException('The upload was given up.', 'AbortError'));
    exchange.onload = () => {
      const body = parse(exchange.responseText);
      if (exchange.status >= 300) {
        const error = toApiError(exchange.status, body);
        tellSignedOut(error);
        return reject(error);
      }
      const value = toFileValue(body);
      if (value) resolve(value);
      else reject(new ApiError(exchange.status, 'BAD_ANSWER', 'The server did not describe the file.'));
    };
    signal?.addEventListener('abort', () => exchange.abort(), { once: true });
    exchange.send(form);
  });
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
