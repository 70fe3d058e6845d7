import { Ajv } from 'ajv';
import type { Queryable } from '../db/types.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { type ComputedColumn, computedTrigger, renderComputed, shadowPrefix } from '../migrations/computed.ts';

/** What the trigger of one table computes. */
export interface ComputedTable {
  /** Quoted and qualified. */
  readonly table: string;
  /** Name of the trigger's function in schema kiln, unquoted. */
  readonly routine: string;
  readonly columns: readonly ComputedColumn[];
}

/** The tables whose columns a trigger computes, by their quoted and qualified names. */
export async function readComputed(run: Queryable): Promise<Map<string, ComputedTable>> {
  const rows = await run.query({ text: triggersSql, values: [] });
  const isList = new Ajv().compile<ComputedColumn[]>(computedSchema);
  return new Map(
    rows.flatMap(([schema, name, routine, comment]): [string, ComputedTable][] => {
      const columns: unknown = JSON.parse(comment ?? '[]');
      const table = `${quoteIdent(schema ?? '')}.${quoteIdent(name ?? '')}`;
      return routine && isList(columns) ? [[table, { table, routine, columns }]] : [];
    }),
  );
}

/** Makes the trigger of a table compute these columns and no others. */
export async function writeComputed(run: Queryable, { table, routine, columns }: ComputedTable): Promise<void> {
  for (const text of renderComputed(table, routine, columns)) await run.query({ text, values: [] });
}

/** A name for the function of a table that has none yet. Tables keep their oid whatever they are called. */
export async function routineOf(run: Queryable, table: string): Promise<string> {
  const [row] = await run.query({ text: `select 'computed_' || $1::regclass::oid`, values: [table] });
  return row?.[0] ?? '';
}

/** Columns that were prepared for a change-set which has not taken place. */
export async function shadowsOf(run: Queryable): Promise<{ table: string; column: string }[]> {
  const rows = await run.query({ text: shadowsSql, values: [shadowPrefix] });
  return rows.map(([table, column]) => ({ table: `"data".${quoteIdent(table ?? '')}`, column: column ?? '' }));
}

const triggersSql = `
select n.nspname, c.relname, p.proname, obj_description(t.oid, 'pg_trigger')
from pg_trigger as t
join pg_class as c on c.oid = t.tgrelid
join pg_namespace as n on n.oid = c.relnamespace and n.nspname in ('data', 'parked')
join pg_proc as p on p.oid = t.tgfoid
where t.tgname = '${computedTrigger}'`;

const shadowsSql = `
select c.relname, a.attname
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = 'data'::regnamespace and c.relkind = 'r' and starts_with(a.attname, $1)
  and not starts_with(c.relname, $1)`;

const texts = { type: 'object', additionalProperties: { type: 'string' } };
const formula = {
  type: 'object',
  required: ['sql', 'names'],
  properties: { sql: { type: 'string' }, names: texts },
};
const formulas = { type: 'object', additionalProperties: formula };
const rows = {
  type: 'object',
  required: ['table', 'insert'],
  properties: { table: { type: 'string' }, insert: { type: 'string' }, replaces: { const: true } },
};
const computedSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['column', 'sql', 'names', 'constants'],
    properties: { column: { type: 'string' }, sql: { type: 'string' }, names: texts, constants: texts, formulas, rows },
  },
};
