import type { PluginModel } from './pluginTypes.ts';
import { titleOf } from './title.ts';
import type { Entity, Field, FormField, FormSection, FormTab, Inverse, Locale, Model, Role } from './types.ts';

/** The texts of one language; English where it has none. */
export interface Texts {
  /** The language that was found for the one asked for, `en` when there is none. */
  readonly language: string;
  readonly group: (group: string) => string;
  readonly title: (entity: Entity) => string;
  readonly pluralTitle: (entity: Entity) => string;
  readonly description: (entity: Entity) => string | undefined;
  readonly fieldTitle: (entity: Entity, field: Field) => string;
  readonly help: (entity: Entity, field: Field) => string | undefined;
  readonly option: (entity: Entity, field: Field, value: string) => string;
  readonly inverse: (entity: Entity, inverse: Inverse) => string;
  readonly message: (entity: Entity, message: string) => string;
  readonly form: (form: string, text: string) => string;
  readonly view: (view: string, title: string) => string;
  readonly action: (action: string, text: string) => string;
  readonly page: (page: string, text: string) => string;
  readonly workflow: (workflow: string, text: string) => string;
  readonly roleTitle: (role: Role) => string;
  readonly roleDescription: (role: Role) => string | undefined;
  /** A text of the plugin with this id. */
  readonly plugin: (id: string, text: string) => string;
  readonly pluginTitle: (plugin: Pick<PluginModel, 'id' | 'title'>) => string;
  readonly pluginDescription: (plugin: Pick<PluginModel, 'id' | 'description'>) => string | undefined;
}

/** Texts for a language tag: that locale, else one of the same language (`zh` finds zh-CN), else English. */
export function textsOf(model: Pick<Model, 'entities' | 'locales'>, language: string): Texts {
  const locale = findLocale(model.locales, language);
  const of = ({ name }: Entity) => own(locale?.entities, name);
  const ofField = (entity: Entity, name: string) => own(of(entity)?.fields, name);
  const pluralTitle = (entity: Entity): string => of(entity)?.pluralTitle ?? of(entity)?.title ?? entity.pluralTitle;
  return {
    language: locale?.language ?? 'en',
    group: (group) => own(locale?.groups, group) ?? group,
    title: (entity) => of(entity)?.title ?? entity.title,
    pluralTitle,
    description: (entity) => of(entity)?.description ?? entity.description,
    fieldTitle: (entity, field) =>
      ofField(entity, field.name)?.title ?? (field.system ? own(locale?.system, field.name) : undefined) ?? field.title,
    help: (entity, field) => ofField(entity, field.name)?.help ?? field.schema.description,
    option: (entity, field, value) =>
      own(ofField(entity, field.name)?.options, value) ??
      own(field.schema['x-options'], value)?.title ??
      titleOf(value),
    inverse: (entity, inverse) => {
      const other = isOnlyInverse(entity, inverse) ? model.entities.get(inverse.entity) : undefined;
      return ofField(entity, inverse.name)?.title ?? (other ? pluralTitle(other) : titleOf(inverse.name));
    },
    message: (entity, message) => own(of(entity)?.rules, message) ?? message,
    form: (form, text) => own(own(locale?.forms, form), text) ?? text,
    action: (action, text) => own(own(locale?.actions, action), text) ?? text,
    page: (page, text) => own(own(locale?.pages, page), text) ?? text,
    workflow: (workflow, text) => own(own(locale?.workflows, workflow), text) ?? text,
    view: (view, title) => own(locale?.views, view)?.title ?? title,
    roleTitle: (role) => own(locale?.roles, role.name)?.title ?? role.title,
    roleDescription: (role) => own(locale?.roles, role.name)?.description ?? role.description,
    plugin: (id, text) => own(own(locale?.plugins, id)?.texts, text) ?? text,
    pluginTitle: ({ id, title }) => own(locale?.plugins, id)?.title ?? title,
    pluginDescription: ({ id, description }) => own(locale?.plugins, id)?.description ?? description,
  };
}

/** True when no other relation of that entity points here: then the entity's own name says enough. */
export function isOnlyInverse(entity: Entity, inverse: Inverse): boolean {
  return ![...entity.inverses.values()].some((other) => other !== inverse && other.entity === inverse.entity);
}

/** That of the language, else one of the same language. */
export function findLocale(locales: ReadonlyMap<string, Locale>, language: string): Locale | undefined {
  const [primary] = language.split('-');
  return (
    locales.get(language) ??
    (primary === 'en' ? undefined : [...locales.values()].find((locale) => locale.language.split('-')[0] === primary))
  );
}

function own<Value>(values: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return values && Object.hasOwn(values, key) ? values[key] : undefined;
}

/** The tabs of a form with every text translated. */
export function translateTabs(tabs: readonly FormTab[], translate: (text: string) => string): FormTab[] {
  const section = ({ title, description, fields, ...rest }: FormSection): FormSection => ({
    ...rest,
    ...(title === undefined ? {} : { title: translate(title) }),
    ...(description === undefined ? {} : { description: translate(description) }),
    fields: fields.map(
      ({ help, ...field }): FormField => ({ ...field, ...(help === undefined ? {} : { help: translate(help) }) }),
    ),
  });
  return tabs.map(({ title, sections }) => ({
    ...(title === undefined ? {} : { title: translate(title) }),
    sections: sections.map(section),
  }));
}
