import type { TFunction } from 'i18next';
import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import { findEntity, findField } from '../../store/model.ts';
import { stepKind } from '../../store/workflow/stepTree.ts';
import { isKnownStep } from './stepLook.ts';

/** What a step is called: its own title, else what it does. `say`: an English text in the language of the page. */
export function stepTitle(t: TFunction, step: JsonObject, say: (text: string) => string = asItStands): string {
  return typeof step.title === 'string' && step.title.trim() !== '' ? say(step.title) : kindTitle(t, stepKind(step));
}

function asItStands(text: string): string {
  return text;
}

/** What steps of a kind do. */
export function kindTitle(t: TFunction, kind: string): string {
  return isKnownStep(kind) ? t(`flow.steps.${kind}`) : kind === '' ? t('flow.nothing') : kind;
}

/**
 * What is set of a step, on one line: what people read of it, else names as people know them; expressions in angle
 * brackets. `say`: an English text in the language of the page.
 */
export function stepSummary(model: BrowserModel, step: JsonObject, say: (text: string) => string = asItStands): string {
  const kind = stepKind(step);
  switch (kind) {
    case 'if':
      return textOf(step.if);
    case 'switch':
      return textOf(step.switch);
    case 'forEach':
      return textOf(step.forEach);
    case 'parallel':
    case 'try':
      return '';
    default: {
      const input = isObject(step.with) ? step.with : {};
      const told = textOf(input[toldBy.get(kind) ?? '']);
      return told === '' ? withSummary(model, input) : bare(say(told));
    }
  }
}

/** What of a step people read. */
const toldBy: ReadonlyMap<string, string> = new Map([
  ['approval', 'title'],
  ['notify', 'title'],
  ['mail', 'subject'],
  ['comment', 'text'],
]);

/** Longer ones are cut by the line they stand on. */
const mostParts = 3;

function withSummary(model: BrowserModel, input: JsonObject): string {
  const entity = findEntity(model, textOf(input.entity));
  const parts = Object.entries(input).flatMap(([name, value]) => {
    if (name === 'entity') return entity?.title ?? textOf(value);
    // It is the record of the run, or one that was read before: what is done with it says more.
    if (name === 'id' || typeof value === 'boolean') return [];
    if (name === 'values' && entity && isObject(value)) return valuesSummary(entity, value);
    return summaryOf(value);
  });
  return parts.filter(Boolean).slice(0, mostParts).join(' · ');
}

function valuesSummary(entity: BrowserEntity, values: JsonObject): string {
  const parts = Object.entries(values).map(([name, value]) => {
    const field = findField(entity, name);
    const option = field?.options?.find((each) => each.value === value);
    return `${field?.title ?? name}: ${option?.title ?? summaryOf(value)}`;
  });
  return parts.join(', ');
}

function summaryOf(value: Json): string {
  if (Array.isArray(value)) return value.map(summaryOf).filter(Boolean).join(', ');
  if (!isObject(value)) return value === null ? '' : bare(String(value));
  return Object.entries(value)
    .map(([name, member]) => `${name}: ${summaryOf(member)}`)
    .join(', ');
}

/** `Thank ${person.name}` as `Thank ‹person.name›`. */
function bare(text: string): string {
  return text.replaceAll(/\$\{\s*([^}]*?)\s*\}/g, '‹$1›').replaceAll(/\s+/g, ' ');
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
