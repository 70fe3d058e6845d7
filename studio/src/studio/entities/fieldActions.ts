import type { JsonObject } from '../../../../core/lib/json.ts';
import { type BothTexts, optionTexts } from './bothTexts.ts';
import { apiName } from './document/apiName.ts';
import { addField, changeField, fieldNames, freeName, removeField, renameField } from './document/changeFields.ts';
import type { EntityField } from './document/entityFields.ts';
import { type FieldTypeName, startingSchema } from './document/fieldKinds.ts';
import {
  emptyLocale,
  fieldText,
  localeText,
  withLocaleText,
  withoutTexts,
  withRenamedText,
} from './document/localeTexts.ts';
import { objectAt, textAt, withMember, withPath } from './document/members.ts';
import { fieldOptions } from './document/options.ts';
import { type EntityEditing, otherLanguage } from './EntityEditing.ts';

/** A new field of a type before the one at `at`; gives its name. */
export function addNewField(editing: EntityEditing, type: FieldTypeName, titles: BothTexts, at?: number): string {
  const { document, around } = editing;
  const name = freeName(reserved(document), apiName(titles.en, 'field'));
  const number = /\d+$/.exec(name)?.[0];
  const title = number === undefined ? titles : { en: `${titles.en} ${number}`, other: `${titles.other} ${number}` };
  const next = addField(document, name, { title: title.en, ...startingSchema(type, around) }, at);
  const texts = withLocaleText(textsOf(editing), editing.name, fieldText.title(name), title.other);
  const options = fieldOptions(objectAt(next, 'properties', name));
  const withOptions = options.reduce(
    (before, { value }, index) =>
      withLocaleText(before, editing.name, fieldText.option(name, value), optionTexts(index + 1).other),
    texts,
  );
  editing.changeBoth(next, withOptions);
  return name;
}

/** A copy beside the field, under a name of its own; gives that name. */
export function duplicateField(editing: EntityEditing, field: EntityField, titles: BothTexts): string {
  const { document } = editing;
  const name = freeName(reserved(document), field.name);
  const schema = { ...withMember(field.schema, 'x-id', undefined), title: titles.en };
  const next = addField(document, name, schema, fieldNames(document).indexOf(field.name) + 1);
  const texts = objectAt(editing.locale, 'entities', editing.name, 'fields', field.name);
  const copied = withPath(textsOf(editing), ['entities', editing.name, 'fields', name], texts);
  editing.changeBoth(next, withLocaleText(copied, editing.name, fieldText.title(name), titles.other));
  return name;
}

export function removeEntityField(editing: EntityEditing, field: EntityField): void {
  const texts = withoutTexts(textsOf(editing), ['entities', editing.name, 'fields', field.name]);
  editing.changeBoth(removeField(editing.document, field.name), texts);
}

/** Another name of the field in definitions and the API. */
export function renameEntityField(editing: EntityEditing, field: EntityField, to: string, step?: string): void {
  const { document, locale } = renamed(editing, editing.document, textsOf(editing), field, to);
  editing.changeBoth(document, locale, step);
}

/**
 * A title in one of both languages. A field that was never saved takes its name from it for as long as nobody gave it another;
 * and where there is no English title of its own, the other one stands for it. Gives the name that the field has then.
 */
export function setFieldTitle(
  editing: EntityEditing,
  field: EntityField,
  language: 'en' | 'other',
  text: string,
  step: string,
): string {
  const { romanize, savedIds } = editing;
  const path = fieldText.title(field.name);
  const other = localeText(editing.locale, editing.name, path);
  const english = textAt(field.schema, 'title') ?? '';
  const isCopied = language === 'other' && (english === '' || english === other);
  const nextEnglish = language === 'en' || isCopied ? text : english;
  const document = changeField(editing.document, field.name, (schema) =>
    withMember(schema, 'title', nextEnglish.trim() === '' ? undefined : nextEnglish),
  );
  const locale = language === 'other' ? withLocaleText(textsOf(editing), editing.name, path, text) : textsOf(editing);
  const others = reserved(editing.document).filter((name) => name !== field.name);
  const nameFor = (title: string) => freeName(others, apiName(title, 'field', romanize));
  const isDerived = !savedIds.has(field.id) && field.name === nameFor(english);
  const name = isDerived && nextEnglish !== english ? nameFor(nextEnglish) : field.name;
  const next = renamed(editing, document, locale, field, name);
  editing.changeBoth(next.document, next.locale, step);
  return name;
}

function renamed(editing: EntityEditing, document: JsonObject, locale: JsonObject, field: EntityField, to: string) {
  const savedAs = editing.savedIds.has(field.id) ? field.id : undefined;
  return {
    document: renameField(document, field.name, to, savedAs),
    locale: withRenamedText(locale, ['entities', editing.name, 'fields'], field.name, to),
  };
}

function textsOf({ locale }: EntityEditing): JsonObject {
  return locale ?? emptyLocale(otherLanguage);
}

/** Names that a new field cannot have: those of the others, and those that every record has. */
function reserved(document: JsonObject): string[] {
  return [
    ...fieldNames(document),
    'id',
    'version',
    'createdAt',
    'createdBy',
    'updatedAt',
    'updatedBy',
    'deletedAt',
    'ownerId',
  ];
}
