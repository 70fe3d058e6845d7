import type { Definition } from '../../../definitions/types.ts';
import { isObject } from '../../../lib/json.ts';
import type { InputDocument } from '../../inputEntity.ts';
import type {
  ActionsWidget,
  ChartWidget,
  FormWidget,
  FunctionWidget,
  ListWidget,
  NumberWidget,
  TextWidget,
} from '../../pageTypes.ts';
import type { Page } from '../../types.ts';

/** A page document that schemas/meta/page.json accepts. */
export interface PageDocument
  extends Pick<Page, 'title' | 'description' | 'group' | 'icon' | 'entity' | 'when' | 'period'> {
  readonly $id: string;
  readonly place?: Page['place'];
  readonly show?: Page['show'];
  readonly roles?: readonly string[];
  readonly widgets: readonly WidgetDocument[];
}

/** A widget as it is written: what the compiler fills in may be left out. */
export type WidgetDocument =
  | Written<NumberWidget, 'measure' | 'compare'>
  | Written<ChartWidget, 'measure' | 'stacked' | 'horizontal' | 'limit'>
  | ListDocument
  | Written<TextWidget, never>
  | Written<FunctionWidget, never>
  | Written<FormWidget<InputDocument>, never>
  | Written<ActionsWidget, never>;

type Written<Of extends { readonly span: number }, Filled extends keyof Of> = Omit<Of, Filled | 'span'> &
  Partial<Pick<Of, Filled | 'span'>>;

/** Of a view, or of an entity with columns. */
export interface ListDocument extends Written<Omit<ListWidget, 'columns'>, 'limit' | 'entity'> {
  readonly columns?: readonly string[];
}

/** The typed document of a definition that the metaschema has accepted. */
export function pageDocument(definition: Definition): PageDocument {
  const document: unknown = definition.document;
  if (!isPageDocument(document)) throw new TypeError(`The page ${definition.name} was not checked`);
  return document;
}

// The metaschema has looked at everything below these members.
function isPageDocument(document: unknown): document is PageDocument {
  return isObject(document) && typeof document.title === 'string' && Array.isArray(document.widgets);
}
