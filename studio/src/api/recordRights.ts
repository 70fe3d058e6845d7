import { isObject } from '../../../core/lib/json.ts';
import { request } from './request.ts';

/** What one may do with one record. */
export interface RecordRights {
  readonly update: boolean;
  readonly delete: boolean;
  readonly share: boolean;
  /** Fields that one may not change in this record. */
  readonly readOnly: readonly string[];
}

export async function getRecordRights(entity: string, id: string, signal?: AbortSignal): Promise<RecordRights> {
  const path = `/api/records/${encodeURIComponent(entity)}/${encodeURIComponent(id)}/rights`;
  const body = await request(path, signal ? { signal } : {});
  const rights = isObject(body) ? body : {};
  return {
    update: rights.update === true,
    delete: rights.delete === true,
    share: rights.share === true,
    readOnly: Array.isArray(rights.readOnly) ? rights.readOnly.map(String) : [],
  };
}
