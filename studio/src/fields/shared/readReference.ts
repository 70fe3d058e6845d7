import { isObject, type Json } from '../../../../core/lib/json.ts';
import { asText, plainText } from '../../lib/values.ts';

export interface RecordReference {
  readonly id: string;
  readonly label: string | undefined;
}

/** A relation's value: the id alone, or the object that a select with its display field gives. */
export function readReference(value: Json | undefined, display: string | undefined): RecordReference | undefined {
  if (typeof value === 'string') return { id: value, label: undefined };
  if (!isObject(value)) return undefined;
  const id = asText(value.id);
  if (id === undefined) return undefined;
  const hasLabel = display !== undefined && value[display] !== undefined;
  return { id, label: hasLabel ? plainText(value[display]) || '—' : undefined };
}
