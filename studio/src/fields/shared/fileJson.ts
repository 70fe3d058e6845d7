import type { JsonObject } from '../../../../core/lib/json.ts';
import type { FileValue } from '../../api/files.ts';

/** A file value as it goes into a record. */
export function fileJson({ id, name, size, type }: FileValue): JsonObject {
  return { id, name, size, type };
}
