import type { CheckShape, ColumnShape, ForeignKeyShape, IndexShape, TableShape } from './shape.ts';

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
  | { readonly op: 'createTable'; readonly shape: TableShape }
  | { readonly op: 'unparkColumn'; readonly table: string; readonly from: string; readonly to: string }
  | AddColumn
  | ChangeType
  | { readonly op: 'addGenerated'; readonly table: string; readonly column: ColumnShape }
  | { readonly op: 'setNotNull'; readonly table: string; readonly column: string; readonly fill?: string }
  | { readonly op: 'dropNotNull'; readonly table: string; readonly column: string }
  | AddIndex
  | { readonly op: 'addCheck'; readonly table: string; readonly check: CheckShape }
  | AddForeignKey
  | RenameReferences
  | { readonly op: 'removeOption'; readonly table: string; readonly column: string; readonly option: string };

interface ParkColumn {
  readonly op: 'parkColumn';
  readonly table: string;
  readonly tableId: string;
  readonly column: ColumnShape;
  readonly as: string;
}

interface AddColumn {
  readonly op: 'addColumn';
  readonly table: string;
  readonly column: ColumnShape;
  /** SQL of the value that existing rows get. */
  readonly fill?: string;
}

interface ChangeType {
  readonly op: 'changeType';
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** SQL from the old value to the new. */
  readonly using: string;
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

/** The worst risk of a plan, for a decision about all of it. */
export function worstRisk(operations: readonly Operation[]): Risk {
  return risks.findLast((risk) => operations.some((operation) => operation.risk === risk)) ?? 'safe';
}

const risks: readonly Risk[] = ['safe', 'locks', 'rewrites', 'loses data'];
