import { isObject, type Json, type JsonObject } from '../../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserModel } from '../../../../../core/model/browserModel.ts';
import type { ViewType } from '../../../../../core/model/types.ts';
import { type ColumnSpec, clampWidth } from '../../../store/columnSpec.ts';
import { findPath, type ListView } from '../../../store/listViews.ts';
import { textAt, textsAt, withMember } from '../../entities/document/members.ts';

export const viewTypes: readonly ViewType[] = ['list', 'board', 'calendar'];

/** A view document as the workspace shows views. What the server would not accept is read as far as it goes. */
export function viewOf(document: JsonObject, model: BrowserModel, entity: BrowserEntity): ListView {
  const type = viewTypes.find((each) => each === document.type) ?? 'list';
  const columns = columnsOf(document).map(({ path, width }) => ({
    field: path,
    title: findPath(model, entity, path)?.title ?? path,
    ...(width === undefined ? {} : { width }),
  }));
  return {
    name: textAt(document, '$id') ?? '',
    title: textAt(document, 'title') ?? '',
    type,
    columns,
    ...textMembers(document),
    ...(Array.isArray(document.cardFields) ? { cardFields: textsAt(document, 'cardFields') } : {}),
  };
}

const textKeys = [
  ...(['where', 'sort', 'groupBy', 'sumField', 'startField', 'endField', 'titleField', 'colorField'] as const),
];

function textMembers(document: JsonObject): { readonly [Key in (typeof textKeys)[number]]?: string } {
  const members: { [Key in (typeof textKeys)[number]]?: string } = {};
  for (const key of textKeys) {
    const text = textAt(document, key);
    if (text !== undefined) members[key] = text;
  }
  return members;
}

export function columnsOf(document: JsonObject): ColumnSpec[] {
  const { columns } = document;
  return (Array.isArray(columns) ? columns : []).flatMap(columnOf);
}

function columnOf(column: Json): ColumnSpec[] {
  if (typeof column === 'string') return [{ path: column }];
  if (!isObject(column) || typeof column.field !== 'string') return [];
  return [{ path: column.field, ...(typeof column.width === 'number' ? { width: clampWidth(column.width) } : {}) }];
}

/** The document with these columns, each as short as it can be said. */
export function withColumns(document: JsonObject, columns: readonly ColumnSpec[]): JsonObject {
  const list = columns.map(({ path, width }): Json => (width === undefined ? path : { field: path, width }));
  return withMember(document, 'columns', list);
}

/** The list moved: the item at one place stands at another afterwards. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** Another type of view, with what it cannot be without taken from the entity's fields where there is something that fits. */
export function withType(document: JsonObject, type: ViewType, entity: BrowserEntity): JsonObject {
  const next: JsonObject = { ...document, type };
  if (type === 'list' && columnsOf(next).length === 0) return withColumns(next, [{ path: entity.display }]);
  if (type === 'board' && next.groupBy === undefined) {
    const field = entity.fields.find((each) => each.type === 'select' && !each.computed);
    return field ? { ...next, groupBy: field.name } : next;
  }
  if (type === 'calendar' && next.startField === undefined) {
    const own = entity.fields.filter(({ computed, system }) => !computed && !system);
    const field = own.find((each) => each.type === 'dateTime') ?? own.find((each) => each.type === 'date');
    return field ? { ...next, startField: field.name } : next;
  }
  return next;
}
