import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityField } from '../document/entityFields.ts';
import { fieldText, localeText } from '../document/localeTexts.ts';
import { fieldOptions } from '../document/options.ts';
import { otherLanguage, useEntityEditing } from '../EntityEditing.ts';

/** The values of a select, with their titles in the language of the page. */
export function useOptionTitles({ name: field, schema }: EntityField): readonly { name: string; title: string }[] {
  const { i18n } = useTranslation();
  const { name, locale } = useEntityEditing();
  const isOther = i18n.language === otherLanguage;
  return useMemo(
    () =>
      fieldOptions(schema).map(({ value, title }) => {
        const own = isOther ? localeText(locale, name, fieldText.option(field, value)) : '';
        return { name: value, title: own || title };
      }),
    [schema, locale, name, field, isOther],
  );
}
