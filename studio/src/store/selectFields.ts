import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import { lineFields } from './lineFields.ts';
import type { Column } from './listViews.ts';
import { findEntity, findField } from './model.ts';

/** What to select of one record: its plain fields, and of related records again the same. */
type Selection = Map<string, Selection>;

/** The select of a list: what its columns show, with the names of related records, and what rows need to be opened. */
export function selectForList(model: BrowserModel, entity: BrowserEntity, columns: readonly Column[]): string {
  const root: Selection = new Map();
  for (const name of ['id', entity.display]) add(root, name);
  for (const { relations, field } of columns) {
    let selection = root;
    for (const relation of relations) {
      selection = add(selection, relation);
      add(selection, 'id');
    }
    addField(model, selection, field);
  }
  return print(root);
}

/** The select of a record page: all its fields, related records with their names, line items whole. */
export function selectForRecord(model: BrowserModel, entity: BrowserEntity, names: readonly string[]): string {
  const root: Selection = new Map();
  for (const name of ['id', 'version', 'createdAt', 'updatedAt', entity.display]) add(root, name);
  for (const name of names) {
    const field = findField(entity, name);
    if (field) addField(model, root, field);
  }
  return print(root);
}

function addField(model: BrowserModel, selection: Selection, field: BrowserField): void {
  const inner = add(selection, field.name);
  if (typeof field.currency === 'object') add(selection, field.currency.field);
  const child = field.children && findEntity(model, field.children.entity);
  if (child && field.children) {
    add(inner, 'id');
    for (const column of lineFields(model, child, field.children.field)) addField(model, inner, column);
  }
  if (field.relation && field.relation.kind !== 'polymorphic') {
    add(inner, 'id');
    add(inner, findEntity(model, field.relation.targets[0] ?? '')?.display ?? 'id');
  }
}

function add(selection: Selection, name: string): Selection {
  const known = selection.get(name);
  if (known) return known;
  const inner: Selection = new Map();
  selection.set(name, inner);
  return inner;
}

function print(selection: Selection): string {
  return [...selection].map(([name, inner]) => (inner.size === 0 ? name : `${name}(${print(inner)})`)).join(',');
}
