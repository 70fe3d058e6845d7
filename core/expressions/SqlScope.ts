import type { CelType } from './types.ts';

export type SqlParam = string | number | boolean | (string | number | boolean | null)[];

export interface SqlValue {
  /** Any SQL expression that may stand as an operand. */
  readonly sql: string;
  readonly type: CelType;
  /** Set for an id (`uuid`) or a list of ids (`uuid[]`): the only Postgres types that differ from `sqlType(type)`. */
  readonly stored?: 'uuid' | 'uuid[]';
  /** False for a not-null column or value: then `a == b` becomes `a = b`, which an index serves. Default true. */
  readonly nullable?: boolean;
}

export interface SqlRows {
  /**
   * What stands behind FROM, conditions of the join included: `data.contact c where c.account = t.id and …`. Must hold
   * a WHERE.
   */
  readonly from: string;
  /** The scope inside: asked only for paths that begin with `variable`; the path `[variable]` is the row's id. */
  readonly scope: (variable: string) => SqlScope;
}

export interface SqlScope {
  /** Undefined: not available in SQL here. `['account']` of a relation is its id column. */
  readonly path: (path: readonly string[]) => SqlValue | undefined;
  /**
   * Rows behind a list of objects (an inverse, children, many-to-many), for size, all, exists, exists_one, filter, map.
   */
  readonly each?: (path: readonly string[]) => SqlRows | undefined;
  /**
   * A placeholder with its cast, e.g. `$3::text`. Called once per literal, in the order of expressionShape's values.
   */
  readonly param: (value: SqlParam, type: string) => string;
  /** SQL of the current time, a timestamptz. */
  readonly now: string;
  /** IANA name. Default UTC. */
  readonly timeZone?: string;
}
