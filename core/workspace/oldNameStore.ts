import type { Queryable } from '../db/types.ts';
import { type FormerName, type OldName, oldNamesIn } from '../model/references/oldNames.ts';
import type { Model } from '../model/types.ts';

const day = 24 * 60 * 60 * 1000;

/** Longer than any installation keeps them (KILN_ALIAS_DAYS). */
const mostDays = 366;

/** Keeps names that something has lost, and forgets those of long ago. */
export async function keepOldNames(tx: Queryable, names: readonly FormerName[]): Promise<void> {
  if (names.length === 0) return;
  await tx.query({
    text: 'delete from kiln.old_name where renamed_at < now() - make_interval(days => $1)',
    values: [mostDays],
  });
  await tx.query({ text: keepSql, values: [JSON.stringify(names)] });
}

const keepSql = `
insert into kiln.old_name (entity, member, option, name)
select entity, coalesce(member, ''), coalesce(option, ''), name
from json_to_recordset($1::json) as r(entity text, member text, option text, name text)
on conflict (entity, member, option, name) do update set renamed_at = now()`;

/** The old names that the model is still known by, for so many days each; 0: none. */
export async function readOldNames(db: Queryable, model: Model, days: number): Promise<readonly OldName[]> {
  if (days === 0) return [];
  const rows = await db.query({ text: readSql, values: [days] });
  const former = rows.map(([entity, member, option, name, at]) => {
    const renamedAt = Number(at);
    return {
      entity: entity ?? '',
      ...(member ? { member } : {}),
      ...(option ? { option } : {}),
      name: name ?? '',
      renamedAt,
      until: renamedAt + days * day,
    };
  });
  return oldNamesIn(model, former);
}

/** The last one that something was called so comes first, and counts. */
const readSql = `
select entity, member, option, name, floor(extract(epoch from renamed_at) * 1000)
from kiln.old_name
where renamed_at > now() - make_interval(days => $1)
order by renamed_at desc`;
