import type { JsonObject } from '../../../../../core/lib/json.ts';
import { objectAt, textAt, withPath } from '../../entities/document/members.ts';

/** The text of a workflow in another language; workflows are translated text by text, whatever it stands for. */
export function workflowText(locale: JsonObject | null | undefined, workflow: string, english: string): string {
  return textAt(objectAt(locale, 'workflows', workflow), english) ?? '';
}

/** An empty text is none: then the English one shows. */
export function withWorkflowText(locale: JsonObject, workflow: string, english: string, text: string): JsonObject {
  return withPath(locale, ['workflows', workflow, english], text === '' ? undefined : text);
}

/** What an English text was translated to, under the text that it became. The same object where nothing changes. */
export function withTextMoved(locale: JsonObject, workflow: string, from: string, to: string): JsonObject {
  const known = objectAt(locale, 'workflows', workflow);
  const text = workflowText(locale, workflow, from);
  if (text === '' || to === '' || from === to || Object.hasOwn(known, to)) return locale;
  return withWorkflowText(withWorkflowText(locale, workflow, from, ''), workflow, to, text);
}
