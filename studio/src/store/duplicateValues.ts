import { encryptedMask } from '../../../core/fields/encrypted.ts';
import type { Json } from '../../../core/lib/json.ts';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import type { RecordValues } from '../api/records.ts';
import { asObjects } from '../lib/values.ts';
import { isLocked } from './rights.ts';

/** What of a record a copy of it starts with: all that people fill in, without what may exist only once. */
export function duplicateValues(entity: BrowserEntity, record: RecordValues): RecordValues {
  const once = new Set(entity.unique.flatMap(({ fields }) => (fields.length === 1 ? fields : [])));
  const copied = entity.fields.flatMap((field): [string, Json][] => {
    const { name, system, children } = field;
    const value = record[name];
    if (isLocked(field) || system || once.has(name) || value === undefined || value === null || value === encryptedMask)
      return [];
    return [[name, children ? asObjects(value).map(({ id: _id, ...line }) => line) : value]];
  });
  return Object.fromEntries(copied);
}
