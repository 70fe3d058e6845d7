import { parses } from '../fields/shared/casts.ts';
import { uuidSchema } from '../fields/shared/uuidSchema.ts';
import type { RecordTitles } from './recordTitles.ts';

// Columns from outside are named in a FROM of their own: the target may have a column of the same name.

/** SQL in which an expression stands only once, and is computed only once, however often it is used. */
export function withValue(expression: string, use: (value: string) => string): string {
  return `(select ${use('bound.value')} from (select ${expression} as value offset 0) as bound)`;
}

/** SQL of the title of the record with an id; null where there is none. */
export function titleOfRecord(records: RecordTitles | undefined, id: string): string {
  if (!records) return 'null::text';
  return `(select ${records.title('target')}
  from (select ${id} as id) as given join ${records.table} as target on target."id" = given.id)`;
}

/** SQL of an id where there is a record with it, else null. */
export function existingRecord(records: RecordTitles | undefined, id: string): string {
  if (!records) return 'null::uuid';
  return `(select target."id" from (select ${id} as id) as given join ${records.table} as target on target."id" = given.id)`;
}

/**
 * SQL of the one live record that a text names by its title, or by its id; null where there is none, or several. All titles are
 * read once a statement, not once a row.
 */
export function recordNamed(records: RecordTitles | undefined, text: string): string {
  if (!records) return 'null::uuid';
  const key = `lower(btrim(${records.title('target')}))`;
  const titles = `select jsonb_object_agg(title, id) from (
  select ${key} as title, (array_agg(target."id"))[1] as id
  from ${records.table} as target
  where target."deleted_at" is null and ${key} <> ''
  group by 1 having count(*) = 1) as titles`;
  const byId = existingRecord(records, parses(text, uuidSchema.pattern, 'uuid'));
  return `coalesce(((${titles}) ->> lower(btrim(${text})))::uuid, ${byId})`;
}
