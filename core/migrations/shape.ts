/**
 * The tables of schema `data` as data. `id`s are stable (made of x-ids); names are Postgres names, unquoted. Names of
 * indexes and constraints are derived from stable ids and from all that they say: equal names mean equal things.
 */
export type TablesShape = readonly TableShape[];

export interface TableShape {
  /** x-id of the entity; of a join table `<entity> > <field>`. */
  readonly id: string;
  readonly name: string;
  /** Name of the entity, for people. */
  readonly entity: string;
  /** Name of the many-to-many field that a join table belongs to. */
  readonly field?: string;
  readonly columns: readonly ColumnShape[];
  readonly primaryKey: { readonly name: string; readonly columns: readonly string[] };
  readonly indexes: readonly IndexShape[];
  readonly foreignKeys: readonly ForeignKeyShape[];
  readonly checks: readonly CheckShape[];
}

export interface ColumnShape {
  /** x-id of the field; `<x-id> > entity` for its second column; `$createdAt` for system columns. */
  readonly id: string;
  readonly name: string;
  /** Name of the field, for people. */
  readonly field: string;
  /** Name of the field type; '' for columns that belong to no field. */
  readonly fieldType: string;
  /** As format_type() prints it. */
  readonly type: string;
  readonly notNull: boolean;
  /** SQL of the column's default. */
  readonly default?: string;
  readonly generated?: GeneratedShape;
}

/** A stored generated column: it holds nothing that could be lost. */
export interface GeneratedShape {
  /** Over the table's quoted columns. */
  readonly sql: string;
  /** The same over the columns' ids and types, so that a rename is no change. */
  readonly key: string;
}

export interface IndexShape {
  readonly name: string;
  readonly unique: boolean;
  readonly method: 'btree' | 'gin';
  readonly keys: readonly IndexKey[];
  /** Covers only records that are not deleted. */
  readonly liveOnly: boolean;
}

export interface IndexKey {
  /** Name of the column. */
  readonly column: string;
  readonly ignoreCase?: boolean;
  readonly opclass?: string;
}

export interface ForeignKeyShape {
  readonly name: string;
  /** Name of the column. */
  readonly column: string;
  /** Name of the table whose `id` it holds. */
  readonly target: string;
  readonly targetId: string;
  readonly onDelete: 'restrict' | 'setNull' | 'cascade';
}

/** Both columns hold a value, or neither does. */
export interface CheckShape {
  readonly name: string;
  readonly columns: readonly [string, string];
}

/** Tables and columns out of sight, kept for the day their field or entity comes back. */
export interface Parked {
  /** `name` in schema `parked`; `shape` as it was when it was parked. */
  readonly tables: readonly ParkedTable[];
  /** `name` in the table whose id is `table`; `shape` as it was. */
  readonly columns: readonly ParkedColumn[];
}

export interface ParkedTable {
  readonly name: string;
  readonly shape: TableShape;
  /** ISO 8601; absent for what was parked before Kiln kept it. */
  readonly parkedAt?: string;
  /** uuid of the change-set that parked it. */
  readonly changeSet?: string;
}

export interface ParkedColumn {
  readonly table: string;
  readonly name: string;
  readonly shape: ColumnShape;
  /** ISO 8601; absent for what was parked before Kiln kept it. */
  readonly parkedAt?: string;
  /** uuid of the change-set that parked it. */
  readonly changeSet?: string;
  /** Set for values of a field that is still there: the column beside it with what a conversion made of them. */
  readonly made?: MadeColumn;
  /** Set where only the values of these options are kept. */
  readonly options?: readonly string[];
  /** Set where its values had no way to the type that its field got: what the field began anew as. */
  readonly became?: BegunColumn;
}

/** A type that a field began to have without values. */
export interface BegunColumn {
  readonly type: string;
  readonly fieldType: string;
  /** x-ids of the entities that it pointed at before and points at. */
  readonly targets?: { readonly from?: string; readonly to?: string };
}

interface MadeColumn {
  readonly name: string;
  readonly type: string;
  readonly fieldType: string;
  /** x-ids of the entities that the field pointed at before and after. */
  readonly targets?: { readonly from?: string; readonly to?: string };
}

export const nothingParked: Parked = { tables: [], columns: [] };
