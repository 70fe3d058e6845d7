import type { Db } from '../db/types.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { withNewValues } from '../migrations/optionRows.ts';
import type { Model } from '../model/types.ts';
import { hasOpenJobs } from '../online/jobStore.ts';
import { readOldNames } from './oldNameStore.ts';

/** Whoever has not heard of a new model by then is not there any more. */
const recentMs = 2 * 3_600_000;
/** What slipped through is a handful; what is more belongs to a job that somebody cancelled, and comes next time. */
const mostRows = 1_000;

/**
 * Gives records the new values of options that were renamed in the last two hours, where they still have the old ones:
 * for some milliseconds, a process that has not heard of the change yet may write them. Does nothing while jobs are
 * under way. Looks through the table of each such field, and resolves to the number of records.
 */
export async function sweepOptions(db: Db, model: Model): Promise<number> {
  const renamed = (await readOldNames(db, model, 1)).filter(({ renamedAt }) => renamedAt > Date.now() - recentMs);
  if (renamed.every(({ target }) => target.what !== 'option') || (await hasOpenJobs(db))) return 0;
  let swept = 0;
  for (const [entity, field, values] of byField(renamed)) swept += await sweep(db, model, { entity, field, values });
  return swept;
}

interface Renamed {
  readonly entity: string;
  readonly field: string;
  /** From the old value to that of today. */
  readonly values: Readonly<Record<string, string>>;
}

async function sweep(db: Db, model: Model, { entity, field, values }: Renamed): Promise<number> {
  const { table = '', fields } = model.entities.get(entity) ?? {};
  const [column] = fields?.get(field)?.columns ?? [];
  if (!column || fields?.get(field)?.formula) return 0;
  const isList = column.type.endsWith('[]');
  const change = withNewValues({ op: 'renameOption', table, column: column.name, values, isList });
  const name = `data.${quoteIdent(table)}`;
  const rows = await db.query({
    text: `update ${name} set ${change.set}
where "id" in (select "id" from ${name} where ${change.where} limit ${mostRows} for update skip locked)
returning "id"`,
    values: [],
  });
  return rows.length;
}

function byField(
  renamed: Awaited<ReturnType<typeof readOldNames>>,
): (readonly [string, string, Record<string, string>])[] {
  const found = new Map<string, readonly [string, string, Record<string, string>]>();
  // What was called so last comes first, and counts.
  for (const { name, target } of renamed.toReversed()) {
    if (target.what !== 'option') continue;
    const key = `${target.entity}.${target.field}`;
    const [, , values = {}] = found.get(key) ?? [];
    found.set(key, [target.entity, target.field, { ...values, [name]: target.value }]);
  }
  return [...found.values()];
}
