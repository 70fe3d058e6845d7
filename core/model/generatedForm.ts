import type { Entity, Field, Form, FormField, FormSection } from './types.ts';

/** Field types that take the whole width of a form. */
const wide: ReadonlySet<string> = new Set([
  ...['multiline', 'markdown', 'json', 'address', 'files', 'images', 'children', 'manyToMany', 'tags'],
]);

/**
 * A form with every field of an entity that has none: what people fill in, then what the server computes, then line
 * items.
 */
export function generatedForm(entity: Entity): Form {
  const own = [...entity.fields.values()].filter((field) => !field.system || !field.computed);
  const section = (fields: readonly Field[]): FormSection[] =>
    fields.length === 0 ? [] : [{ columns: 2, fields: fields.map(formField) }];
  return {
    name: `${entity.name}.generated`,
    title: entity.title,
    entity: entity.name,
    default: true,
    roles: [],
    tabs: [
      {
        sections: [
          ...section(own.filter((field) => !field.computed && !field.children)),
          ...section(own.filter((field) => field.computed)),
          ...section(own.filter((field) => field.children)),
        ],
      },
    ],
  };
}

function formField({ name, type }: Field): FormField {
  return wide.has(type.name) ? { field: name, span: 2 } : { field: name };
}
