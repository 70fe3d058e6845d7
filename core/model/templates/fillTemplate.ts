import type { EvaluateOptions, Variables } from '../../expressions/compileExpression.ts';
import { toId } from '../../expressions/evaluation/toValue.ts';
import { toJson } from '../../expressions/toJson.ts';
import type { Json } from '../../lib/json.ts';
import type { Template, TemplateExpression } from '../workflowTypes.ts';

/**
 * The JSON that a template becomes. What is missing is null; inside a text it is nothing, a time is written in ISO 8601,
 * and what has several parts as JSON. Throws KILN_TOO_EXPENSIVE beyond the limits of expressions, and nothing else.
 */
export function fillTemplate(template: Template, variables: Variables, options: EvaluateOptions): Json {
  const fill = (each: Template): Json => fillTemplate(each, variables, options);
  switch (template.is) {
    case 'value':
      return template.value;
    case 'expression': {
      const value = jsonOf(template, variables, options);
      return template.escape === 'html' && typeof value === 'string' ? escapeHtml(value) : value;
    }
    case 'text':
      return template.parts
        .map((part, index) => (typeof part === 'string' ? part : textOf(part, index > 0, variables, options)))
        .join('');
    case 'condition':
      return { cel: template.cel, values: template.values.map(fill) };
    case 'list':
      return template.items.map(fill);
    case 'object':
      return Object.fromEntries(template.members.map(([name, member]): [string, Json] => [name, fill(member)]));
  }
}

function jsonOf(part: TemplateExpression, variables: Variables, options: EvaluateOptions): Json {
  const value = toJson(part.evaluate(variables, options), part.expression.type);
  if (part.as === 'id') return toId(value);
  return part.as === 'ids' && Array.isArray(value) ? value.map(toId) : value;
}

/** `isInside`: something stands before it, so in an address it is not the address itself. */
function textOf(part: TemplateExpression, isInside: boolean, variables: Variables, options: EvaluateOptions): string {
  const value = jsonOf(part, variables, options);
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  if (part.escape === 'html') return escapeHtml(text);
  return part.escape === 'url' && isInside ? encodeURIComponent(text.toWellFormed()) : text;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
