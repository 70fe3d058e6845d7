import type { JsonObject } from '../lib/json.ts';

/** Something to do at the press of a button. `Input`: what an input has become. */
export interface ActionOf<Input> {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly icon?: string;
  /** Absent: it is done with no record. */
  readonly entity?: string;
  /** Where its button stands; empty without an entity. */
  readonly on: readonly ActionPlace[];
  readonly call: FunctionCall | WorkflowCall;
  /** CEL over the record itself and actor. */
  readonly when?: string;
  readonly confirm?: string;
  readonly danger: boolean;
  /** What is asked for before, as an entity that is in no model; its name is `inputName`'s. */
  readonly input?: Input;
  /** With many records: a call for each, or one with the ids of all. */
  readonly bulk: 'each' | 'together';
  readonly success?: string;
  readonly result?: ResultShape;
  /** Names of roles: it is offered to their holders. Empty: to everybody. */
  readonly roles: readonly string[];
}

export type ActionPlace = 'record' | 'list' | 'form';

export interface FunctionCall {
  readonly plugin: string;
  readonly function: string;
  /** Members of the input that are always the same. */
  readonly with?: JsonObject;
}

/** Starts a workflow, and asks for its input. */
export interface WorkflowCall {
  readonly workflow: string;
  /** Members of the input that are always the same: nobody is asked for them. */
  readonly with?: JsonObject;
}

/** How the output of a function is shown. Keys are paths into it. */
export type ResultShape =
  | { readonly as: 'facts'; readonly items: readonly ResultItem[] }
  | { readonly as: 'table'; readonly rows: string; readonly columns: readonly ResultItem[] }
  | ({
      readonly as: 'lines';
      readonly rows: string;
      readonly label: string;
      readonly detail?: string;
      readonly amount: string;
      readonly total?: string;
      /** Where the total's own words are; absent: Total. */
      readonly totalTitle?: string;
    } & ResultFormat)
  | { readonly as: 'text'; readonly key: string };

export interface ResultItem extends ResultFormat {
  readonly key: string;
  readonly title: string;
}

export interface ResultFormat {
  readonly format?: 'text' | 'number' | 'percent' | 'money' | 'date' | 'dateTime' | 'boolean' | 'record';
  /** ISO 4217 code. */
  readonly currency?: string;
  readonly currencyKey?: string;
}

/** A page made of widgets. */
export interface PageOf<Input> {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly group?: string;
  readonly icon?: string;
  readonly place: 'navigation' | 'record';
  /** Of the records on whose pages it stands. */
  readonly entity?: string;
  readonly show: 'panel' | 'tab';
  /** CEL over the record itself and actor. */
  readonly when?: string;
  /** The one that a choice of period begins with. */
  readonly period?: Period;
  /** Names of roles: it is for their holders. Empty: for everybody. */
  readonly roles: readonly string[];
  readonly widgets: readonly WidgetOf<Input>[];
}

export type Period =
  | 'today'
  | 'thisWeek'
  | 'thisMonth'
  | 'thisQuarter'
  | 'thisYear'
  | 'last7Days'
  | 'last30Days'
  | 'last90Days'
  | 'last12Months'
  | 'all';

export type WidgetOf<Input> =
  | NumberWidget
  | ChartWidget
  | ListWidget
  | TextWidget
  | FunctionWidget
  | FormWidget<Input>
  | ActionsWidget;

interface WidgetFrame {
  readonly title: string;
  readonly description?: string;
  /** Of 12 columns. */
  readonly span: number;
}

/** What a widget looks at. `where` is CEL over the entity, actor and, on a record's page, `record`. */
export interface WidgetSource {
  readonly entity: string;
  readonly where?: string;
  /** Own date or time that lies in the period. */
  readonly dateField?: string;
  /** Absent: that of the page. */
  readonly period?: Period;
}

export interface NumberWidget extends WidgetFrame, WidgetSource {
  readonly type: 'number';
  /** `sum(amount)` */
  readonly measure: string;
  readonly compare: boolean;
  readonly better?: 'up' | 'down';
}

export type ChartType = 'bar' | 'line' | 'area' | 'pie' | 'donut' | 'funnel';

export interface ChartWidget extends WidgetFrame, WidgetSource {
  readonly type: 'chart';
  readonly chart: ChartType;
  readonly measure: string;
  /** A field, a path or `month(closeDate)`. */
  readonly group: string;
  readonly series?: string;
  readonly stacked: boolean;
  readonly horizontal: boolean;
  readonly sort?: 'group' | 'value';
  readonly limit: number;
}

export interface ListWidget extends WidgetFrame, WidgetSource {
  readonly type: 'list';
  /** Name of the view whose records, columns and order these are. */
  readonly view?: string;
  readonly columns: readonly { readonly field: string; readonly width?: number }[];
  readonly sort?: string;
  readonly limit: number;
}

/** Markdown. */
export interface TextWidget extends Pick<WidgetFrame, 'span'> {
  readonly type: 'text';
  readonly title?: string;
  readonly text: string;
}

export interface FunctionWidget extends WidgetFrame {
  readonly type: 'function';
  readonly call: FunctionCall;
  readonly result: ResultShape;
}

/** What is typed into a form is given to a function, whose output is shown below it. */
export interface FormWidget<Input> extends WidgetFrame {
  readonly type: 'form';
  readonly input: Input;
  readonly call: FunctionCall;
  readonly submit?: string;
  readonly result?: ResultShape;
}

/** Names of actions, as buttons. */
export interface ActionsWidget extends Pick<WidgetFrame, 'span'> {
  readonly type: 'actions';
  readonly title?: string;
  readonly actions: readonly string[];
}
