import type { TFunction } from 'i18next';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import type { RecordGroup } from '../../api/groups.ts';
import { optionOf } from '../../fields/shared/options.ts';

/** What a group of records is called. `titles`: of records and users, by id. */
export function columnTitle(
  t: TFunction,
  field: BrowserField,
  value: RecordGroup['value'],
  titles: ReadonlyMap<string, string>,
): string {
  if (value === null) return t('board.without', { field: field.title });
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no');
  const text = String(value);
  return field.options ? optionOf(field, text).title : (titles.get(text) ?? text);
}
