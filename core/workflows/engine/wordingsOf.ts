import { fillTemplate } from '../../model/templates/fillTemplate.ts';
import { parseTemplate } from '../../model/templates/parseTemplate.ts';
import { workflowTranslations } from '../../model/workflowTranslations.ts';
import type { DoStep, Template, TemplateExpression } from '../../model/workflowTypes.ts';
import type { Wordings } from '../../notifications/Wordings.ts';
import { storable } from './storable.ts';
import type { Frame, Walk } from './Walk.ts';

/** `title` and `text` that the step is given, in the languages that the workflow's texts are translated to. */
export function wordingsOf({ parts, ctx, run, now }: Walk, step: DoStep, { variables }: Frame): Wordings {
  const { timeZone } = parts;
  const found: Record<string, Record<string, string>> = {};
  if (step.with.is !== 'object') return found;
  for (const [name, template] of step.with.members) {
    const source = name === 'title' || name === 'text' ? sourceOf(template) : undefined;
    if (source === undefined) continue;
    for (const [language, translated] of workflowTranslations(ctx.model, run.workflow, source)) {
      const own = translatedTemplate(template, translated);
      if (own)
        found[language] = { ...found[language], [name]: String(fillTemplate(own, variables, { now, timeZone })) };
    }
  }
  return storable(found, 'input').value;
}

/** The text that it was read from. */
function sourceOf(template: Template): string | undefined {
  if (template.is === 'value') return typeof template.value === 'string' ? escaped(template.value) : undefined;
  if (template.is !== 'text') return undefined;
  return template.parts.map((part) => (typeof part === 'string' ? escaped(part) : `\${${part.source}}`)).join('');
}

function escaped(text: string): string {
  return text.replaceAll('${', '\\${');
}

/** A translation says the same with the same values: undefined where it asks for others. */
function translatedTemplate(template: Template, translated: string): Template | undefined {
  const known = new Map(expressionsOf(template).map((part) => [part.source, part]));
  const { parts, open } = parseTemplate(translated);
  const own = parts.map((part) => (typeof part === 'string' ? part : known.get(part.source)));
  if (open !== undefined || own.includes(undefined)) return undefined;
  return { is: 'text', parts: own.filter((part) => part !== undefined) };
}

function expressionsOf(template: Template): TemplateExpression[] {
  return template.is === 'text' ? template.parts.filter((part) => typeof part !== 'string') : [];
}
