import type { CheckedExpression } from '../expressions/check.ts';
import type { Evaluator } from '../expressions/compileExpression.ts';
import type { CelType } from '../expressions/types.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import type { StepType } from './kinds/workflow/steps/StepType.ts';

/**
 * An automation, compiled and frozen. Durations are in milliseconds, expressions ready to be evaluated. `Input`: what an
 * input has become.
 */
export interface WorkflowOf<Input> {
  /** x-id: never changes. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly icon?: string;
  /** Triggers do nothing while it is false. */
  readonly enabled: boolean;
  /** 32 hexadecimal digits of the document: equal documents have equal versions. */
  readonly version: string;
  /** Whose rights its runs have. */
  readonly runAs: RunAs;
  readonly trigger: WorkflowTrigger;
  /** What is asked for at the press of its button, or given by another workflow; an entity that is in no model. */
  readonly input?: Input;
  /** `vars`, each with its first value. */
  readonly variables: readonly Variable[];
  readonly steps: readonly Step[];
  readonly concurrency: {
    /** Runs at the same time; absent: as many as there are workers. */
    readonly limit?: number;
    /** Runs of one record go one after the other, in the order in which they were triggered. */
    readonly perRecord: boolean;
  };
  readonly rate?: { readonly runs: number; readonly per: number };
  /** Runs that ended are kept as long, and as many, as this. */
  readonly retention: { readonly days?: number; readonly runs?: number };
  readonly document: JsonObject;
}

/** The publisher of its version, whoever caused the run, or the user of this id. */
export type RunAs = 'publisher' | 'actor' | { readonly user: string };

export interface Variable {
  readonly name: string;
  readonly type: CelType;
  readonly initial: Template;
}

export type WorkflowTrigger =
  | RecordTrigger
  | DateTrigger
  | CronTrigger
  | WebhookTrigger
  | ManualTrigger
  | FormTrigger
  | CalledTrigger
  | PluginTrigger;

export type RecordEvent = 'record.created' | 'record.updated' | 'record.deleted' | 'record.restored';

interface RecordTrigger {
  readonly on: RecordEvent;
  readonly entity: string;
  /** Names of own fields, one of which an update has to change. Empty: any. */
  readonly watch: readonly string[];
  /** CEL over `record`, `before` (of an update) and `actor`. */
  readonly when?: Compiled;
}

/** Once for each record whose date (with `offset`) is reached. */
export interface DateTrigger {
  readonly on: 'date';
  readonly entity: string;
  /** An own date or time. */
  readonly field: string;
  /** On this day of each year, from the date itself on. */
  readonly every?: 'year';
  /** Added to it; below zero: before it. Whole days are days of the calendar. */
  readonly offset: number;
  /** `HH:MM` of the day, for a date; absent: at its beginning. */
  readonly at?: string;
  /** IANA name; absent: the workspace's. */
  readonly timeZone?: string;
  readonly when?: Compiled;
}

interface CronTrigger {
  readonly on: 'cron';
  readonly cron: string;
  readonly timeZone?: string;
}

export interface WebhookTrigger {
  readonly on: 'webhook';
  /** JSON Schema of the body. */
  readonly schema?: JsonObject;
  /** The body is signed by HMAC-SHA-256 with the secret of this name. */
  readonly hmac?: { readonly secret: string; readonly header: string };
}

/** The press of a button: with an entity at each of its records or in its lists. */
export interface ManualTrigger {
  readonly on: 'manual';
  readonly entity?: string;
  readonly when?: Compiled;
}

/** A record that was made with this form. */
interface FormTrigger {
  readonly on: 'form';
  readonly form: string;
  readonly entity: string;
}

/** Other workflows alone start it, and moves of a select from one value to another. */
interface CalledTrigger {
  readonly on: 'workflow';
  /** Of the record that it is given. */
  readonly entity?: string;
}

interface PluginTrigger {
  readonly on: 'plugin';
  readonly plugin: string;
  readonly event: string;
}

/** An expression over the variables of a run. */
export interface Compiled {
  readonly source: string;
  readonly expression: CheckedExpression;
  readonly evaluate: Evaluator;
}

/** JSON with expressions in its texts; `fillTemplate` makes JSON of it. */
export type Template =
  | { readonly is: 'value'; readonly value: Json }
  /** The text is one `${…}`: its value, as it is. */
  | ({ readonly is: 'expression' } & TemplateExpression)
  /** A text with values in it. */
  | { readonly is: 'text'; readonly parts: readonly (string | TemplateExpression)[] }
  /** A condition with values beside it; fills to a FilledCondition. */
  | { readonly is: 'condition'; readonly cel: string; readonly values: readonly Template[] }
  | { readonly is: 'list'; readonly items: readonly Template[] }
  | { readonly is: 'object'; readonly members: readonly (readonly [string, Template])[] };

export interface TemplateExpression extends Compiled {
  /** Of a record, or of several, the id is meant. */
  readonly as?: 'id' | 'ids';
  readonly escape?: 'html' | 'url';
}

export type Step = DoStep | IfStep | SwitchStep | ForEachStep | ParallelStep | TryStep;

interface StepFrame {
  /** Of one workflow each its own. */
  readonly id: string;
  readonly title?: string;
}

export interface DoStep extends StepFrame {
  readonly kind: 'do';
  readonly do: string;
  /** Its entry in the catalogue. */
  readonly type: StepType;
  /** Fills to what `type.input` describes. */
  readonly with: Template;
  /** Where it is false the step is skipped. */
  readonly when?: Compiled;
  readonly retry: Retry;
  readonly timeout?: number;
  readonly onError: 'fail' | 'continue';
  /** Done, in reverse order of the steps that were done, when the run fails later. */
  readonly compensate: readonly Step[];
}

export interface Retry {
  /** After the first attempt. 0: it is not tried again. */
  readonly times: number;
  readonly backoff: 'fixed' | 'linear' | 'exponential';
  readonly delay: number;
  readonly maxDelay: number;
}

export interface IfStep extends StepFrame {
  readonly kind: 'if';
  readonly if: Compiled;
  readonly then: readonly Step[];
  readonly else: readonly Step[];
}

export interface SwitchStep extends StepFrame {
  readonly kind: 'switch';
  readonly switch: Compiled;
  /** The first whose `is` holds a value equal to it. */
  readonly cases: readonly { readonly is: readonly Json[]; readonly steps: readonly Step[] }[];
  readonly default: readonly Step[];
}

export interface ForEachStep extends StepFrame {
  readonly kind: 'forEach';
  readonly forEach: Compiled;
  /** Variable of the item. */
  readonly as: string;
  readonly steps: readonly Step[];
  /** Items at the same time; 1: one after the other. */
  readonly parallel: number;
}

export interface ParallelStep extends StepFrame {
  readonly kind: 'parallel';
  readonly branches: readonly { readonly id: string; readonly title?: string; readonly steps: readonly Step[] }[];
}

export interface TryStep extends StepFrame {
  readonly kind: 'try';
  readonly try: readonly Step[];
  /** Sees what went wrong as `error`: {code, message, step}. */
  readonly catch: readonly Step[];
}
