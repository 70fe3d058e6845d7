import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { ChangeType, Operation } from './operations.ts';

/**
 * A column that a trigger computes on each write, where a generated one is not to be had: Postgres adds a generated
 * column, or changes a type, only by writing the whole table anew while nobody can use it.
 */
export interface ComputedColumn {
  readonly column: string;
  /** Over the keys of `names` and `constants`. */
  readonly sql: string;
  /** Columns by their names in `sql`. */
  readonly names: Readonly<Record<string, string>>;
  /** SQL by the names of columns that are not there yet. */
  readonly constants: Readonly<Record<string, string>>;
  /** Formulas by the names of their columns: a trigger comes before Postgres has computed those. */
  readonly formulas?: Readonly<Record<string, Pick<ComputedColumn, 'sql' | 'names'>>>;
  /** `sql` yields a list, and its items are rows of a table instead; `column` is then only a name. */
  readonly rows?: ComputedRows;
}

interface ComputedRows {
  /** Name in schema data, unquoted. */
  readonly table: string;
  /** Inserts them; `given` has the `id` of the row that they are computed of, and the `list`. */
  readonly insert: string;
  /** Its column `source` has that id: what an earlier list made goes first. Absent: it stays. */
  readonly replaces?: true;
}

export const computedTrigger = 'kiln_computed';

/** Begins the names of columns, tables and indexes that are being prepared for a change-set. */
export const shadowPrefix = '_next_';

/** The computed columns of a table after an operation on it. */
export function followComputed(columns: readonly ComputedColumn[], operation: Operation): readonly ComputedColumn[] {
  switch (operation.op) {
    case 'renameColumn':
      return renamed(columns, operation.from, operation.to);
    case 'parkColumn':
      return renamed(columns, operation.column.name, operation.as);
    case 'unparkColumn':
      return renamed(columns, operation.from, operation.to);
    case 'dropGenerated':
    case 'keepGenerated':
      return without(columns, operation.column);
    case 'changeType':
      return operation.shadow === undefined ? columns : swapped(columns, operation, operation.shadow);
    case 'addGenerated':
      if (operation.shadow === undefined) return columns;
      return renamed(columns.map(withoutConstants), operation.shadow, operation.column.name);
    case 'fillColumn':
    case 'keepComputed':
      if (operation.shadow === undefined) return columns;
      return renamed(without(columns, operation.shadow), operation.shadow, operation.column);
    default:
      return columns;
  }
}

/** The computed columns of a table without the rows that an operation takes over. */
export function withoutRows(columns: readonly ComputedColumn[], table: string): readonly ComputedColumn[] {
  return columns.some(({ rows }) => rows?.table === table)
    ? columns.filter(({ rows }) => rows?.table !== table)
    : columns;
}

/** SQL of a column's value in whatever way `read` reads those that it is computed of. */
export function computedSql(
  { sql, names, constants, formulas = {} }: ComputedColumn,
  read: (column: string) => string,
): string {
  const sources = [
    ...Object.entries(formulas).map(
      ([name, formula]) => `(${computedSql({ ...formula, column: name, constants: {} }, read)}) as ${quoteIdent(name)}`,
    ),
    ...Object.entries(names).map(([name, column]) => `${read(column)} as ${quoteIdent(name)}`),
    ...Object.entries(constants).map(([name, value]) => `${value} as ${quoteIdent(name)}`),
  ];
  // A row without columns is still a row.
  return `select ${sql} from (select ${sources.join(', ')}) as source`;
}

/**
 * Statements that make the trigger of a table compute exactly these columns.
 * @param table quoted and qualified
 * @param routine name of the trigger's function in schema kiln, unquoted
 */
export function renderComputed(table: string, routine: string, columns: readonly ComputedColumn[]): string[] {
  const name = `kiln.${quoteIdent(routine)}`;
  if (columns.length === 0) return [`drop trigger ${computedTrigger} on ${table}`, `drop function ${name}()`];
  const assignments = columns.flatMap((column) => statementsOf(column).map((each) => `  ${each};`));
  // A column may have the name of one of plpgsql's own variables.
  const body = `#variable_conflict use_column\nbegin\n${assignments.join('\n')}\n  return new;\nend`;
  return [
    `create or replace function ${name}() returns trigger language plpgsql as ${quoteLiteral(body).trim()}`,
    `create or replace trigger ${computedTrigger} before insert or update on ${table}
  for each row execute function ${name}()`,
    `comment on trigger ${computedTrigger} on ${table} is ${quoteLiteral(JSON.stringify(columns)).trim()}`,
  ];
}

function statementsOf({ rows, ...column }: ComputedColumn): string[] {
  const value = computedSql(column, (each) => `new.${quoteIdent(each)}`);
  if (!rows) return [`new.${quoteIdent(column.column)} := (${value})`];
  const insert = `with given as materialized (select new."id" as id, (${value}) as list)\n${rows.insert}`;
  return rows.replaces ? [`delete from data.${quoteIdent(rows.table)} where "source" = new."id"`, insert] : [insert];
}

function renamed(columns: readonly ComputedColumn[], from: string, to: string): readonly ComputedColumn[] {
  const follow = (name: string) => (name === from ? to : name);
  const followAll = (names: ComputedColumn['names']) =>
    Object.fromEntries(Object.entries(names).map(([name, column]) => [name, follow(column)]));
  const concerned = columns.some((each) => each.column === from || readsOf(each).includes(from));
  if (!concerned) return columns;
  return columns.map((each) => ({
    ...each,
    column: follow(each.column),
    names: followAll(each.names),
    ...(each.formulas
      ? {
          formulas: Object.fromEntries(
            Object.entries(each.formulas).map(([name, { sql, names }]) => [name, { sql, names: followAll(names) }]),
          ),
        }
      : {}),
  }));
}

/** Names of the columns that one is computed of. */
function readsOf({ names, formulas = {} }: ComputedColumn): string[] {
  return [names, ...Object.values(formulas).map((formula) => formula.names)].flatMap((each) => Object.values(each));
}

function without(columns: readonly ComputedColumn[], name: string): readonly ComputedColumn[] {
  return columns.some(({ column }) => column === name) ? columns.filter(({ column }) => column !== name) : columns;
}

/**
 * The prepared column takes the place of the old one: what was computed of the old one's values is computed of its own.
 */
function swapped(columns: readonly ComputedColumn[], operation: ChangeType, shadow: string): readonly ComputedColumn[] {
  const { column, shadowMade, keep, restored } = operation;
  const taken = [shadow, shadowMade];
  const gone = [column, restored?.original, restored?.made];
  const left = columns.filter(
    (each) => !taken.includes(each.column) && !readsOf(each).some((name) => gone.includes(name)),
  );
  const over = renamed(left, shadow, column);
  return shadowMade === undefined || !keep ? over : renamed(over, shadowMade, keep.made);
}

/** What was not there while the column was prepared is there now. */
function withoutConstants(column: ComputedColumn): ComputedColumn {
  const names = Object.keys(column.constants).map((name) => [name, name]);
  return { ...column, names: { ...column.names, ...Object.fromEntries(names) }, constants: {} };
}
