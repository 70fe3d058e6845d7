import type { BrowserEntity, BrowserField, BrowserModel } from '../../../../core/model/browserModel.ts';
import { findField, viewsOf } from '../../store/model.ts';

const telling = new Set(['email', 'text', 'phone', 'autoNumber', 'url', 'select', 'address', 'date']);

/** The field that tells records of the same name apart in a picker: the first telling column of the entity's list. */
export function hintField(model: BrowserModel, entity: BrowserEntity): BrowserField | undefined {
  const columns = viewsOf(model, entity.name)[0]?.columns ?? [];
  return columns
    .map(({ field }) => (field === entity.display ? undefined : findField(entity, field)))
    .find((field) => field !== undefined && telling.has(field.type));
}
