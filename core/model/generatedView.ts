import type { Entity, Field, View } from './types.ts';

/** Field types too long, too private or too many for a cell. */
const unfit: ReadonlySet<string> = new Set([
  ...['multiline', 'markdown', 'json', 'encrypted', 'children', 'manyToMany', 'files', 'images', 'geoPoint'],
]);

const mostColumns = 7;

/**
 * A list for an entity that has none: the field that stands for the record, then the first that fit a cell; newest
 * first.
 */
export function generatedView(entity: Entity): View {
  const display = entity.fields.get(entity.display);
  const fits = (field: Field): boolean => !field.system && field !== display && !unfit.has(field.type.name);
  const others = [...entity.fields.values()].filter(fits).slice(0, mostColumns - 1);
  const names = [entity.display, ...others.map((field) => field.name), ...(others.length < 2 ? ['updatedAt'] : [])];
  return {
    name: `${entity.name}.generated`,
    title: entity.pluralTitle,
    entity: entity.name,
    default: true,
    type: 'list',
    columns: names.map((field) => ({ field })),
    sort: '-createdAt',
  };
}
