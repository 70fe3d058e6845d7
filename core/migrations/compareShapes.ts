import type { ColumnShape, IndexShape, TableShape, TablesShape } from './shape.ts';

/**
 * Sentences on how the tables that exist differ from those a model needs; empty when they fit. Compared by name:
 * the database knows no ids. Expressions are not compared, because Postgres spells them its own way.
 */
export function compareShapes(wanted: TablesShape, found: TablesShape): string[] {
  const tables = byName(found);
  const known = byName(wanted);
  return [
    ...wanted.flatMap((table) => {
      const other = tables.get(table.name);
      return other ? compareTables(table, other) : [`Table ${table.name} is missing.`];
    }),
    ...found.filter((table) => !known.has(table.name)).map((table) => `Table ${table.name} belongs to no entity.`),
  ];
}

function compareTables(wanted: TableShape, found: TableShape): string[] {
  const compare = <T extends { name: string }>(
    kind: string,
    a: readonly T[],
    b: readonly T[],
    show: (item: T) => string,
  ) => compareItems(`${kind} of ${wanted.name}`, a, b, show);
  return [
    ...compare('Column', wanted.columns, found.columns, showColumn),
    ...compare('Primary key', [wanted.primaryKey], [found.primaryKey], (key) => key.columns.join()),
    ...compare('Index', wanted.indexes, found.indexes, showIndex),
    ...compare('Foreign key', wanted.foreignKeys, found.foreignKeys, (key) =>
      [key.column, key.target, key.onDelete].join(' '),
    ),
    ...compare('Check', wanted.checks, found.checks, (check) => check.columns.toSorted().join()),
  ];
}

function compareItems<T extends { name: string }>(
  what: string,
  wanted: readonly T[],
  found: readonly T[],
  show: (item: T) => string,
): string[] {
  const others = byName(found);
  const known = byName(wanted);
  return [
    ...wanted.flatMap((item) => {
      const other = others.get(item.name);
      if (!other) return [`${what}: ${item.name} is missing.`];
      const [a, b] = [show(item), show(other)];
      return a === b ? [] : [`${what}: ${item.name} is '${b}' instead of '${a}'.`];
    }),
    ...found.filter((item) => !known.has(item.name)).map((item) => `${what}: ${item.name} is not known.`),
  ];
}

function showColumn(column: ColumnShape): string {
  return [column.type, column.notNull ? 'not null' : '', column.generated ? 'generated' : ''].join(' ').trim();
}

function showIndex(index: IndexShape): string {
  const keys = index.keys.map((key) => [key.column, key.ignoreCase ? 'lower' : '', key.opclass ?? ''].join(' ').trim());
  return `${index.unique ? 'unique ' : ''}${index.method} (${keys.join()})${index.liveOnly ? ' live' : ''}`;
}

function byName<T extends { name: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.name, item]));
}
