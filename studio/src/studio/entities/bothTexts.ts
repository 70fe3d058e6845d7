import { createInstance, type TFunction } from 'i18next';
import en from '../../app/locales/designer/en.json' with { type: 'json' };
import chinese from '../../app/locales/designer/zh-CN.json' with { type: 'json' };
import type { FieldTypeName } from './document/fieldKinds.ts';
import { otherLanguage } from './EntityEditing.ts';

/** A text in both languages: what is made anew has both, whoever makes it. */
export interface BothTexts {
  readonly en: string;
  readonly other: string;
}

/** The title that a new field of a type begins with. */
export function typeTexts(type: FieldTypeName): BothTexts {
  return inBoth((t) => t(`designer.type.${type}.title`));
}

/** The title of an option that nobody has named yet. */
export function optionTexts(number: number): BothTexts {
  return inBoth((t) => t('designer.newOption', { number }));
}

/** The title of a copy; of what has none in a language, none. */
export function copyTexts(titles: BothTexts): BothTexts {
  const copy = (title: string, t: TFunction) => (title === '' ? '' : t('designer.copyOf', { title }));
  return { en: copy(titles.en, inEnglish), other: copy(titles.other, inOther) };
}

const texts = createInstance();
texts.init({
  lng: 'en',
  initAsync: false,
  resources: { en: { translation: en }, [otherLanguage]: { translation: chinese } },
  interpolation: { escapeValue: false },
});
const inEnglish = texts.getFixedT('en');
const inOther = texts.getFixedT(otherLanguage);

function inBoth(text: (t: TFunction) => string): BothTexts {
  return { en: text(inEnglish), other: text(inOther) };
}
