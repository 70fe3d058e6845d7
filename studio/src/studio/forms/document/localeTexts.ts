import type { JsonObject } from '../../../../../core/lib/json.ts';
import { formTexts } from '../../../../../core/model/kinds/form/texts.ts';
import { objectAt, textAt, withPath } from '../../entities/document/members.ts';
import { layoutOf } from './formLayout.ts';

/** The text of a form in another language; forms are translated text by text, whatever it stands for. */
export function formText(locale: JsonObject | null | undefined, form: string, english: string): string {
  return textAt(objectAt(locale, 'forms', form), english) ?? '';
}

/** An empty text is none: then the English one shows. */
export function withFormText(locale: JsonObject, form: string, english: string, text: string): JsonObject {
  return withPath(locale, ['forms', form, english], text === '' ? undefined : text);
}

/**
 * The texts of another language after a form has changed: of an English text that became another one the translation goes
 * along, and what no part of the form says any more goes. The same object where nothing changes.
 */
export function followForm(
  locale: JsonObject,
  form: string,
  document: JsonObject,
  renamed?: { readonly from: string | undefined; readonly to: string },
): JsonObject {
  const used = new Set(formTexts({ title: textAt(document, 'title') ?? '', tabs: layoutOf(document) }));
  const known = objectAt(locale, 'forms', form);
  const moved = renamed?.from === undefined ? '' : formText(locale, form, renamed.from);
  const isMoved = renamed !== undefined && moved !== '' && used.has(renamed.to) && !Object.hasOwn(known, renamed.to);
  const next = {
    ...Object.fromEntries(Object.entries(known).filter(([english]) => used.has(english))),
    ...(isMoved ? { [renamed.to]: moved } : {}),
  };
  const isSame = !isMoved && Object.keys(next).length === Object.keys(known).length;
  if (isSame) return locale;
  return withPath(locale, ['forms', form], Object.keys(next).length === 0 ? undefined : next);
}
