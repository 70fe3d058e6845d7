import type { Loss } from '../fields/types.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Unfit } from './conversion.ts';
import type { BegunColumn, CheckShape, ColumnShape, ForeignKeyShape, IndexShape, TableShape } from './shape.ts';

/**
 * What an operation costs. `safe`: an instant, nothing lost; done without asking when Kiln starts.
 * `locks`: reads the whole table while nobody can write to it, and may find rows that do not fit.
 * `rewrites`: writes the whole table anew. `loses data`: data goes out of sight or changes for good.
 */
export type Risk = 'safe' | 'locks' | 'rewrites' | 'loses data';

/** What a change of definitions does to the database, as data. Empty operations: nothing but the definitions change. */
export interface Plan {
  /** Model versions. */
  readonly from: string | null;
  readonly to: string;
  readonly operations: readonly Operation[];
}

interface OperationBase {
  /** Names, for people; of the new model where the thing still exists in it. */
  readonly entity: string;
  readonly field?: string;
  readonly risk: Risk;
  readonly sentence: string;
  /** SQL that counts the rows with something at stake, before the plan is applied. */
  readonly affected?: string;
  /** The answer, once asked. */
  readonly rows?: number;
  /** What a sentence in another language needs beside `op`, `entity` and `field`. */
  readonly params?: JsonObject;
  /** How long it takes, estimated. */
  readonly ms?: number;
  /** It runs as a job, beside everybody's work. */
  readonly online?: true;
  /** Values that do not convert. */
  readonly unfit?: UnfitValues;
  /** What becomes of those values. */
  readonly choice?: Unfit;
}

export interface UnfitValues {
  readonly rows: number;
  /** At most five. */
  readonly examples: readonly { readonly id: string; readonly value: string }[];
  /** Counted in a part of the table: `rows` is an estimate for all of it. */
  readonly sampled?: true;
}

export type Operation = OperationBase & Action;

/** `table` is a name in schema `data`, unquoted: the new one, because tables are renamed first. */
type Action =
  | { readonly op: 'parkTable'; readonly shape: TableShape; readonly as: string }
  | { readonly op: 'renameTable'; readonly from: string; readonly to: string }
  | { readonly op: 'unparkTable'; readonly from: string; readonly to: string }
  | { readonly op: 'dropForeignKey' | 'dropCheck'; readonly table: string; readonly name: string }
  | { readonly op: 'dropIndex'; readonly name: string }
  | { readonly op: 'dropGenerated' | 'keepGenerated'; readonly table: string; readonly column: string }
  | ParkColumn
  | { readonly op: 'renameColumn'; readonly table: string; readonly from: string; readonly to: string }
  | CreateTable
  | { readonly op: 'unparkColumn'; readonly table: string; readonly from: string; readonly to: string }
  | AddColumn
  | KeepComputed
  | ChangeType
  | AddGenerated
  | SetNotNull
  | { readonly op: 'dropNotNull'; readonly table: string; readonly column: string; readonly constraint: string }
  | AddIndex
  | { readonly op: 'addCheck'; readonly table: string; readonly check: CheckShape }
  | AddForeignKey
  | RenameReferences
  | RenameOption
  | FillColumn
  | PromoteValues
  | AddLinks
  | RemoveOption
  | RestoreOption;

export interface CreateTable {
  readonly op: 'createTable';
  readonly shape: TableShape;
  /** Name of the table that has been prepared with its rows and takes its place. */
  readonly shadow?: string;
  /** Name in schema parked of the one whose rows it has. */
  readonly parked?: string;
}

/** Fills a new column with what a formula or rollup has computed, which is read before anything else is done. */
export interface KeepComputed {
  readonly op: 'keepComputed';
  readonly table: string;
  readonly column: string;
  /** SQL of a value, of the column's type, over a row `t` of the table as it is before. */
  readonly value: string;
  /** Name of the temporary table that holds the values in between, with columns `id` and `value`. */
  readonly kept: string;
  /** SQL that makes it. */
  readonly read: string;
  /** Name of the column that has been prepared with the values and takes its place; then nothing is read. */
  readonly shadow?: string;
}

interface ParkColumn {
  readonly op: 'parkColumn';
  readonly table: string;
  readonly tableId: string;
  readonly column: ColumnShape;
  readonly as: string;
  /** The field stays, and begins anew as this. */
  readonly became?: BegunColumn;
  readonly doubt?: Doubt;
}

interface AddColumn {
  readonly op: 'addColumn';
  readonly table: string;
  readonly column: ColumnShape;
  /** SQL of the value that existing rows get. */
  readonly fill?: string;
}

/**
 * What is prepared before the plan is applied, while tables still have their names of before: SQL over the columns as
 * the operation has them, and the titles that it looks up.
 */
export interface PreparedSql {
  readonly sql: string;
  readonly lookups: readonly Lookup[];
}

/** A table that holds titles and ids of records for as long as a change is prepared. */
export interface Lookup {
  /** Quoted and qualified. */
  readonly name: string;
  /** SQL that yields its rows: `key` (see titleKey) and `id`. */
  readonly sql: string;
}

/** Names of parked columns: what a column held before a conversion, and what the conversion made of it. */
interface Original {
  readonly original: string;
  readonly made: string;
}

/** The same of values for which there was no way: `made` is absent, for the field began empty, or with its default. */
export interface Restored {
  readonly original: string;
  readonly made?: string;
}

/** `column` is the shape of the column whose values are kept; `tableId` the id of its table. */
export interface Keep extends Original {
  readonly tableId: string;
  readonly column: ColumnShape;
  /** x-ids of the entities that the field pointed at and points at. */
  readonly targets?: { readonly from?: string; readonly to?: string };
}

/**
 * Asks which values do not convert: rows of `source` for which `where` is true; `value` is SQL of a value as a text.
 */
export interface Doubt {
  /** Quoted and qualified. */
  readonly source: string;
  readonly where: string;
  readonly value: string;
}

export interface ChangeType {
  readonly op: 'changeType';
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** Name of the new field type. */
  readonly fieldType: string;
  /** SQL from the old value to the new, over `column` and those of `restored`. */
  readonly using: string;
  /** The old column becomes `original`; `made` gets the same values as the new one. */
  readonly keep?: Keep;
  readonly loses: Loss;
  /** The same as `using`, before the plan is applied. */
  readonly beside: PreparedSql;
  /** What an earlier change of the type kept and this one brings back; the columns go. */
  readonly restored?: Restored;
  readonly doubt?: Doubt;
  /**
   * The same for values as they are when the change is made, under the new name: a change that is to be refused looks
   * again.
   */
  readonly refusal?: Doubt;
  /** Name of the column beside it that has been prepared with the new values and takes its place. */
  readonly shadow?: string;
  /** Name of the column that has been prepared in the same way to become `keep.made`. */
  readonly shadowMade?: string;
}

/** A column gets what is elsewhere: in a parked column or table. */
export interface FillColumn {
  readonly op: 'fillColumn';
  readonly table: string;
  readonly column: string;
  /** SQL over a row of the table. */
  readonly using: string;
  /** The same as `using`, before the plan is applied. */
  readonly beside: PreparedSql;
  /** Name of the table of links that it reads, as it is before. */
  readonly links?: string;
  /** Values that the column has stay where `using` yields none. */
  readonly keepsOthers: boolean;
  readonly doubt?: Doubt;
  /** As in ChangeType. */
  readonly shadow?: string;
}

/** Records of an entity are made of the values of a field. */
export interface PromoteValues {
  readonly op: 'promoteValues';
  /** The table that they are made in, and the x-id of its entity. */
  readonly table: string;
  readonly targetId: string;
  /** Column and x-id of the field that stands for a record. */
  readonly column: string;
  readonly columnId: string;
  /** Name of the table that has the values. */
  readonly source: string;
  /** SQL of a text[] over a row of it. */
  readonly values: string;
  /** Of values that were options. */
  readonly titles: Readonly<Record<string, string>>;
  /** Name of the table that they have been made in before. */
  readonly shadow?: string;
  /** That table does not take the place of `table`, which comes back from parking with its own rows. */
  readonly merges?: true;
}

/** A table of links gets those that were values of a column. */
export interface AddLinks {
  readonly op: 'addLinks';
  /** The table of links. */
  readonly table: string;
  /** Name of the table whose rows have them. */
  readonly source: string;
  /** SQL of a uuid[] over a row of that table. */
  readonly targets: string;
  /** The same as `targets`, before the plan is applied. */
  readonly beside: PreparedSql;
  /** Where the column holds nothing, there are no links. */
  readonly isExact: boolean;
  readonly doubt?: Doubt;
  /** Name of the table that they have been made in before, and the parked one whose links that has as well. */
  readonly shadow?: string;
  readonly parked?: string;
}

/** Columns for what is kept come into being at once; the rows may follow afterwards. */
export interface RemoveOption {
  readonly op: 'removeOption';
  readonly table: string;
  readonly column: string;
  readonly options: readonly string[];
  /** What each becomes; null: empty. */
  readonly becomes: Readonly<Record<string, string | null>>;
  /** The column holds several. */
  readonly isList: boolean;
  readonly keep: Keep;
}

export interface RestoreOption {
  readonly op: 'restoreOption';
  readonly table: string;
  readonly column: string;
  /** Those that are offered again. */
  readonly options: readonly string[];
  /** All that are offered now. */
  readonly offered: readonly string[];
  readonly isList: boolean;
  readonly restored: Original;
  /** Nothing else is kept there: both columns go. */
  readonly isWhole: boolean;
}

interface AddGenerated {
  readonly op: 'addGenerated';
  readonly table: string;
  readonly column: ColumnShape;
  /**
   * Name of the column that has been prepared with the values, and that a trigger keeps right; else Postgres generates
   * it.
   */
  readonly shadow?: string;
}

interface SetNotNull {
  readonly op: 'setNotNull';
  readonly table: string;
  readonly column: string;
  readonly fill?: string;
  /** Name of the check that stands in for it while rows are still looked at. */
  readonly constraint: string;
}

interface AddIndex {
  readonly op: 'addIndex';
  readonly table: string;
  readonly index: IndexShape;
  /** Names of the fields of its keys, in order. */
  readonly fields: readonly string[];
  /** SQL that looks, before the plan is applied, for records that a unique index would refuse (see duplicatesSql). */
  readonly duplicates?: string;
  /** The answer, once asked. `rows` are all records that share a value. */
  readonly examples?: readonly SharedValue[];
  /** Name of the index that has been built over the prepared column and stays with it. */
  readonly shadow?: string;
}

/** Values of the index, as text, that several records have. */
export interface SharedValue {
  readonly values: readonly string[];
  readonly records: number;
}

interface AddForeignKey {
  readonly op: 'addForeignKey';
  readonly table: string;
  readonly foreignKey: ForeignKeyShape;
  /** What happens first to values that point at nothing: they cannot exist, are emptied, or go with their rows. */
  readonly orphans: 'none' | 'clear' | 'delete';
}

/** Polymorphic relations hold entity names; these follow the entities' new names. */
interface RenameReferences {
  readonly op: 'renameReferences';
  readonly table: string;
  readonly column: string;
  readonly names: Readonly<Record<string, string>>;
}

/** Values of options in records, which follow the options' new values. */
export interface RenameOption {
  readonly op: 'renameOption';
  readonly table: string;
  readonly column: string;
  /** From the old value to the new. */
  readonly values: Readonly<Record<string, string>>;
  /** The column holds several. */
  readonly isList: boolean;
}

/** The worst risk of a plan, for a decision about all of it. */
export function worstRisk(operations: readonly Pick<Operation, 'risk'>[]): Risk {
  return risks.findLast((risk) => operations.some((operation) => operation.risk === risk)) ?? 'safe';
}

const risks: readonly Risk[] = ['safe', 'locks', 'rewrites', 'loses data'];
