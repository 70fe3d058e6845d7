import { isObject, type Json } from '../../../../core/lib/json.ts';
import type { RecordValues } from '../../api/records.ts';
import type { Column } from '../../store/listViews.ts';

/** The value of a column in a row; that of a related record lies inside the relations that lead there. */
export function columnValue(record: RecordValues, { relations, field }: Column): Json {
  let holder: Json = record;
  for (const relation of relations) holder = isObject(holder) ? (holder[relation] ?? null) : null;
  return isObject(holder) ? (holder[field.name] ?? null) : null;
}
