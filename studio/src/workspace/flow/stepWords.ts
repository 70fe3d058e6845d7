import type { TFunction } from 'i18next';
import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import { durationWords } from '../../lib/durationWords.ts';
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

/** What summaries are told with. */
export interface SummaryWords {
  readonly t: TFunction;
  readonly model: BrowserModel;
  readonly language: string;
  /** The entity that a step is about where it names none. */
  readonly about?: string | undefined;
  /** An English text in the language of the page. */
  readonly say?: ((text: string) => string) | undefined;
}

/**
 * What is set of a step, on one line: what people read of it, else names as people know them; expressions in angle
 * brackets.
 */
export function stepSummary(words: SummaryWords, step: JsonObject): string {
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
      return told === '' ? withSummary(words, input) : bare((words.say ?? asItStands)(told));
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

function withSummary(words: SummaryWords, input: JsonObject): string {
  const { model } = words;
  const entity = findEntity(model, textOf(input.entity));
  const about = entity ?? findEntity(model, words.about ?? '');
  const parts = Object.entries(input).flatMap(([name, value]) => {
    switch (name) {
      case 'entity':
        return entity?.title ?? textOf(value);
      case 'workflow':
        return model.workflows.find((each) => each.name === value)?.title ?? textOf(value);
      case 'form':
        return model.forms.find((each) => each.name === value)?.title ?? summaryOf(words, value);
      case 'field':
        return fieldTitle(about, textOf(value));
      case 'approvers':
      case 'to':
      case 'cc':
      case 'bcc':
      case 'among':
      case 'escalateTo':
        return peopleSummary(words, about, value);
      case 'values':
        return entity && isObject(value) ? valuesSummary(words, entity, value) : summaryOf(words, value);
      // It is the record of the run, or one that was read before: what is done with it says more.
      case 'id':
        return [];
      default:
        return typeof value === 'boolean' ? [] : (choiceWords(words.t, name, value) ?? summaryOf(words, value));
    }
  });
  return parts.filter(Boolean).slice(0, mostParts).join(' · ');
}

const choices = {
  mode: ['any', 'all', 'sequence', 'quorum'],
  method: ['roundRobin', 'leastLoaded', 'territory'],
  as: ['done', 'failed'],
} as const;

/** One of several ways that a step has, in words. */
function choiceWords(t: TFunction, name: string, value: Json): string | undefined {
  const mode = name === 'mode' ? choices.mode.find((each) => each === value) : undefined;
  if (mode) return t(`flow.mode.${mode}`);
  const method = name === 'method' ? choices.method.find((each) => each === value) : undefined;
  if (method) return t(`flow.method.${method}`);
  const end = name === 'as' ? choices.as.find((each) => each === value) : undefined;
  return end && t(`flow.state.${end}`);
}

function peopleSummary(words: SummaryWords, about: BrowserEntity | undefined, value: Json): string {
  const people = Array.isArray(value) ? value : [value];
  return people
    .map((person) => personSummary(words, about, person))
    .filter(Boolean)
    .join(', ');
}

function personSummary({ t, model, language }: SummaryWords, about: BrowserEntity | undefined, person: Json): string {
  if (typeof person === 'string') return isUuid(person) ? t('flow.person.user') : bare(person);
  if (!isObject(person)) return '';
  const { role, field, manager } = person;
  if (typeof role === 'string') return model.roles.find(({ name }) => name === role)?.title ?? role;
  if (typeof field === 'string') return fieldTitle(about, field);
  if (typeof person.team === 'string') return t('flow.person.team');
  if (manager !== undefined) {
    const levels = typeof manager === 'number' ? manager : 1;
    return t('flow.person.manager', { count: levels, number: new Intl.NumberFormat(language).format(levels) });
  }
  return '';
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function valuesSummary(words: SummaryWords, entity: BrowserEntity, values: JsonObject): string {
  const parts = Object.entries(values).map(([name, value]) => {
    const option = findField(entity, name)?.options?.find((each) => each.value === value);
    return `${fieldTitle(entity, name)}: ${option?.title ?? summaryOf(words, value)}`;
  });
  return parts.join(', ');
}

function fieldTitle(entity: BrowserEntity | undefined, name: string): string {
  return (entity && findField(entity, name)?.title) ?? name;
}

function summaryOf(words: SummaryWords, value: Json): string {
  if (Array.isArray(value)) {
    return value
      .map((each) => summaryOf(words, each))
      .filter(Boolean)
      .join(', ');
  }
  if (typeof value === 'boolean') return words.t(value ? 'value.yes' : 'value.no');
  if (!isObject(value))
    return value === null ? '' : (durationWords(String(value), words.language) ?? bare(String(value)));
  return Object.entries(value)
    .map(([name, member]) => `${name}: ${summaryOf(words, member)}`)
    .join(', ');
}

/** `Thank ${person.name}` as `Thank ‹person.name›`. */
function bare(text: string): string {
  return text.replaceAll(/\$\{\s*([^}]*?)\s*\}/g, '‹$1›').replaceAll(/\s+/g, ' ');
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
