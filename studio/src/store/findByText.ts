import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import type { ListQuery } from '../api/records.ts';
import { celText } from '../lib/celText.ts';

/** A query for records that match typed text: the entity's search where it has one, else a look into its display field. */
export function findByText(entity: BrowserEntity, text: string): Pick<ListQuery, 'search' | 'where'> {
  if (entity.search) return { search: text };
  return { where: `${entity.display}.contains(${celText(text)})` };
}
