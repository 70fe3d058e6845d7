import type { Json, JsonObject } from '../../lib/json.ts';
import type { ScopeField } from '../scope.ts';

export type Path = readonly (string | number)[];

/** What a text may name. `field` is a field or the other end of a relation; `definition` is anything but an entity. */
export type Target =
  | { readonly what: 'entity'; readonly entity: string }
  | { readonly what: 'field'; readonly entity: string; readonly field: string }
  | { readonly what: 'option'; readonly entity: string; readonly field: string; readonly value: string }
  | { readonly what: 'definition'; readonly kind: string; readonly name: string };

/** A name inside a text. Start and end are offsets in UTF-16 units. */
export interface Name {
  readonly target: Target;
  readonly start: number;
  readonly end: number;
  /** The text that stands there for another name of the target; undefined: it cannot stand there. */
  readonly write: (name: string) => string | undefined;
  /** It is compared with values: when it is gone, no value is equal to it, and nothing is wrong. */
  readonly isCompared?: true;
}

/** What names mean. A model's entities are of this shape; one entity may stand under several names. */
export type Words = ReadonlyMap<string, WordsEntity>;

export interface WordsEntity {
  /** x-id, where it is known. */
  readonly id?: string;
  readonly name: string;
  readonly fields: ReadonlyMap<string, ScopeField & { readonly name: string }>;
  readonly inverses: ReadonlyMap<string, { readonly name: string; readonly entity: string }>;
}

/** Finds the names in a text of one form. What it does not know it leaves out. */
export type Reads = (text: string, words: Words) => readonly Name[];

/** What becomes of a document when something that it needs is gone. `path` is what goes; empty: the whole document. */
export type Remedy =
  | { readonly do: 'remove'; readonly path: Path }
  /** Of a list in one text, such as an order, the parts that name it; without a part left the text goes. */
  | { readonly do: 'cut' }
  | { readonly do: 'set'; readonly path: Path; readonly value: Json }
  /**
   * A computed field keeps its values: the text that computes them goes, or the field at `path` becomes `becomes`.
   * Where it has none it goes, which is called `otherwise`.
   */
  | { readonly do: 'freeze'; readonly path: Path; readonly becomes?: Json; readonly otherwise: RemedyCode }
  /** The text is written without what names it; where all of it is wrong, `otherwise`. */
  | { readonly do: 'rewrite'; readonly rewrite: (gone: readonly Name[]) => string; readonly otherwise: Remedy };

/** What a remedy is called in plans; the browser words it. */
export type RemedyCode =
  | 'columnRemoved'
  | 'sortRemoved'
  | 'conditionRemoved'
  | 'conditionNarrowed'
  | 'rightRemoved'
  | 'fieldRightRemoved'
  | 'formFieldRemoved'
  | 'textRemoved'
  | 'formulaFrozen'
  | 'formulaRemoved'
  | 'rollupFrozen'
  | 'rollupRemoved'
  | 'relationRemoved'
  | 'ruleRemoved'
  | 'uniqueRemoved'
  | 'indexRemoved'
  | 'defaultRemoved'
  | 'mentionRemoved'
  | 'pluginLoses'
  | 'widgetRemoved'
  | 'valueRemoved'
  | 'stepStopped'
  | 'neverStarts'
  | 'caseRemoved'
  | 'definitionRemoved';

/** A place of a document that names something else. */
export interface Reference {
  /** Leads to the text, or, with `isKey`, to the member whose key is the text. */
  readonly path: Path;
  readonly isKey?: true;
  /** Names entities by their x-ids: nothing of the text has to be in the names that changed. */
  readonly byId?: true;
  readonly reads: Reads;
  readonly whenGone: Remedy;
  readonly code: RemedyCode;
  /** Of a condition that does without options which are gone; absent: it stays as it is. */
  readonly condition?: Condition;
}

/** What a condition may become. */
export interface Condition {
  /** As this it says no more than none would, so that it goes as `whenGone` says. */
  readonly goesAs?: boolean;
  /** Where it could be true of more than before, it goes instead. */
  readonly neverWider?: true;
}

/** Another document of the same definitions; undefined: there is none. */
export type DocumentOf = (kind: string, name: string) => JsonObject | undefined;

/**
 * Every place of a document that names something else. Takes any JSON: what is not understood names nothing. What a
 * text means may depend on another document, of whose texts it is.
 */
export type ReferencesOf = (document: JsonObject, others?: DocumentOf) => readonly Reference[];
