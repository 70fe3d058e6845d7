import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { findField } from '../../store/model.ts';

/** Whether the field exists; one that went stays in the form until it is taken out. */
export function isKnown(entity: BrowserEntity, field: string): boolean {
  return findField(entity, field) !== undefined || entity.inverses.some(({ name }) => name === field);
}
