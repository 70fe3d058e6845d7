import type { Said } from '../errors/said.ts';
import type { CelType } from '../expressions/types.ts';
import type { Json, JsonObject } from '../lib/json.ts';

/** Where a relation points. `to` with several names (or '*', any entity) is polymorphic. */
export interface RelationSpec {
  readonly to: string | readonly string[];
  /** Many-to-many, kept in a join table; the field's value is an array of ids. */
  readonly many?: boolean;
  /** What happens here when the target is purged. Default: restrict when required, else setNull. */
  readonly onDelete?: 'restrict' | 'setNull' | 'cascade';
  /** Name under which the target sees these records, e.g. `contacts` on account. */
  readonly inverse?: string;
  /** false: the list of these records on the target's page offers no new one, since they are made elsewhere. */
  readonly add?: boolean;
}

/**
 * `from` is `entity.relationField`; `value` is count(), sum(f), min(f), max(f) or avg(f); `where` is CEL over the
 * child.
 */
export interface RollupSpec {
  readonly from: string;
  readonly value: string;
  readonly where?: string;
}

/** Line items: records of `entity` whose relation `field` points at the parent; edited and saved with it. */
interface ChildrenSpec {
  readonly entity: string;
  readonly field: string;
}

/** Values with which a record begins, and how it goes on from one to another; see schemas/meta/entity.json. */
interface TransitionsSpec {
  readonly start?: readonly string[];
  readonly moves: readonly MoveSpec[];
}

export interface MoveSpec {
  readonly from?: readonly string[];
  readonly to: string;
  readonly when?: string;
  readonly require?: readonly string[];
  readonly roles?: readonly string[];
  readonly message?: string;
  readonly run?: string;
}

/** What a value looks like, as plain JSON Schema: the members of a json field, the items of a list. */
export interface ValueSchema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: ValueSchema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

/**
 * A property of an entity document: JSON Schema 2020-12 with Kiln's keywords. Checked against schemas/meta/entity.json.
 */
export interface FieldSchema extends ValueSchema {
  readonly default?: Json;
  readonly readOnly?: boolean;
  /** Never changes; the name may. Absent means: the name. */
  readonly 'x-id'?: string;
  /** Names the field type where JSON Schema alone does not tell, e.g. `rating`, `money`. */
  readonly 'x-type'?: string;
  readonly 'x-unique'?: boolean | 'ignoreCase';
  readonly 'x-index'?: boolean;
  /** CEL default, computed by the server at create: `now()`, `today()`, `actor.id`. */
  readonly 'x-default'?: string;
  readonly 'x-formula'?: string;
  readonly 'x-relation'?: RelationSpec;
  readonly 'x-rollup'?: RollupSpec;
  readonly 'x-children'?: ChildrenSpec;
  /** Titles and colours of enum values. */
  readonly 'x-options'?: Readonly<Record<string, { 'x-id'?: string; title?: string; color?: string; when?: string }>>;
  /** How a select goes from one value to another. */
  readonly 'x-transitions'?: TransitionsSpec;
  /** Pattern of an autoNumber: `Q-{yyyy}-{0000}`. */
  readonly 'x-number'?: string;
  /** Currency of a money field: a fixed ISO 4217 code, or the select/text field of the record that holds it. */
  readonly 'x-currency'?: string | { readonly field: string };
  /** Digits after the decimal point that are stored. */
  readonly 'x-scale'?: number;
  /** Files: accepted media types (`image/*`, `application/pdf`) and size in bytes. */
  readonly 'x-accept'?: readonly string[];
  readonly 'x-maxBytes'?: number;
  readonly 'x-sensitive'?: boolean;
}

/** One column that a field keeps in its entity's table. */
export interface ColumnSpec {
  readonly name: string;
  /**
   * Postgres type as format_type() prints it, e.g. `text`, `numeric(15,2)`, `timestamp(3) with time zone`, `text[]`.
   */
  readonly type: string;
}

/**
 * What a change of type costs. `nothing`: the cast back gives the same value. `form`: values say the same, but the cast
 * back would not give the same. `unfit`: some do not convert, the others say the same. `values`: those that convert may
 * say less.
 */
export type Loss = 'nothing' | 'form' | 'unfit' | 'values';

/** A change of type that keeps data, for fields that have one column before and after. */
export interface Cast {
  /**
   * SQL expression from the old column (quoted) to the type that the new schema asks for. It never raises: what cannot
   * be converted becomes null. Where nothing is lost it has no subquery, which `alter column … using` would not take.
   * Needs Postgres 16, and the connection's timezone UTC and intervalstyle iso_8601.
   */
  readonly using: (column: string, to: FieldSchema) => string;
  readonly loses: Loss;
  /** SQL condition under which all of a value converts. Absent: `using` is not null. */
  readonly whole?: (column: string, to: FieldSchema) => string;
}

/** What is wrong with a field's schema. `pointer` is relative to the field. */
export interface FieldFault extends Said {
  readonly pointer: string;
}

/**
 * All that is particular to one field type, as one object in one file. Pure data and functions: the same object serves
 * the compiler, the planner, the query compiler and the browser. A field's schema is always the first argument.
 */
export interface FieldType {
  readonly name: string;
  /** True when a schema without `x-type` means this type. At most one type answers for any schema. */
  readonly infers: (schema: FieldSchema) => boolean;
  /** Keywords that mean something for this type beyond those that every field may have. */
  readonly options: readonly (keyof FieldSchema)[];
  /** All that is wrong with a schema beyond the metaschema. */
  readonly check: (schema: FieldSchema) => readonly FieldFault[];
  readonly celType: (schema: FieldSchema) => CelType;
  /** Columns for a field whose base column name is given. None: the field is virtual (children, rollup, inverse). */
  readonly columns: (schema: FieldSchema, column: string) => readonly ColumnSpec[];
  /**
   * JSON Schema 2020-12 of one non-null value as the API takes it, for Ajv in strict mode with ajv-formats and the two
   * keywords `x-digits` (see fitsDigits) and `x-json` (see fitsJson). Its own patterns need no lookaround.
   */
  readonly valueSchema: (schema: FieldSchema) => JsonObject;
  /**
   * API value to the JSON that Postgres' json_to_recordset casts to each column of `columns` (by its name).
   * Absent: the value goes to the one column unchanged.
   */
  readonly toColumns?: (value: Json, schema: FieldSchema, column: string) => Record<string, Json>;
  /**
   * SQL that yields the API value (as row_to_json prints it) from the quoted, qualified column. Absent: the column
   * itself.
   */
  readonly read?: (column: (spec: ColumnSpec) => string, schema: FieldSchema, base: string) => string;
  /** Values come from the server only. */
  readonly computed?: boolean;
  readonly sortable: boolean;
  readonly filterable: boolean;
  readonly groupable: boolean;
  /** How `x-search` indexes it: short texts by trigram, long ones by full text. Absent: not searchable. */
  readonly search?: 'short' | 'long';
  /** Immutable SQL that yields the text to search in from the quoted column. Absent: the column itself. */
  readonly searchText?: (column: string) => string;
  /** Type changes that keep data, by the name of the type it was before; under its own name when `columns` differ. */
  readonly casts: Readonly<Record<string, Cast>>;
  /** Name of the folder in studio/src/fields that renders it. */
  readonly widget: string;
}
