import { type EmbeddedSource, parseTemplate } from '../../../../core/model/templates/parseTemplate.ts';

/** The expressions of a template, each with where it begins. */
export function embedded(text: string): EmbeddedSource[] {
  return parseTemplate(text).parts.filter((part) => typeof part === 'object');
}
