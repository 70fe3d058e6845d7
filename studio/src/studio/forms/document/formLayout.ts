import { isObject, type Json, type JsonObject } from '../../../../../core/lib/json.ts';
import type { FormField, FormSection, FormTab } from '../../../../../core/model/types.ts';

/** The layout of a form document, every field as an object. What the server would not accept is read as far as it goes. */
export function layoutOf(document: JsonObject): FormTab[] {
  return objects(document.tabs).map((tab) => ({
    ...textMember(tab, 'title'),
    sections: objects(tab.sections).map(sectionOf),
  }));
}

/** The document with that layout, as short as it can be said: a field that is nothing but a name is its name. */
export function withLayout(document: JsonObject, tabs: readonly FormTab[]): JsonObject {
  return { ...document, tabs: tabs.map(tabDocument) };
}

function sectionOf(section: JsonObject): FormSection {
  const { columns } = section;
  return {
    ...textMember(section, 'title'),
    ...textMember(section, 'description'),
    columns: columns === 1 || columns === 3 ? columns : 2,
    ...textMember(section, 'showWhen'),
    fields: (Array.isArray(section.fields) ? section.fields : []).flatMap(fieldOf),
  };
}

function fieldOf(item: Json): FormField[] {
  if (typeof item === 'string') return [{ field: item }];
  if (!isObject(item) || typeof item.field !== 'string') return [];
  return [
    {
      field: item.field,
      ...(typeof item.span === 'number' ? { span: item.span } : {}),
      ...textMember(item, 'showWhen'),
      ...textMember(item, 'requireWhen'),
      ...textMember(item, 'readOnlyWhen'),
      ...textMember(item, 'help'),
    },
  ];
}

function tabDocument({ title, sections }: FormTab): JsonObject {
  return { ...(title === undefined ? {} : { title }), sections: sections.map(sectionDocument) };
}

function sectionDocument({ title, description, columns, showWhen, fields }: FormSection): JsonObject {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    columns,
    ...(showWhen === undefined ? {} : { showWhen }),
    fields: fields.map(({ field, ...rest }) => (Object.keys(rest).length === 0 ? field : { field, ...rest })),
  };
}

function objects(list: Json | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function textMember<Name extends string>(object: JsonObject, name: Name): { readonly [Key in Name]?: string } {
  const value = object[name];
  const member: { [Key in Name]?: string } = {};
  if (typeof value === 'string') member[name] = value;
  return member;
}
