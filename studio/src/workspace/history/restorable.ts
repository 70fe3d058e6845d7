import type { BrowserField } from '../../../../core/model/browserModel.ts';
import type { AuditChange } from '../../api/audit.ts';
import { isEmpty } from '../../lib/values.ts';

/** Whether a value of the past can be written again: it is known in full, and the field is one that people fill in. */
export function restorable(field: BrowserField, { before, withheld }: AuditChange): boolean {
  if (withheld !== undefined || field.computed || !field.writable || field.children) return false;
  return !(field.required && isEmpty(before));
}
