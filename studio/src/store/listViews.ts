import type { BrowserEntity, BrowserField, BrowserModel, BrowserView } from '../../../core/model/browserModel.ts';
import { findEntity, findField, viewsOf } from './model.ts';

type ListView = Pick<BrowserView, 'name' | 'title' | 'columns' | 'where' | 'sort'>;

/** The views of an entity's list, the default first. One of all records (`*`) is added where each defined one leaves some out. */
export function listViews(model: BrowserModel, entity: BrowserEntity, allTitle: string): readonly ListView[] {
  const views = viewsOf(model, entity.name);
  if (views.some(({ where }) => where === undefined)) return views;
  return [...views, { name: '*', title: allTitle, columns: views[0]?.columns ?? [] }];
}

export interface Column {
  /** Path as sort and select take it: `name`, `account.industry`. */
  readonly path: string;
  readonly title: string;
  readonly field: BrowserField;
  /** Relations that lead to the field's record: none for the list's own. */
  readonly relations: readonly string[];
  /** px */
  readonly width: number | undefined;
}

/** The columns of a view with their fields; one whose field is gone is left out. */
export function listColumns(model: BrowserModel, entity: BrowserEntity, columns: BrowserView['columns']): Column[] {
  return columns.flatMap(({ field: path, title, width }): Column[] => {
    const names = path.split('.');
    const relations = names.slice(0, -1);
    let holder: BrowserEntity | undefined = entity;
    for (const relation of relations) holder = holder && relatedEntity(model, holder, relation);
    const field = holder && findField(holder, names.at(-1) ?? '');
    return field ? [{ path, title, field, relations, width }] : [];
  });
}

function relatedEntity(model: BrowserModel, entity: BrowserEntity, relation: string): BrowserEntity | undefined {
  return findEntity(model, findField(entity, relation)?.relation?.targets[0] ?? '');
}
