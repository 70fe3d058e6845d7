import { said } from '../../errors/said.ts';
import { hasId } from '../../expressions/checking/joinTypes.ts';
import type { Compiled, Template, TemplateExpression } from '../workflowTypes.ts';
import { parseTemplate, type TemplatePart, wholeExpression } from './parseTemplate.ts';
import { type Reading, readExpression } from './readExpression.ts';

interface TextReading extends Reading {
  readonly escape?: 'html' | 'url' | undefined;
}

/** A text with `${…}`; what is wrong in it is told, and it is nothing then. */
export function readText(text: string, reading: TextReading): Template {
  const parsed = parseTemplate(text);
  if (parsed.open !== undefined) reading.complain(said`This "\${" is never closed by "}".`, parsed.open);
  const whole = wholeExpression(parsed);
  if (whole) {
    const expression = readExpression(whole.source, reading, undefined, whole.start);
    return expression ? { is: 'expression', ...withEscape(expression, reading) } : nothing;
  }
  return partsOf(parsed.parts, reading);
}

export const nothing: Template = { is: 'value', value: null };

export function partsOf(parts: readonly TemplatePart[], reading: TextReading): Template {
  if (parts.every((part) => typeof part === 'string')) return { is: 'value', value: parts.join('') };
  return {
    is: 'text',
    parts: parts.flatMap((part): (string | TemplateExpression)[] => {
      if (typeof part === 'string') return [part];
      const expression = readExpression(part.source, reading, undefined, part.start);
      return expression ? [withEscape({ ...expression, ...idOf(expression) }, reading)] : [];
    }),
  };
}

function withEscape<Part extends TemplateExpression>(part: Part, reading: TextReading): Part {
  return reading.escape === undefined ? part : { ...part, escape: reading.escape };
}

/** Says that of a record its id is meant. */
export function idOf({ expression: { type } }: Compiled): Pick<TemplateExpression, 'as'> {
  if (hasId(type)) return { as: 'id' };
  return type.kind === 'list' && hasId(type.of) ? { as: 'ids' } : {};
}
