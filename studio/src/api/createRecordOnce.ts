import { createRecord, type RecordValues } from './records.ts';

/**
 * Creates records for one form. When the answer was lost, nobody knows whether the record is there: the same values sent again
 * give that record and not a second one.
 */
export function createRecordOnce(): (entity: string, values: RecordValues, form?: string) => Promise<RecordValues> {
  let open: { readonly content: string; readonly key: string } | undefined;
  return async (entity, values, form) => {
    const content = JSON.stringify([entity, values]);
    if (open?.content !== content) open = { content, key: crypto.getRandomValues(new Uint32Array(4)).join('-') };
    const record = await createRecord(entity, values, { key: open.key, form });
    open = undefined;
    return record;
  };
}
