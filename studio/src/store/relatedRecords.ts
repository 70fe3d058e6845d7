import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import type { ListQuery, RecordValues } from '../api/records.ts';
import { celText } from '../lib/celText.ts';
import { isEmpty } from '../lib/values.ts';
import { type Column, listColumns } from './listViews.ts';
import { findEntity, findField, viewsOf } from './model.ts';
import { selectForList } from './selectFields.ts';

/** Records of an entity that point at one record. */
export interface RelatedSource {
  /** Name of the inverse. */
  readonly name: string;
  readonly title: string;
  readonly entity: BrowserEntity;
  /** The relation that leads here. */
  readonly field: BrowserField;
}

/**
 * The other ends of the relations to an entity. Those that may point at several entities (notes, activities) make its
 * timeline; the others are lists. Line items are neither: they are edited with their parent.
 */
export function relatedSources(
  model: BrowserModel,
  entity: BrowserEntity,
): { readonly lists: readonly RelatedSource[]; readonly timeline: readonly RelatedSource[] } {
  const sources = entity.inverses.flatMap((inverse): RelatedSource[] => {
    const target = findEntity(model, inverse.entity);
    const field = target && findField(target, inverse.field);
    if (!target || !field || target.parent?.entity === entity.name) return [];
    return [{ name: inverse.name, title: inverse.title, entity: target, field }];
  });
  const isTimeline = ({ field }: RelatedSource) => field.relation?.kind === 'polymorphic';
  return { lists: sources.filter((source) => !isTimeline(source)), timeline: sources.filter(isTimeline) };
}

/** The condition under which a record of a source points at the record with this id. */
export function relatedWhere({ field }: RelatedSource, id: string): string {
  switch (field.relation?.kind) {
    case 'many':
      return `${field.name}.exists(r, r.id == ${celText(id)})`;
    case 'polymorphic':
      return `${field.name}.id == ${celText(id)}`;
    default:
      return `${field.name} == ${celText(id)}`;
  }
}

/** The value of the relation of a new record that is to point at this one. */
export function relatedValues({ field }: RelatedSource, entity: string, id: string): RecordValues {
  switch (field.relation?.kind) {
    case 'many':
      return { [field.name]: [id] };
    case 'polymorphic':
      return { [field.name]: { entity, id } };
    default:
      return { [field.name]: id };
  }
}

/** Columns of a related list: those of the entity's own list, without the way back. */
export function relatedColumns(model: BrowserModel, { entity, field }: RelatedSource, most: number): Column[] {
  const view = viewsOf(model, entity.name)[0];
  const columns = listColumns(
    model,
    entity,
    (view?.columns ?? []).map((column) => ({ path: column.field })),
  );
  return columns.filter(({ path }) => path.split('.')[0] !== field.name).slice(0, most);
}

export function relatedQuery(
  model: BrowserModel,
  source: RelatedSource,
  columns: readonly Column[],
  id: string,
  limit: number,
): ListQuery {
  return {
    select: selectForList(model, source.entity, columns),
    where: relatedWhere(source, id),
    sort: '-createdAt',
    limit,
    count: true,
  };
}

/** What an entry of a timeline shows of its record besides its name. */
export interface EntryFields {
  readonly options: readonly BrowserField[];
  readonly text: BrowserField | undefined;
  readonly when: readonly BrowserField[];
}

/** Picked by type, because nothing here knows what a note or a call is. */
export function entryFields(entity: BrowserEntity): EntryFields {
  const own = entity.fields.filter(({ system }) => !system);
  return {
    options: own.filter(({ type }) => type === 'select').slice(0, 2),
    text: own.find(({ type }) => type === 'markdown' || type === 'multiline'),
    when: own.filter(({ type, computed }) => (type === 'dateTime' || type === 'date') && !computed),
  };
}

/** True when a new record needs nothing but its name: then one line of text is enough to make one. */
export function isNamedOnly({ entity, field }: RelatedSource): boolean {
  const { type } = findField(entity, entity.display) ?? {};
  const needed = entity.fields.filter(
    ({ name, required, computed, schema }) =>
      required && !computed && name !== entity.display && name !== field.name && schema.default === undefined,
  );
  return needed.length === 0 && (type === 'text' || type === 'multiline');
}

const longTypes = new Set(['multiline', 'markdown', 'json', 'children', 'files', 'images', 'encrypted', 'geoPoint']);

/** The fields that say most about a record: those of its list that have a value, in their order. */
export function keyFacts(model: BrowserModel, entity: BrowserEntity, most: number): BrowserField[] {
  const view = viewsOf(model, entity.name)[0];
  const fields = (view?.columns ?? []).flatMap(({ field }) => findField(entity, field) ?? []);
  return fields.filter(({ name, type }) => name !== entity.display && !longTypes.has(type)).slice(0, most);
}

/** A moment for the timeline: the entry's own where it has one, else when it was made. */
export function entryTime(record: RecordValues, { when }: EntryFields): string {
  const own = when.map(({ name }) => record[name]).find((value) => !isEmpty(value));
  return String(own ?? record.createdAt ?? '');
}
