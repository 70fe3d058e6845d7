import { isObject, type JsonObject } from '../../../core/lib/json.ts';
import { inBatches } from '../lib/inBatches.ts';
import { deleteRecord, purgeRecord, restoreRecord, updateRecord } from './records.ts';
import { request } from './request.ts';

/** What to do with each of many records. */
export type BulkAction =
  | { readonly op: 'delete' | 'restore' | 'purge' }
  | { readonly op: 'update'; readonly values: JsonObject };

export interface BulkResult {
  readonly done: readonly string[];
  readonly failed: readonly { readonly id: string; readonly error: unknown }[];
}

/** Records in one transaction. */
const batchSize = 100;

/**
 * Does the same with many records, a hundred in a request. Where one of a hundred fails, these are done one by one, so that
 * only those fail which have to. `onProgress` hears how many are through; an abort stops before the next hundred.
 */
export async function runBulk(
  entity: string,
  ids: readonly string[],
  action: BulkAction,
  onProgress: (through: number) => void = () => {},
  signal?: AbortSignal,
): Promise<BulkResult> {
  const done: string[] = [];
  const failed: { id: string; error: unknown }[] = [];
  for (let start = 0; start < ids.length && !signal?.aborted; start += batchSize) {
    const some = ids.slice(start, start + batchSize);
    if (await tryTogether(entity, some, action)) {
      done.push(...some);
    } else {
      const outcome = await inBatches(some, (id) => doOne(entity, id, action));
      done.push(...outcome.done);
      failed.push(...outcome.failed.map(({ item, error }) => ({ id: item, error })));
    }
    onProgress(done.length + failed.length);
  }
  return { done, failed };
}

/** False when it did not succeed; then nothing was done. */
async function tryTogether(entity: string, ids: readonly string[], action: BulkAction): Promise<boolean> {
  if (action.op === 'purge' || ids.length === 1) return false;
  const operations = ids.map((id) => ({ entity, id, ...action }));
  const answer = await request('/api/batch', { method: 'POST', body: { operations } }).catch(() => undefined);
  return isObject(answer);
}

function doOne(entity: string, id: string, action: BulkAction): Promise<unknown> {
  switch (action.op) {
    case 'delete':
      return deleteRecord(entity, id);
    case 'restore':
      return restoreRecord(entity, id);
    case 'purge':
      return purgeRecord(entity, id);
    case 'update':
      return updateRecord(entity, id, action.values);
  }
}
