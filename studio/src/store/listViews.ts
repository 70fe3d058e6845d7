import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import type { BrowserView } from '../../../core/model/browserViews.ts';
import type { ColumnSpec } from './columnSpec.ts';
import { findEntity, findField, viewsOf } from './model.ts';

/** A view as far as records are shown by it: a defined one, or that of all records. */
export type ListView = Omit<BrowserView, 'entity' | 'default' | 'generated'>;

/** The views of an entity's list, the default first. One of all records (`*`) is added where each defined one leaves some out. */
export function listViews(model: BrowserModel, entity: BrowserEntity, allTitle: string): readonly ListView[] {
  const views = viewsOf(model, entity.name);
  const lists = views.filter(({ type }) => type === 'list');
  if (lists.some(({ where }) => where === undefined)) return views;
  const columns = lists[0]?.columns ?? [
    { field: entity.display, title: '' },
    { field: 'updatedAt', title: '' },
  ];
  return [...views, { name: '*', title: allTitle, type: 'list', columns }];
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
  readonly pinned: boolean;
}

/** Columns with their fields; one whose field is gone is left out. */
export function listColumns(model: BrowserModel, entity: BrowserEntity, specs: readonly ColumnSpec[]): Column[] {
  return specs.flatMap(({ path, width, pinned = false }): Column[] => {
    const found = findPath(model, entity, path);
    return found ? [{ path, ...found, width, pinned }] : [];
  });
}

/** The field a path leads to, and a title that names the way: `Account · Industry`. */
export function findPath(
  model: BrowserModel,
  entity: BrowserEntity,
  path: string,
): Pick<Column, 'title' | 'field' | 'relations'> | undefined {
  const names = path.split('.');
  const relations = names.slice(0, -1);
  const titles: string[] = [];
  let holder: BrowserEntity | undefined = entity;
  for (const name of relations) {
    const relation: BrowserField | undefined = holder && findField(holder, name);
    if (!relation) return undefined;
    titles.push(relation.title);
    holder = findEntity(model, relation.relation?.targets[0] ?? '');
  }
  const field = holder && findField(holder, names.at(-1) ?? '');
  return field ? { title: [...titles, field.title].join(' · '), field, relations } : undefined;
}

/** The columns that a view has by itself. */
export function viewColumns(view: ListView | undefined): ColumnSpec[] {
  return (view?.columns ?? []).map(({ field, width }) => ({ path: field, ...(width === undefined ? {} : { width }) }));
}
