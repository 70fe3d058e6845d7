import { Ajv } from 'ajv';
import type { Queryable } from '../db/types.ts';
import type { ColumnShape, Parked, ParkedColumn, TableShape } from '../migrations/shape.ts';

/** What waits out of sight. Each parked thing carries its description as its comment, so no list can disagree with it. */
export async function readParked(db: Queryable): Promise<Parked> {
  const columns = await db.query({ text: columnsSql, values: [] });
  const tables = await db.query({ text: tablesSql, values: [] });
  const { isColumn, isTable } = validators();
  return {
    columns: columns.flatMap(([name, comment]): ParkedColumn[] => {
      const parsed = parse(comment);
      return name && isColumn(parsed) ? [{ name, table: parsed.table, shape: parsed.shape }] : [];
    }),
    tables: tables.flatMap(([name, comment]) => {
      const shape = parse(comment);
      return name && isTable(shape) ? [{ name, shape }] : [];
    }),
  };
}

/** In the order in which the columns came into being: the one parked last comes last. */
const columnsSql = `
select a.attname, col_description(a.attrelid, a.attnum)
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace and n.nspname in ('data', 'parked')
join pg_attribute as a on a.attrelid = c.oid and not a.attisdropped
where c.relkind = 'r' and starts_with(a.attname, '_parked_')
order by a.attnum`;

const tablesSql = `
select c.relname, obj_description(c.oid, 'pg_class')
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace and n.nspname = 'parked'
where c.relkind = 'r'
order by c.relname`;

function parse(comment: string | null | undefined): unknown {
  try {
    return JSON.parse(comment ?? '');
  } catch {
    return undefined;
  }
}

/** A comment that somebody else wrote is none of ours. */
function validators() {
  const ajv = new Ajv();
  const texts = { type: 'array', items: { type: 'string' } };
  const named = (...required: string[]) => ({
    type: 'array',
    items: { type: 'object', required: ['name', ...required], properties: { name: { type: 'string' } } },
  });
  const column = {
    type: 'object',
    required: ['id', 'name', 'field', 'fieldType', 'type', 'notNull'],
    properties: {
      id: { type: 'string' },
      name: { type: 'string' },
      field: { type: 'string' },
      fieldType: { type: 'string' },
      type: { type: 'string' },
      notNull: { type: 'boolean' },
    },
  };
  return {
    isColumn: ajv.compile<{ table: string; shape: ColumnShape }>({
      type: 'object',
      required: ['table', 'shape'],
      properties: { table: { type: 'string' }, shape: column },
    }),
    isTable: ajv.compile<TableShape>({
      type: 'object',
      required: ['id', 'name', 'entity', 'columns', 'primaryKey', 'indexes', 'foreignKeys', 'checks'],
      properties: {
        id: { type: 'string' },
        name: { type: 'string' },
        entity: { type: 'string' },
        columns: { type: 'array', items: column },
        primaryKey: { type: 'object', required: ['name', 'columns'], properties: { columns: texts } },
        indexes: named('keys', 'unique', 'method', 'liveOnly'),
        foreignKeys: named('column', 'target'),
        checks: named('columns'),
      },
    }),
  };
}
