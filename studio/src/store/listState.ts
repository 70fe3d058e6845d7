import { isDay, type Span, spans } from './calendar/span.ts';

/** What of a list stands in the address. */
export interface ListState {
  /** Name of a view; absent: the default one. */
  readonly view?: string;
  /** A condition in CEL, besides that of the view. */
  readonly where?: string;
  /** `-createdAt,name`; absent: the view's own. */
  readonly sort?: string;
  /** Search text. */
  readonly q?: string;
  /** See columnSpec; absent: those last used in the view, else the view's own. */
  readonly columns?: string;
  /** Id of the record in the panel beside the list. */
  readonly peek?: string;
  /** Of a calendar: the day that is looked at; absent: today. */
  readonly at?: string;
  /** Of a calendar: how much of it is shown. */
  readonly span?: Span;
}

const sortPattern = /^-?[a-zA-Z]\w*(\.\w+)*(,-?[a-zA-Z]\w*(\.\w+)*)*$/;
const columnsPattern = /^[a-zA-Z][\w.!:,]*$/;
const idPattern = /^[0-9a-f-]{36}$/;

/** Reads the part of the address after `?`. What is not understood is left out. */
export function parseListState(search: Readonly<Record<string, unknown>>): ListState {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const [view, where, sort, q] = [text('view'), text('where'), text('sort'), text('q')];
  const [columns, peek, at] = [text('columns'), text('peek'), text('at')];
  const span = spans.find((each) => each === search.span);
  return {
    ...(view ? { view } : {}),
    // Whether it is a condition is for the server to say: its answer stands in place of the rows.
    ...(where?.trim() ? { where } : {}),
    ...(sort && sortPattern.test(sort) ? { sort } : {}),
    ...(q ? { q } : {}),
    ...(columns && columnsPattern.test(columns) ? { columns } : {}),
    ...(peek && idPattern.test(peek) ? { peek } : {}),
    ...(at && isDay(at) ? { at } : {}),
    ...(span ? { span } : {}),
  };
}

/** The state with some parts set, and those that are undefined taken out. */
export function changeListState(
  state: ListState,
  change: { readonly [Name in keyof ListState]?: string | undefined },
): ListState {
  return parseListState({ ...state, ...change });
}
