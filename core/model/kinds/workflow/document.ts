import type { Definition } from '../../../definitions/types.ts';
import { isObject, type Json, type JsonObject } from '../../../lib/json.ts';
import type { InputDocument } from '../../inputEntity.ts';
import type { Workflow } from '../../types.ts';
import type { RecordEvent, Retry, RunAs } from '../../workflowTypes.ts';

/** A workflow document that schemas/meta/workflow.json accepts. */
export interface WorkflowDocument extends Pick<Workflow, 'title' | 'description' | 'icon' | 'retention'> {
  readonly $id: string;
  readonly 'x-id'?: string;
  readonly enabled?: boolean;
  readonly runAs?: RunAs;
  readonly trigger: TriggerDocument;
  readonly input?: InputDocument;
  readonly variables?: Readonly<Record<string, VariableDocument>>;
  readonly steps: readonly StepDocument[];
  readonly concurrency?: Partial<Workflow['concurrency']>;
  readonly rate?: { readonly runs: number; readonly per: string };
}

/** JSON Schema of its values, of which `type` and `format` are known; `default` may be a template. */
export interface VariableDocument {
  readonly title?: string;
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  readonly format?: 'date' | 'date-time' | 'time' | 'duration';
  readonly default?: Json;
}

export type TriggerDocument =
  | {
      readonly on: RecordEvent;
      readonly entity: string;
      readonly watch?: readonly string[];
      readonly when?: string;
    }
  | {
      readonly on: 'date';
      readonly entity: string;
      readonly field: string;
      readonly every?: 'year';
      readonly offset?: string;
      readonly at?: string;
      readonly timeZone?: string;
      readonly when?: string;
    }
  | { readonly on: 'cron'; readonly cron: string; readonly timeZone?: string }
  | {
      readonly on: 'webhook';
      readonly schema?: JsonObject;
      readonly hmac?: { readonly secret: string; readonly header?: string };
    }
  | { readonly on: 'manual'; readonly entity?: string; readonly when?: string }
  | { readonly on: 'form'; readonly form: string; readonly entity: string }
  | { readonly on: 'workflow'; readonly entity?: string }
  | { readonly on: 'plugin'; readonly plugin: string; readonly event: string };

interface StepFrame {
  readonly id: string;
  readonly title?: string;
}

export interface DoDocument extends StepFrame {
  readonly do: string;
  readonly with?: JsonObject;
  readonly when?: string;
  readonly retry?: Partial<Pick<Retry, 'backoff'>> & {
    readonly times: number;
    readonly delay?: string;
    readonly maxDelay?: string;
  };
  readonly timeout?: string;
  readonly onError?: 'fail' | 'continue';
  readonly compensate?: readonly StepDocument[];
}

export interface IfDocument extends StepFrame {
  readonly if: string;
  readonly then: readonly StepDocument[];
  readonly else?: readonly StepDocument[];
}

export interface SwitchDocument extends StepFrame {
  readonly switch: string;
  readonly cases: readonly { readonly is: Json; readonly steps: readonly StepDocument[] }[];
  readonly default?: readonly StepDocument[];
}

export interface ForEachDocument extends StepFrame {
  readonly forEach: string;
  readonly as: string;
  readonly steps: readonly StepDocument[];
  readonly parallel?: number;
}

export interface ParallelDocument extends StepFrame {
  readonly parallel: readonly BranchDocument[];
}

interface BranchDocument {
  readonly id: string;
  readonly title?: string;
  readonly steps: readonly StepDocument[];
}

export interface TryDocument extends StepFrame {
  readonly try: readonly StepDocument[];
  readonly catch: readonly StepDocument[];
}

export type StepDocument = DoDocument | IfDocument | SwitchDocument | ForEachDocument | ParallelDocument | TryDocument;

/** The typed document of a definition that the metaschema has accepted. */
export function workflowDocument(definition: Pick<Definition, 'name' | 'document'>): WorkflowDocument {
  const document: unknown = definition.document;
  if (!isWorkflowDocument(document)) throw new TypeError(`The workflow ${definition.name} was not checked`);
  return document;
}

// The metaschema has looked at everything below these members.
function isWorkflowDocument(document: unknown): document is WorkflowDocument {
  return isObject(document) && isObject(document.trigger) && Array.isArray(document.steps);
}
