import { fieldTypes } from '../../../../core/fields/fieldTypes.ts';
import type { EntityField } from './document/entityFields.ts';

/** What people or programs fill in: a computed value cannot be asked for. */
export function isWritten({ type, schema }: EntityField): boolean {
  const found = fieldTypes.get(type ?? '');
  return found !== undefined && !found.computed && schema.readOnly !== true;
}
