import { isObject } from '../../../../../core/lib/json.ts';
import chinese from '../../../app/locales/steps/zh-CN.json' with { type: 'json' };
import { otherLanguage } from '../../entities/EntityEditing.ts';

/** A text of the catalogue of steps in the language of the page. The catalogue says it in English. */
export function inputText(language: string, english: string): string {
  const texts: unknown = chinese;
  const text = language === otherLanguage && isObject(texts) ? texts[english] : undefined;
  return typeof text === 'string' ? text : english;
}
