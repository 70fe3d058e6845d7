import { type Said, said } from '../../errors/said.ts';

/** A kind of definition, or what definitions are made of, as a word in a sentence. */
export function kindWord(kind: string): Said | string {
  return words[kind] ?? kind;
}

const words: Readonly<Record<string, Said | undefined>> = {
  entity: said`entity`,
  form: said`form`,
  view: said`view`,
  role: said`role`,
  workflow: said`workflow`,
  action: said`action`,
  page: said`page`,
  plugin: said`plugin`,
  locale: said`locale`,
  field: said`field`,
  'system field': said`system field`,
  option: said`option`,
  group: said`group`,
  text: said`text`,
  message: said`message`,
  variable: said`variable`,
  'step of the plugin': said`step of the plugin`,
  'function of the plugin': said`function of the plugin`,
};
