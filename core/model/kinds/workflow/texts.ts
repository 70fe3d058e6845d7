import type { Definition } from '../../../definitions/types.ts';
import { isObject, type Json, type JsonObject } from '../../../lib/json.ts';
import { object, textOf } from '../../references/collector.ts';
import { parseTemplate } from '../../templates/parseTemplate.ts';
import { inputTexts } from '../action/texts.ts';
import { workflowDocument } from './document.ts';

/** Every text of a workflow that people see, once: titles, and what its steps say, with the `${…}` in it. */
export function workflowTexts(workflow: Pick<Definition, 'name' | 'document'>): string[] {
  const texts = new Set<string>();
  const note = (text: string) => {
    texts.add(text);
    return text;
  };
  translateWorkflow(workflow.document, { title: note, words: note });
  for (const text of inputTexts(workflowDocument(workflow).input)) if (text !== undefined) texts.add(text);
  return [...texts];
}

/** Gives texts in another language. */
interface Saying {
  /** What whoever looks at the workflow reads. */
  title(text: string): string;
  /** What its steps say to people, who may read something else, with the `${…}` in it. */
  words(text: string): string;
}

/** The document with its texts in another language. */
export function translateWorkflow(document: JsonObject, say: Saying): JsonObject {
  const texts = translateMembers(document, ['title', 'description'], say.title);
  const input = isObject(document.input) ? { input: translateInput(document.input, say.title) } : {};
  return { ...texts, ...input, ...inEach(texts, ['steps'], (step) => translateStep(step, say)) };
}

/** Members of a step, a branch or a case that hold others. */
const lists = ['then', 'else', 'cases', 'default', 'steps', 'parallel', 'try', 'catch', 'compensate'] as const;

/** Members of what a step is given that people here read. Mails are in the language of whoever gets them. */
const said: Readonly<Record<string, readonly string[]>> = {
  notify: ['title', 'text'],
  comment: ['title', 'text'],
  approval: ['title', 'text'],
};

/** They write a record, whose texts are read: a subject, but no status. */
const writing: ReadonlySet<string> = new Set(['records.create', 'records.update']);

function translateStep(part: Json, say: Saying): Json {
  if (!isObject(part)) return part;
  const step = translateMembers(part, ['title'], say.title);
  const type = textOf(step.do);
  const given = object(step.with);
  const words = said[type];
  const own = words
    ? { with: translateMembers(given, words, (text) => (hasWords(text) ? say.words(text) : text)) }
    : {};
  const written = writing.has(type)
    ? { with: { ...given, values: translateValues(object(given.values), say.words) } }
    : {};
  return { ...step, ...own, ...written, ...inEach(step, lists, (inner) => translateStep(inner, say)) };
}

/** The value of an option is one word. */
function translateValues(values: JsonObject, say: (text: string) => string): JsonObject {
  return translateMembers(values, Object.keys(values), (text) =>
    /\s/.test(text) && hasWords(text) ? say(text) : text,
  );
}

function translateInput(input: JsonObject, say: (text: string) => string): JsonObject {
  const properties = Object.entries(object(input.properties)).map(([name, value]): [string, Json] => {
    const field = translateMembers(object(value), ['title', 'description'], say);
    if (!isObject(field['x-options'])) return [name, field];
    const options = Object.entries(field['x-options']).map(([option, texts]): [string, Json] => [
      option,
      isObject(texts) ? translateMembers(texts, ['title'], say) : texts,
    ]);
    return [name, { ...field, 'x-options': Object.fromEntries(options) }];
  });
  return { ...input, properties: Object.fromEntries(properties) };
}

function translateMembers(value: JsonObject, names: readonly string[], say: (text: string) => string): JsonObject {
  const texts = names.flatMap((name): [string, Json][] => {
    const text = value[name];
    return typeof text === 'string' && text !== '' ? [[name, say(text)]] : [];
  });
  return { ...value, ...Object.fromEntries(texts) };
}

/** Those members that are lists, with what becomes of each item. */
function inEach(value: JsonObject, names: readonly string[], change: (item: Json) => Json): JsonObject {
  const changed = names.flatMap((name): [string, Json][] => {
    const list = value[name];
    return Array.isArray(list) ? [[name, list.map(change)]] : [];
  });
  return Object.fromEntries(changed);
}

function hasWords(text: string): boolean {
  return parseTemplate(text).parts.some((part) => typeof part === 'string' && /\p{L}/u.test(part));
}
