import { Ajv } from 'ajv';
import type { Queryable } from '../db/types.ts';
import type { Parked, ParkedColumn, ParkedTable, TableShape } from '../migrations/shape.ts';

/** What waits out of sight, and where. */
export interface FoundParked extends Parked {
  readonly tables: readonly FoundTable[];
  readonly columns: readonly FoundColumn[];
}

export interface FoundTable extends ParkedTable {
  /** Of 8 KB. */
  readonly pages: number;
}

export interface FoundColumn extends ParkedColumn {
  /** The table that it lies in, which may be parked itself. */
  readonly schema: string;
  readonly in: string;
  readonly pages: number;
}

/** Made once: a plan asks every time, and making them takes longer than asking. */
const { isColumn, isTable } = validators();

/** Each parked thing carries its description as its comment, so no list can disagree with it. */
export async function readParked(db: Queryable): Promise<FoundParked> {
  const columns = await db.query({ text: columnsSql, values: [] });
  const tables = await db.query({ text: tablesSql, values: [] });
  return {
    columns: columns.flatMap(([name, comment, schema, table, pages]): FoundColumn[] => {
      const parsed = parse(comment);
      if (!name || !schema || !table || !isColumn(parsed)) return [];
      return [{ ...parsed, name, schema, in: table, pages: Number(pages) }];
    }),
    tables: tables.flatMap(([name, comment, pages]): FoundTable[] => {
      const parsed = parse(comment);
      if (!name || !isTable(parsed)) return [];
      const { parkedAt, changeSet, ...shape } = parsed;
      return [
        { name, shape, ...(parkedAt ? { parkedAt } : {}), ...(changeSet ? { changeSet } : {}), pages: Number(pages) },
      ];
    }),
  };
}

/** The one parked last comes last; those of older versions do not say when. */
const columnsSql = `
select a.attname, col_description(a.attrelid, a.attnum), n.nspname, c.relname, pg_relation_size(c.oid) / 8192
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace and n.nspname in ('data', 'parked')
join pg_attribute as a on a.attrelid = c.oid and not a.attisdropped
where c.relkind = 'r' and starts_with(a.attname, '_parked_')
order by substring(col_description(a.attrelid, a.attnum) from '"parkedAt":"([^"]*)"') nulls first, a.attnum`;

const tablesSql = `
select c.relname, obj_description(c.oid, 'pg_class'), pg_relation_size(c.oid) / 8192
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
  const moment = { parkedAt: { type: 'string' }, changeSet: { type: 'string' } };
  const typed = {
    type: { type: 'string' },
    fieldType: { type: 'string' },
    targets: { type: 'object', properties: { from: { type: 'string' }, to: { type: 'string' } } },
  };
  const became = { type: 'object', required: ['type', 'fieldType'], properties: typed };
  const made = {
    type: 'object',
    required: ['name', 'type', 'fieldType'],
    properties: { name: { type: 'string' }, ...typed },
  };
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
    isColumn: ajv.compile<Omit<ParkedColumn, 'name'>>({
      type: 'object',
      required: ['table', 'shape'],
      properties: { table: { type: 'string' }, shape: column, ...moment, made, options: texts, became },
    }),
    isTable: ajv.compile<TableShape & Pick<ParkedTable, 'parkedAt' | 'changeSet'>>({
      type: 'object',
      required: ['id', 'name', 'entity', 'columns', 'primaryKey', 'indexes', 'foreignKeys', 'checks'],
      properties: {
        ...moment,
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
