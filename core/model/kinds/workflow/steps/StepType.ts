import type { JsonObject } from '../../../../lib/json.ts';

/** What a step can do: one entry of the catalogue that check, designer and engine read. */
export interface StepType {
  /** `records.create` */
  readonly name: string;
  /** In English; the browser has the other languages of these texts. */
  readonly title: string;
  readonly description: string;
  /** Icon name for the browser (lucide). */
  readonly icon: string;
  /** Where the designer offers it. */
  readonly group: 'records' | 'people' | 'data' | 'outside' | 'flow';
  /** Its effect is a part of the transaction in which its outcome is recorded. */
  readonly transactional: boolean;
  /** It does something that no transaction takes back. */
  readonly outside?: true;
  /** The run may wait in it. */
  readonly waits?: true;
  /** Of `with` as it is when its templates are filled. */
  readonly input: InputSchema;
  /** Of its output, given `with` as it stands in the document. */
  readonly output: OutputSchema | ((input: JsonObject, known: Known) => OutputSchema);
}

/** What outputs may depend on. Schemas are empty where nothing is known. */
interface Known {
  readonly pluginOutput: (plugin: string, part: 'functions' | 'steps', name: string) => JsonObject;
}

/** JSON Schema of an output. Of `x-record`, the name of an entity, it is a record, with what `x-select` names. */
export type OutputSchema = JsonObject;

/**
 * JSON Schema with keywords that say what a value means: by them it is checked, follows renames, and is typed in. A
 * plain text takes `${…}` anywhere, and whatever else is no name of a definition may be one `${…}`.
 */
export interface InputSchema {
  readonly type?: JsonType | readonly JsonType[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly const?: string | number | boolean | null;
  readonly properties?: Readonly<Record<string, InputSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | InputSchema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: InputSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: 'duration' | 'date' | 'date-time' | 'time' | 'email' | 'uri';
  readonly minimum?: number;
  readonly maximum?: number;
  /** The first whose type and required members a value has is the one it is held against. */
  readonly anyOf?: readonly InputSchema[];
  /** How it is typed in, and what it names. */
  readonly 'x-input'?: InputKind;
  /**
   * The sibling member that names the entity which this one is about. `entity` when nothing is said; where it is not
   * there, that of the trigger's record.
   */
  readonly 'x-of'?: string;
  /** Types of fields that a `field` may have, by name. */
  readonly 'x-types'?: readonly string[];
  /** No `${…}`: it is known when the workflow is published. */
  readonly 'x-constant'?: true;
  /** What `${…}` in it becomes: escaped for HTML, or for a place in an address. */
  readonly 'x-escape'?: 'html' | 'url';
  /** Titles of the values of `enum`. */
  readonly 'x-titles'?: Readonly<Record<string, string>>;
}

export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'null';

/**
 * `entity`, `role`, `workflow`, `form`, `plugin`: the name of one. `pluginFunction`, `pluginStep`: of the sibling
 * `plugin`. `field`: of the entity. `values`: those of a record of the entity. `where`: a condition over its records,
 * which fills to a FilledCondition. `sort`, `select`: as lists take them. `cel`: an expression over the run that stays
 * a text, for the step to evaluate. The others say how it is typed in.
 */
type InputKind =
  | 'entity'
  | 'role'
  | 'workflow'
  | 'form'
  | 'plugin'
  | 'pluginFunction'
  | 'pluginStep'
  | 'field'
  | 'values'
  | 'newValues'
  | 'where'
  | 'sort'
  | 'select'
  | 'cel'
  | 'variables'
  | 'record'
  | 'user'
  | 'people'
  | 'team'
  | 'secret'
  | 'multiline'
  | 'html'
  | 'duration'
  | 'dateTime'
  | 'code'
  | 'json';
