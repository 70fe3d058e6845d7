import type { Page, Widget } from '../../types.ts';
import { inputTexts, resultTexts, translateResult } from '../action/texts.ts';
import type { WidgetDocument } from './document.ts';

/** Every text of a page that people see, once. Its group is translated with those of entities. */
export function pageTexts({ title, description, widgets }: PageLike): string[] {
  const texts = [title, description, ...widgets.flatMap(widgetTexts)];
  return [...new Set(texts)].filter((text) => text !== undefined);
}

/** A document, or what was made of it. */
interface PageLike extends Pick<Page, 'title' | 'description'> {
  readonly widgets: readonly (Widget | WidgetDocument)[];
}

function widgetTexts(widget: Widget | WidgetDocument): (string | undefined)[] {
  switch (widget.type) {
    case 'text':
      return [widget.title, widget.text];
    case 'actions':
      return [widget.title];
    case 'form':
      return [
        widget.title,
        widget.description,
        widget.submit,
        ...inputTexts(widget.input),
        ...resultTexts(widget.result),
      ];
    case 'function':
      return [widget.title, widget.description, ...resultTexts(widget.result)];
    default:
      return [widget.title, widget.description];
  }
}

/** A widget with its own texts in another language; what a form asks for is translated as an entity is. */
export function translateWidget<Of extends Widget>(widget: Of, say: (text: string) => string): Of {
  return {
    ...widget,
    ...(widget.title === undefined ? {} : { title: say(widget.title) }),
    ...('description' in widget && widget.description !== undefined ? { description: say(widget.description) } : {}),
    ...('submit' in widget && widget.submit !== undefined ? { submit: say(widget.submit) } : {}),
    ...('text' in widget ? { text: say(widget.text) } : {}),
    ...('result' in widget && widget.result ? { result: translateResult(widget.result, say) } : {}),
  };
}
