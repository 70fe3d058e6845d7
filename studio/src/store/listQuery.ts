import type { BrowserEntity, BrowserModel } from '../../../core/model/browserModel.ts';
import type { ListQuery } from '../api/records.ts';
import { findByText } from './findByText.ts';
import type { ListState } from './listState.ts';
import type { Column, ListView } from './listViews.ts';
import { selectForList } from './selectFields.ts';

/** What to ask the server for: the view, and what was added to it. */
export function listQuery(
  model: BrowserModel,
  entity: BrowserEntity,
  view: ListView | undefined,
  columns: readonly Column[],
  state: ListState,
): ListQuery {
  const found: Pick<ListQuery, 'search' | 'where'> = state.q ? findByText(entity, state.q) : {};
  const where = [view?.where, state.where, found.where].filter((part) => part !== undefined);
  const sort = state.sort ?? view?.sort;
  return {
    select: selectForList(model, entity, columns),
    ...(found.search === undefined ? {} : { search: found.search }),
    ...(where.length > 0
      ? { where: where.length === 1 ? where[0] : where.map((part) => `(${part})`).join(' && ') }
      : {}),
    ...(sort ? { sort } : {}),
  };
}
