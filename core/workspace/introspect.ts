import type { Queryable } from '../db/types.ts';
import { computedTrigger, shadowPrefix } from '../migrations/computed.ts';
import type {
  CheckShape,
  ColumnShape,
  ForeignKeyShape,
  IndexKey,
  IndexShape,
  TableShape,
  TablesShape,
} from '../migrations/shape.ts';

/**
 * Reads the tables of schema `data` as they are. The database knows names only, so ids are names here, and expressions
 * stand in Postgres' own spelling. What is parked, prepared or still being looked at is left out. Columns that a trigger
 * computes count as generated. Tables, columns and all the rest are sorted by name.
 */
export async function introspect(db: Queryable): Promise<TablesShape> {
  const [tables, columns, indexes, constraints] = [
    await db.query({ text: tablesSql, values: [] }),
    await readColumns(db),
    await readIndexes(db),
    await db.query({ text: constraintsSql, values: [] }),
  ];
  return tables.map(([table = null]): TableShape => {
    const name = text(table);
    const own = constraints.filter((row) => row[0] === name);
    const primary = own.find((row) => row[2] === 'p');
    return {
      id: name,
      name,
      entity: name,
      columns: columns.get(name) ?? [],
      primaryKey: { name: text(primary?.[1]), columns: text(primary?.[3]).split(',') },
      indexes: indexes.get(name) ?? [],
      foreignKeys: own.filter((row) => row[2] === 'f').map(foreignKey),
      checks: own.filter((row) => row[2] === 'c').map(check),
    };
  });
}

const tablesSql = `
select c.relname
from pg_class as c
where c.relnamespace = 'data'::regnamespace and c.relkind = 'r' and not starts_with(c.relname, '${shadowPrefix}')
order by c.relname collate "C"`;

const columnsSql = `
select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
  pg_get_expr(d.adbin, d.adrelid), a.attgenerated = 's' or exists (
    select from pg_trigger as t
    cross join json_array_elements(obj_description(t.oid, 'pg_trigger')::json) as computed
    where t.tgrelid = c.oid and t.tgname = '${computedTrigger}' and computed ->> 'column' = a.attname
  )
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
where c.relnamespace = 'data'::regnamespace and c.relkind = 'r' and not starts_with(a.attname, '_parked_')
  and not starts_with(a.attname, '${shadowPrefix}')
order by c.relname collate "C", a.attname collate "C"`;

async function readColumns(db: Queryable): Promise<Map<string, ColumnShape[]>> {
  const rows = await db.query({ text: columnsSql, values: [] });
  return groupBy(rows, (row) => {
    const [name, type, notNull, expression, generated] = row.slice(1);
    const sql = text(expression);
    return {
      id: text(name),
      name: text(name),
      field: text(name),
      fieldType: '',
      type: text(type),
      notNull: notNull === 't',
      ...(generated === 't' ? { generated: { sql, key: sql } } : sql ? { default: sql } : {}),
    };
  });
}

const indexesSql = `
select t.relname, c.relname, i.indisunique, m.amname, pg_get_expr(i.indpred, i.indrelid),
  pg_get_indexdef(i.indexrelid, k.position::int, true), case when not o.opcdefault then o.opcname end
from pg_index as i
join pg_class as c on c.oid = i.indexrelid
join pg_class as t on t.oid = i.indrelid
join pg_am as m on m.oid = c.relam
cross join unnest(i.indclass) with ordinality as k (opclass, position)
join pg_opclass as o on o.oid = k.opclass
where t.relnamespace = 'data'::regnamespace and not i.indisprimary and i.indisvalid
  and not starts_with(c.relname, '${shadowPrefix}')
order by t.relname collate "C", c.relname collate "C", k.position`;

async function readIndexes(db: Queryable): Promise<Map<string, IndexShape[]>> {
  const rows = await db.query({ text: indexesSql, values: [] });
  const keys = new Map<string, IndexKey[]>();
  for (const row of rows) keys.set(text(row[1]), [...(keys.get(text(row[1])) ?? []), indexKey(row[5], row[6])]);
  const first = rows.filter((row, index) => row[1] !== rows[index - 1]?.[1]);
  return groupBy(first, (row) => ({
    name: text(row[1]),
    unique: row[2] === 't',
    method: row[3] === 'gin' ? 'gin' : 'btree',
    keys: keys.get(text(row[1])) ?? [],
    liveOnly: row[4] === '(deleted_at IS NULL)',
  }));
}

function indexKey(definition: string | null | undefined, opclass: string | null | undefined): IndexKey {
  const lower = /^lower\((.*)\)$/.exec(text(definition));
  const column = unquote(lower?.[1] ?? text(definition));
  return { column, ...(lower ? { ignoreCase: true } : {}), ...(opclass ? { opclass } : {}) };
}

const constraintsSql = `
select t.relname, c.conname, c.contype,
  (select string_agg(a.attname, ',' order by k.position)
    from unnest(c.conkey) with ordinality as k (number, position)
    join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = k.number),
  target.relname, c.confdeltype
from pg_constraint as c
join pg_class as t on t.oid = c.conrelid
left join pg_class as target on target.oid = c.confrelid
where t.relnamespace = 'data'::regnamespace and c.contype in ('p', 'f', 'c')
  and not starts_with(c.conname, '_required_')
order by t.relname collate "C", c.conname collate "C"`;

type Row = readonly (string | null)[];

function foreignKey([, name, , column, target, action]: Row): ForeignKeyShape {
  const onDelete = action === 'c' ? 'cascade' : action === 'n' ? 'setNull' : 'restrict';
  return { name: text(name), column: text(column), target: text(target), targetId: text(target), onDelete };
}

function check([, name, , columns]: Row): CheckShape {
  const [first, second] = text(columns).split(',');
  return { name: text(name), columns: [text(first), text(second)] };
}

function groupBy<T>(rows: readonly Row[], make: (row: Row) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(text(row[0]), [...(groups.get(text(row[0])) ?? []), make(row)]);
  return groups;
}

function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

function text(value: string | null | undefined): string {
  return value ?? '';
}
