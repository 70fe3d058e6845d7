import { parses } from '../fields/shared/casts.ts';
import { uuidSchema } from '../fields/shared/uuidSchema.ts';
import type { PreparedSql } from './operations.ts';
import type { RecordTitles, TitlesOf } from './titles.ts';

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
  return `(select target."id"
  from (select ${id} as id) as given join ${records.table} as target on target."id" = given.id)`;
}

/**
 * SQL of the one live record that a text names by its title, or by its id; null where there is none, or several.
 * Without a lookup, all titles are read once a statement, not once a row.
 */
export function recordNamed(records: RecordTitles | undefined, text: string): string {
  if (!records) return 'null::uuid';
  const byId = existingRecord(records, parses(text, uuidSchema.pattern, 'uuid'));
  if (records.lookup) {
    const byTitle = `select named."id" from ${records.lookup.name} as named where named."key" = ${titleKey(text)}`;
    return `coalesce((${byTitle}), ${byId})`;
  }
  const single = singleTitles(records, folded(records.title('target')));
  const titles = `select jsonb_object_agg(key, id) from (${single}) as titles`;
  return `coalesce(((${titles}) ->> ${folded(text)})::uuid, ${byId})`;
}

/** SQL of the rows of a Lookup: every title that one live record alone has. */
export function titleLookup(records: RecordTitles): string {
  return singleTitles(records, titleKey(records.title('target')));
}

/** What is prepared of values, with the titles that it looks up. */
export function beside(sql: string, targets: readonly (string | undefined)[], titles: TitlesOf): PreparedSql {
  const lookups = targets.flatMap((target) => (target === undefined ? [] : (titles(target)?.lookup ?? [])));
  return { sql, lookups: lookups.filter(({ name }) => sql.includes(name)) };
}

function singleTitles(records: RecordTitles, key: string): string {
  return `
  select ${key} as key, (array_agg(target."id"))[1] as id
  from ${records.table} as target
  where target."deleted_at" is null and ${folded(records.title('target'))} <> ''
  group by 1 having count(*) = 1`;
}

/** Capitals and blanks around a title do not count. */
function folded(text: string): string {
  return `lower(btrim(${text}))`;
}

/** An index takes no long texts. */
function titleKey(text: string): string {
  return `md5(${folded(text)})::uuid`;
}
