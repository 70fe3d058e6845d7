import type { Queryable } from '../db/types.ts';
import { saidFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { said } from '../errors/said.ts';
import type { Operation, SharedValue } from '../migrations/operations.ts';
import { refusal } from '../migrations/refusal.ts';

export type AddIndex = Extract<Operation, { op: 'addIndex' }>;

export interface Duplicates {
  /** Records that share a value with another. */
  readonly records: number;
  readonly examples: readonly SharedValue[];
}

/** @param sql from duplicatesSql */
export async function findDuplicates(run: Queryable, sql: string): Promise<Duplicates> {
  const rows = await run.query({ text: sql, values: [] });
  const examples = rows.map(
    ([records, _all, ...values]): SharedValue => ({
      values: values.map((value) => value ?? ''),
      records: Number(records),
    }),
  );
  return { records: Number(rows[0]?.[1] ?? 0), examples };
}

/** `"a@example.com" (3 records)`, `name "A", account "0190…" (2 records)` */
export function describeShared({ fields }: Pick<AddIndex, 'fields'>, { values, records }: SharedValue): string {
  const parts = values.map((value, index) => {
    const text = JSON.stringify(value);
    return values.length > 1 ? `${fields[index]} ${text}` : text;
  });
  return `${parts.join(', ')} (${records.toLocaleString('en')} records)`;
}

/** Why values cannot become unique, with examples. */
export function notUnique(operation: AddIndex, { records, examples }: Duplicates): KilnError {
  const shared = examples.map((example) => describeShared(operation, example));
  const more = examples.reduce((sum, example) => sum + example.records, 0) < records ? ' and others' : '';
  const pointer = `entity/${operation.entity}#${operation.field === undefined ? '/x-unique' : `/properties/${operation.field}/x-unique`}`;
  return new KilnError('KILN_CONFLICT', {
    detail: `${operation.sentence} ${records.toLocaleString('en')} records share theirs with another: ${shared.join(', ')}${more}. Nothing was changed.`,
    errors: shared.map((each) => saidFault(pointer, said`Shared by several: ${each}.`, 'definition')),
    extra: { ...refusal('duplicates', operation, { records }), examples },
  });
}
