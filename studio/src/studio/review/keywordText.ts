import type { TFunction } from 'i18next';

/** What documents say by keywords, in words. */
const keywords = [
  'title',
  'x-plural',
  'description',
  'type',
  'x-type',
  'format',
  'enum',
  'items',
  'default',
  'x-default',
  'required',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'multipleOf',
  'readOnly',
  'x-formula',
  'x-relation',
  'x-rollup',
  'x-children',
  'x-options',
  'x-transitions',
  'x-number',
  'x-currency',
  'x-scale',
  'x-accept',
  'x-maxBytes',
  'x-sensitive',
  'x-unique',
  'x-index',
  'x-rules',
  'x-display',
  'x-search',
  'x-owned',
  'x-order',
  'x-icon',
  'x-group',
  'x-parent',
  'roles',
  'entity',
  'tabs',
  'sections',
  'columns',
  'fields',
  'span',
  'showWhen',
  'requireWhen',
  'readOnlyWhen',
  'optionsWhen',
  'help',
  'groupBy',
  'cardFields',
  'sumField',
  'startField',
  'endField',
  'titleField',
  'colorField',
  'where',
  'sort',
  'width',
  'color',
  'enabled',
  'runAs',
  'trigger',
  'steps',
  'with',
  'when',
  'watch',
  'if',
  'then',
  'else',
  'switch',
  'cases',
  'forEach',
  'parallel',
  'try',
  'catch',
  'retry',
  'timeout',
  'onError',
  'compensate',
  'variables',
  'input',
  'values',
  'concurrency',
  'rate',
  'retention',
  'timeZone',
  'offset',
] as const;

/** Where something stands in a document, in words: `Field “phone” · Title`. Names that people gave stand as they are. */
export function pathText(t: TFunction, path: readonly string[]): string {
  const words: string[] = [];
  for (let at = 0; at < path.length; at += 1) {
    const [part = '', next] = [path[at], path[at + 1]];
    if (part === 'properties' && next !== undefined) {
      words.push(t('studio.fieldNamed', { name: next }));
      at += 1;
    } else if (part === 'x-options' && next !== undefined) {
      words.push(t('studio.optionNamed', { name: next }));
      at += 1;
    } else words.push(keywordText(t, part));
  }
  return words.join(' · ');
}

/** It has words. */
export function isKeyword(name: string): boolean {
  return keywords.some((each) => each === name);
}

export function keywordText(t: TFunction, keyword: string): string {
  const known = keywords.find((each) => each === keyword);
  return known ? t(`studio.keyword.${known}`) : keyword;
}
