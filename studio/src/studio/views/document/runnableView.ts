import { check } from '../../../../../core/expressions/check.ts';
import type { BrowserEntity, BrowserModel } from '../../../../../core/model/browserModel.ts';
import { browserScope } from '../../../../../core/model/browserScope.ts';
import { findPath, type ListView } from '../../../store/listViews.ts';
import { findField } from '../../../store/model.ts';
import { parseSort, printSort } from '../../../store/sortKeys.ts';

/** A view as far as the server can run it now: without what only the draft has. */
export interface RunnableView {
  readonly view: ListView;
  /** Something was left out. */
  readonly isPartial: boolean;
}

/** `model`, `entity`: as the server has them. */
export function runnableView(view: ListView, model: BrowserModel, entity: BrowserEntity): RunnableView {
  const { where, sort, columns, cardFields, groupBy, sumField, startField, endField, titleField, colorField, ...rest } =
    view;
  const isPath = (path: string) => findPath(model, entity, path) !== undefined;
  const own = (name: string | undefined) => name !== undefined && findField(entity, name) !== undefined;
  const isSound = where !== undefined && check(where, browserScope(model, entity.name, 'everything'), 'bool').ok;
  const keys = parseSort(sort).filter(({ path }) => findPath(model, entity, path)?.field.sortable);
  const order = printSort(keys);
  const next: ListView = {
    ...rest,
    columns: columns.filter(({ field }) => isPath(field)),
    ...(cardFields ? { cardFields: cardFields.filter(isPath) } : {}),
    ...(isSound && where !== undefined ? { where } : {}),
    ...(order === undefined ? {} : { sort: order }),
    ...(own(groupBy) && groupBy !== undefined ? { groupBy } : {}),
    ...(own(sumField) && sumField !== undefined ? { sumField } : {}),
    ...(own(startField) && startField !== undefined ? { startField } : {}),
    ...(own(endField) && endField !== undefined ? { endField } : {}),
    ...(titleField !== undefined && isPath(titleField) ? { titleField } : {}),
    ...(own(colorField) && colorField !== undefined ? { colorField } : {}),
  };
  const count = (one: ListView) =>
    Object.keys(one).length + one.columns.length + (one.cardFields?.length ?? 0) + parseSort(one.sort).length;
  return { view: next, isPartial: count(next) !== count(view) };
}
