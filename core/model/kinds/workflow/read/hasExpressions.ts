import { parseTemplate } from '../../../templates/parseTemplate.ts';

/** Whether the text is something else when its `${…}` are filled, or means to be. */
export function hasExpressions(text: string): boolean {
  const { parts, open } = parseTemplate(text);
  return open !== undefined || parts.some((part) => typeof part !== 'string');
}
