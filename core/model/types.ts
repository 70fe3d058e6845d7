import type { Definition } from '../definitions/types.ts';
import type { CheckedExpression } from '../expressions/check.ts';
import type { Evaluator } from '../expressions/compileExpression.ts';
import type { ColumnSpec, FieldSchema, FieldType } from '../fields/types.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import type { ActionOf, PageOf, WidgetOf } from './pageTypes.ts';
import type { PluginModel } from './pluginTypes.ts';
import type { rights, systemRights } from './rights.ts';
import type { WorkflowOf } from './workflowTypes.ts';

/** All definitions of one version, compiled and frozen. Nothing in it is read from raw JSON again. */
export interface Model {
  /** Hash of the definitions: equal definitions have equal versions on every server. */
  readonly version: string;
  readonly definitions: readonly Definition[];
  readonly entities: ReadonlyMap<string, Entity>;
  readonly forms: ReadonlyMap<string, Form>;
  readonly views: ReadonlyMap<string, View>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly locales: ReadonlyMap<string, Locale>;
  readonly plugins: ReadonlyMap<string, PluginModel>;
  readonly actions: ReadonlyMap<string, Action>;
  readonly pages: ReadonlyMap<string, Page>;
  readonly workflows: ReadonlyMap<string, Workflow>;
}

export interface Entity {
  /** x-id: never changes. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly pluralTitle: string;
  readonly description?: string;
  /** Icon name for the browser (lucide). */
  readonly icon?: string;
  /** Heading of the sidebar under which it stands. */
  readonly group?: string;
  /** Table name in schema `data`, unquoted. */
  readonly table: string;
  /** Own fields in document order, then the system fields, by name. */
  readonly fields: ReadonlyMap<string, Field>;
  /** Relations of other entities to this one that have an `inverse` name. */
  readonly inverses: ReadonlyMap<string, Inverse>;
  /** Fields of other entities that point here, named or not: what a delete has to look at. */
  readonly referencedBy: readonly Reference[];
  /** Name of the field that stands for the record in chips and titles. */
  readonly display: string;
  /** Search: `short` fields by trigram, `long` ones by full text. Empty: the entity has no search. */
  readonly search: { readonly short: readonly Field[]; readonly long: readonly Field[] };
  readonly owned: boolean;
  /** Stands among the settings, not among the business entities. */
  readonly settings: boolean;
  /** Records are made and removed by Kiln itself (users): over the API only their other fields change. */
  readonly managed: boolean;
  /** Line items: records are reached through their parent and are hidden from the sidebar. */
  readonly parent?: { readonly entity: string; readonly field: string };
  readonly unique: readonly UniqueRule[];
  readonly indexes: readonly (readonly string[])[];
  readonly rules: readonly Rule[];
  /** Fields with `transitions`. */
  readonly stateful: readonly Field[];
  /** Formulas outside the table, in an order in which each comes after those it uses. */
  readonly formulas: readonly Field[];
  readonly document: JsonObject;
}

export interface Field {
  /** x-id: never changes; unique in its entity. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly type: FieldType;
  readonly schema: FieldSchema;
  /** id, version, createdAt …: not in the document. */
  readonly system: boolean;
  readonly required: boolean;
  /**
   * Never accepted from a client: formulas, rollups, autoNumbers, `readOnly`, and system fields but `ownerId`
   * (`id` may be given at create all the same).
   */
  readonly computed: boolean;
  /** Base column name, unquoted, even when the field keeps no column. */
  readonly column: string;
  readonly columns: readonly ColumnSpec[];
  readonly relation?: Relation;
  readonly children?: { readonly entity: string; readonly field: string };
  readonly rollup?: Rollup;
  readonly formula?: Formula;
  readonly transitions?: Transitions;
  readonly defaultValue?: Json;
  readonly defaultExpression?: CheckedExpression;
  readonly evaluateDefault?: Evaluator;
}

export interface Relation {
  readonly kind: 'one' | 'many' | 'polymorphic';
  /** Names of the entities it may point at; several only when polymorphic. */
  readonly targets: readonly string[];
  readonly onDelete: 'restrict' | 'setNull' | 'cascade';
  readonly inverse?: string;
  /** The target's page offers no new record that points at it. */
  readonly add?: false;
  /** Join table of a many-to-many in schema `data`, with columns `source`, `target`, `position`. */
  readonly joinTable?: string;
}

/** The other end of a relation: `account.contacts` for contact.account. */
export interface Inverse {
  readonly name: string;
  readonly entity: string;
  readonly field: string;
  /** True for the other end of a many-to-many. */
  readonly many: boolean;
}

export interface Reference {
  readonly entity: string;
  readonly field: string;
}

export interface Rollup {
  readonly entity: string;
  readonly field: string;
  readonly measure: 'count' | 'sum' | 'min' | 'max' | 'avg';
  /** Field of the child; absent for count. */
  readonly of?: string;
  readonly where?: CheckedExpression;
}

export interface Formula {
  readonly expression: CheckedExpression;
  readonly evaluate: Evaluator;
  /** Names of own fields it reads. */
  readonly uses: readonly string[];
  /** Generated column: pure, over own columns only. Otherwise computed in the read statement. */
  readonly stored: boolean;
}

export interface UniqueRule {
  readonly fields: readonly string[];
  readonly ignoreCase: boolean;
}

/** `when` true (or absent) makes `require` mandatory, `forbid` empty, `check` true and the values of `ranges` lie within. */
export interface Rule {
  readonly when?: CheckedExpression;
  readonly evaluateWhen?: Evaluator;
  readonly require: readonly string[];
  readonly forbid: readonly string[];
  readonly check?: CheckedExpression;
  readonly evaluateCheck?: Evaluator;
  readonly ranges: readonly Range[];
  readonly message?: string;
  /** It says when this value of a select may be chosen; `when` is true where it is. */
  readonly option?: ChosenOption;
  /** Fields that decide its outcome: a patch that touches none of them need not evaluate it. */
  readonly uses: readonly string[];
}

/** How a select goes from one value to another. */
export interface Transitions {
  /** Values with which a record may begin; absent: any. */
  readonly start?: readonly string[];
  readonly moves: readonly Move[];
  /** Titles of all values. */
  readonly titles: ReadonlyMap<string, string>;
}

export interface Move {
  /** Absent: any other value. */
  readonly from?: readonly string[];
  readonly to: string;
  /** Names; empty: whoever may change the field. */
  readonly roles: readonly string[];
  /** What must hold of the record as it is to be. */
  readonly rule: Rule;
  /** Name of the workflow that it starts. */
  readonly run?: string;
}

interface ChosenOption {
  readonly field: string;
  readonly value: string;
  readonly title: string;
}

/** Both bounds belong to the range. */
interface Range {
  readonly field: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Form {
  readonly name: string;
  readonly title: string;
  readonly entity: string;
  /** Opens for whoever has no form by their roles. */
  readonly default: boolean;
  /** Names of roles: it opens for their holders. Empty: for everybody. */
  readonly roles: readonly string[];
  readonly tabs: readonly FormTab[];
}
export interface FormTab {
  readonly title?: string;
  readonly sections: readonly FormSection[];
}
export interface FormSection {
  readonly title?: string;
  readonly description?: string;
  readonly columns: 1 | 2 | 3;
  readonly showWhen?: string;
  readonly fields: readonly FormField[];
}
export interface FormField {
  readonly field: string;
  readonly span?: number;
  readonly showWhen?: string;
  readonly requireWhen?: string;
  readonly readOnlyWhen?: string;
  readonly help?: string;
}

export interface View {
  readonly name: string;
  readonly title: string;
  readonly entity: string;
  /** Opens when no other view of the entity is asked for. */
  readonly default: boolean;
  readonly type: ViewType;
  /** A list has one at least. */
  readonly columns: readonly ViewColumn[];
  /** CEL over the entity, and actor. */
  readonly where?: string;
  /** As in the list query: `-createdAt,name`. */
  readonly sort?: string;
  /** Own field whose values are the groups of a list, or the columns of a board, which has one always. */
  readonly groupBy?: string;
  /** Paths as in columns. */
  readonly cardFields?: readonly string[];
  /** Own field with numbers, added up per group. */
  readonly sumField?: string;
  /** Own date or time; a calendar has one always. */
  readonly startField?: string;
  /** Own field of the type of startField. */
  readonly endField?: string;
  readonly titleField?: string;
  /** Own select. */
  readonly colorField?: string;
}
export type ViewType = 'list' | 'board' | 'calendar';
export interface ViewColumn {
  /** Own field, or a path over relations to one: `account.industry`. */
  readonly field: string;
  readonly width?: number;
}

export type Action = ActionOf<Entity>;
export type Workflow = WorkflowOf<Entity>;
export type Page = PageOf<Entity>;
export type Widget = WidgetOf<Entity>;

/** What one may do with the records of an entity. */
export type Right = (typeof rights)[number];

/** What one may do beyond records. */
export type SystemRight = (typeof systemRights)[number];

/** Who may do what. Several roles of one person add up. */
export interface Role {
  /** x-id: never changes. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  /** Every entity of the model; what `*` and the parents of line items say is worked in. */
  readonly entities: ReadonlyMap<string, RoleEntity>;
  /** Names of system rights, or `*`. */
  readonly system: readonly string[];
}
export interface RoleEntity {
  /** True: every record; absent: none; else those for which the condition over record and actor is true. */
  readonly grants: Readonly<Partial<Record<Right, true | CheckedExpression>>>;
  /** Fields that are not read or written just as the record is. */
  readonly fields: ReadonlyMap<string, FieldRight>;
  /** Line items follow their parent, to which this relation leads. */
  readonly through?: NonNullable<Entity['parent']>;
}
export interface FieldRight {
  readonly read?: boolean;
  readonly write?: boolean;
  /** Read in this form only. */
  readonly mask?: Mask;
}
/** `****1234`, `张**`, `z***@example.com`, `138****1234`, `****`. */
export type Mask = 'last4' | 'first1' | 'email' | 'phone' | 'all';

/** Texts of one language over the documents' own (English) ones. Same shape as schemas/meta/locale.json. */
export interface Locale {
  readonly language: string;
  readonly entities: Readonly<Record<string, LocaleEntity>>;
  readonly forms: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly views: Readonly<Record<string, { title?: string }>>;
  readonly roles: Readonly<Record<string, { title?: string; description?: string }>>;
  readonly actions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly pages: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly workflows: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly groups: Readonly<Record<string, string>>;
  readonly plugins: Readonly<Record<string, LocalePlugin>>;
  /** Titles of system fields by name. */
  readonly system: Readonly<Record<string, string>>;
}
export interface LocaleEntity {
  readonly title?: string;
  readonly pluralTitle?: string;
  readonly description?: string;
  readonly fields?: Readonly<Record<string, LocaleField>>;
  /** Message of an x-rule in English to the message in this language. */
  readonly rules?: Readonly<Record<string, string>>;
}
/** `texts`: by the English text. */
interface LocalePlugin {
  readonly title?: string;
  readonly description?: string;
  readonly texts?: Readonly<Record<string, string>>;
}
interface LocaleField {
  readonly title?: string;
  readonly help?: string;
  readonly options?: Readonly<Record<string, string>>;
}
