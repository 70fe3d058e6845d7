import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldText, localeText } from './document/localeTexts.ts';
import { otherLanguage, useEntityEditing } from './EntityEditing.ts';

/** Titles of the fields in the language of the page, by name. */
export function useFieldTitles(): ReadonlyMap<string, string> {
  const { i18n } = useTranslation();
  const { name, fields, locale } = useEntityEditing();
  const isOther = i18n.language === otherLanguage;
  return useMemo(
    () =>
      new Map(
        fields.map((field) => {
          const own = isOther ? localeText(locale, name, fieldText.title(field.name)) : '';
          return [field.name, own || field.title];
        }),
      ),
    [fields, locale, name, isOther],
  );
}
