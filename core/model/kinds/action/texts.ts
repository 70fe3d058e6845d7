import type { InputDocument } from '../../inputEntity.ts';
import type { ResultShape } from '../../pageTypes.ts';
import { items, members, object, textOf } from '../../references/collector.ts';
import { titleOf } from '../../title.ts';
import type { Action, Entity } from '../../types.ts';

type Texts = (string | undefined)[];

/** Every text of an action that people see, once; of a document or of what was made of it. */
export function actionTexts(
  action: Pick<Action, 'title' | 'description' | 'confirm' | 'success' | 'result'> & {
    readonly input?: Entity | InputDocument;
  },
): string[] {
  const { title, description, confirm, success, input, result } = action;
  const texts = [title, description, confirm, success, ...inputTexts(input), ...resultTexts(result)];
  return [...new Set(texts)].filter((text) => text !== undefined);
}

/** Titles, help and options of what is asked for. */
export function inputTexts(input: Entity | InputDocument | undefined): Texts {
  if (!input) return [];
  const properties = 'document' in input ? input.document.properties : input.properties;
  return members(properties).flatMap(([name, value]): Texts => {
    const field = object(value);
    const options = [...items(field.enum), ...items(object(field.items).enum)].map(([, option]) => textOf(option));
    return [
      textOf(field.title) || titleOf(name),
      textOf(field.description) || undefined,
      ...options.map((option) => textOf(object(object(field['x-options'])[option]).title) || titleOf(option)),
    ];
  });
}

/** Titles of what is shown. */
export function resultTexts(result: ResultShape | undefined): string[] {
  if (result?.as === 'facts') return result.items.map(({ title }) => title);
  return result?.as === 'table' ? result.columns.map(({ title }) => title) : [];
}

/** The shape with its titles in another language. */
export function translateResult(result: ResultShape, say: (text: string) => string): ResultShape {
  const item = <Item extends { readonly title: string }>(each: Item): Item => ({ ...each, title: say(each.title) });
  if (result.as === 'facts') return { ...result, items: result.items.map(item) };
  return result.as === 'table' ? { ...result, columns: result.columns.map(item) } : result;
}
