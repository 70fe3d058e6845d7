import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { ChangeType, Operation } from './operations.ts';

/**
 * A column that a trigger computes on each write, where a generated one is not to be had: Postgres adds a generated column,
 * or changes a type, only by writing the whole table anew while nobody can use it.
 */
export interface ComputedColumn {
  readonly column: string;
  /** Over the keys of `names` and `constants`. */
  readonly sql: string;
  /** Columns by their names in `sql`. */
  readonly names: Readonly<Record<string, string>>;
  /** SQL by the names of columns that are not there yet. */
  readonly constants: Readonly<Record<string, string>>;
}

export const computedTrigger = 'kiln_computed';

/** Begins the name of a column that is being prepared for a change-set. */
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
    default:
      return columns;
  }
}

/** SQL that computes some columns in whatever way `read` reads the others: `(select … from (select … ) as source)`. */
function computedSql({ sql, names, constants }: ComputedColumn, read: (column: string) => string): string {
  const sources = [
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
  const assignments = columns.map(
    (column) => `  new.${quoteIdent(column.column)} := (${computedSql(column, (each) => `new.${quoteIdent(each)}`)});`,
  );
  // A column may have the name of one of plpgsql's own variables.
  const body = `#variable_conflict use_column\nbegin\n${assignments.join('\n')}\n  return new;\nend`;
  return [
    `create or replace function ${name}() returns trigger language plpgsql as ${quoteLiteral(body).trim()}`,
    `create or replace trigger ${computedTrigger} before insert or update on ${table}
  for each row execute function ${name}()`,
    `comment on trigger ${computedTrigger} on ${table} is ${quoteLiteral(JSON.stringify(columns)).trim()}`,
  ];
}

function renamed(columns: readonly ComputedColumn[], from: string, to: string): readonly ComputedColumn[] {
  const follow = (name: string) => (name === from ? to : name);
  const concerned = columns.some(({ column, names }) => column === from || Object.values(names).includes(from));
  if (!concerned) return columns;
  return columns.map((each) => ({
    ...each,
    column: follow(each.column),
    names: Object.fromEntries(Object.entries(each.names).map(([name, column]) => [name, follow(column)])),
  }));
}

function without(columns: readonly ComputedColumn[], name: string): readonly ComputedColumn[] {
  return columns.some(({ column }) => column === name) ? columns.filter(({ column }) => column !== name) : columns;
}

/** The prepared column takes the place of the old one: what was computed of the old one's values is computed of its own. */
function swapped(columns: readonly ComputedColumn[], operation: ChangeType, shadow: string): readonly ComputedColumn[] {
  const { column, shadowMade, keep, restored } = operation;
  const taken = [shadow, shadowMade];
  const gone = [column, restored?.original, restored?.made];
  const left = columns.filter(
    (each) => !taken.includes(each.column) && !Object.values(each.names).some((name) => gone.includes(name)),
  );
  const over = renamed(left, shadow, column);
  return shadowMade === undefined || !keep ? over : renamed(over, shadowMade, keep.made);
}

/** What was not there while the column was prepared is there now. */
function withoutConstants(column: ComputedColumn): ComputedColumn {
  const names = Object.keys(column.constants).map((name) => [name, name]);
  return { ...column, names: { ...column.names, ...Object.fromEntries(names) }, constants: {} };
}
