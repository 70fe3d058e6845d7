import { isObject } from '../../../../../core/lib/json.ts';
import chinese from '../../../app/locales/cel/zh-CN.json' with { type: 'json' };
import { otherLanguage } from '../EntityEditing.ts';

/** What a function of CEL does, in the language of the page. The table of functions says it in English. */
export function describeIn(language: string, description: string): string {
  const texts: unknown = chinese;
  const text = language === otherLanguage && isObject(texts) ? texts[description] : undefined;
  return typeof text === 'string' ? text : description;
}
