import type { Locale, Model } from './types.ts';

/**
 * What a text of a workflow says in other languages than it is written in, by language: as the locale documents have
 * it. A text in one of their languages is found, too: whoever switches a workflow on in Chinese has it in Chinese.
 *
 * @param workflow its name
 * @param text as the workflow's document has it, with the `${…}` in it
 */
export function workflowTranslations(
  { locales }: Pick<Model, 'locales'>,
  workflow: string,
  text: string,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const each = [...locales.values()].map((locale) => ({ language: locale.language, texts: textsOf(locale, workflow) }));
  const isKey = each.some(({ texts }) => Object.hasOwn(texts, text));
  const english = isKey ? text : each.flatMap(({ texts }) => keyOf(texts, text) ?? [])[0];
  if (english === undefined) return found;
  if (english !== text) found.set('en', english);
  for (const { language, texts } of each) {
    const own = Object.hasOwn(texts, english) ? texts[english] : undefined;
    if (own !== undefined && own !== text) found.set(language, own);
  }
  return found;
}

type Texts = Readonly<Record<string, string>>;

function textsOf({ workflows }: Locale, workflow: string): Texts {
  return (Object.hasOwn(workflows, workflow) ? workflows[workflow] : undefined) ?? {};
}

function keyOf(texts: Texts, translated: string): string | undefined {
  return Object.entries(texts).find(([, text]) => text === translated)?.[0];
}
