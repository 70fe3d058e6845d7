import type { Queryable } from '../db/types.ts';
import { saidFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { said } from '../errors/said.ts';
import type { Doubt, Operation, UnfitValues } from '../migrations/operations.ts';
import { refusal } from '../migrations/refusal.ts';

/** Above so many rows only a part of a table is looked at: about so many. */
const sampled = 300_000;

/** Values that do not convert, with examples. Of a large table a part is looked at, and `rows` is estimated from it. */
export async function findUnfit(db: Queryable, doubt: Doubt, maySample: boolean): Promise<UnfitValues> {
  if (!maySample) return countUnfit(db, doubt);
  const [size] = await db.query({
    text: 'select reltuples from pg_class where oid = to_regclass($1)',
    values: [doubt.source],
  });
  const rows = Number(size?.[0] ?? 0);
  return rows > 2 * sampled ? countUnfit(db, doubt, sampled / rows) : countUnfit(db, doubt);
}

async function countUnfit(db: Queryable, { source, where, value }: Doubt, part?: number): Promise<UnfitValues> {
  const from = part === undefined ? source : `${source} tablesample system (${(part * 100).toFixed(4)}) repeatable (1)`;
  const [row] = await db.query({
    text: `with unfit as (select "id", left(${value}, 200) as value from ${from} where ${where})
select (select count(*) from unfit),
  (select json_agg(json_build_object('id', "id", 'value', value)) from (select * from unfit order by "id" limit 5) as first)`,
    values: [],
  });
  const found = Number(row?.[0] ?? 0);
  const examples: unknown = JSON.parse(row?.[1] ?? '[]');
  return {
    rows: part === undefined ? found : Math.round(found / part),
    examples: Array.isArray(examples) ? examples.flatMap(parseExample) : [],
    ...(part === undefined ? {} : { sampled: true }),
  };
}

function parseExample(value: unknown): UnfitValues['examples'][number][] {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('value' in value)) return [];
  return [{ id: String(value.id), value: String(value.value) }];
}

/**
 * Looks once more, when the change has the table to itself. Throws KILN_CONFLICT where a change is to refuse such
 * values.
 */
export async function refuseUnfit(tx: Queryable, operation: Extract<Operation, { op: 'changeType' }>): Promise<void> {
  const { choice, refusal, shadow } = operation;
  // What was prepared beside has been looked at before.
  if (choice !== 'refuse' || !refusal || shadow !== undefined) return;
  const found = await countUnfit(tx, refusal);
  if (found.rows > 0) throw unfitError(operation, found);
}

/** Looks at all values before a change that was prepared takes place. Throws as refuseUnfit does. */
export async function refuseUnfitBefore(db: Queryable, operation: Operation): Promise<void> {
  if (operation.choice !== 'refuse' || !('doubt' in operation) || !operation.doubt) return;
  const found = await countUnfit(db, operation.doubt);
  if (found.rows > 0) throw unfitError(operation, found);
}

/** Why a change is refused, with examples. */
export function unfitError(operation: Operation, { rows, examples }: UnfitValues): KilnError {
  const pointer = `entity/${operation.entity}#/properties/${operation.field ?? ''}`;
  const shownValues = examples.map(({ value }) => JSON.stringify(value));
  const more = rows > examples.length ? ' and others' : '';
  return new KilnError('KILN_CONFLICT', {
    detail: `${operation.sentence} ${rows.toLocaleString('en')} do not fit: ${shownValues.join(', ')}${more}. Nothing was changed.`,
    errors: examples.map(({ id, value }) =>
      saidFault(pointer, said`Record ${id} has ${JSON.stringify(value)}, which does not fit.`, 'definition'),
    ),
    extra: { ...refusal('unfit', operation, { records: rows }), examples },
  });
}
