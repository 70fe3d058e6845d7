import type { TFunction } from 'i18next';
import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import { findEntity } from '../../store/model.ts';
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

/** What is set of a step, on one line: names as people know them, expressions in angle brackets. */
export function stepSummary(model: BrowserModel, step: JsonObject): string {
  switch (stepKind(step)) {
    case 'if':
      return textOf(step.if);
    case 'switch':
      return textOf(step.switch);
    case 'forEach':
      return textOf(step.forEach);
    case 'parallel':
    case 'try':
      return '';
    default:
      return withSummary(model, isObject(step.with) ? step.with : {});
  }
}

/** Longer ones are cut by the line they stand on. */
const mostParts = 3;

function withSummary(model: BrowserModel, input: JsonObject): string {
  const parts = Object.entries(input).flatMap(([name, value]) => {
    if (name === 'entity') return findEntity(model, textOf(value))?.title ?? textOf(value);
    return summaryOf(value);
  });
  return parts.filter(Boolean).slice(0, mostParts).join(' · ');
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
