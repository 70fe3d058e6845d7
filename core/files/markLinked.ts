import type { Queryable } from '../db/types.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity, Field, Model } from '../model/types.ts';

/**
 * Marks the files that records refer to, deleted ones in the recycle bin included. A write does not do it, so that it stays one
 * statement: a record that refers to a file was written after the file, which bounds what has to be looked through.
 */
export async function markLinked(run: Queryable, model: Model): Promise<void> {
  const [row] = await run.query({ text: 'select min(created_at) from kiln.file where not linked', values: [] });
  const since = row?.[0];
  if (!since) return;
  for (const entity of model.entities.values()) {
    const fields = [...entity.fields.values()].filter(isFile);
    if (fields.length > 0) await run.query({ text: linkSql(entity, fields), values: [since] });
  }
}

function isFile(field: Field): boolean {
  return ['file', 'files', 'image', 'images'].includes(field.type.name);
}

function linkSql(entity: Entity, fields: readonly Field[]): string {
  const values = fields.map(({ column, type }) => {
    const value = `record.${quoteIdent(column)}`;
    return type.name.endsWith('s')
      ? `select jsonb_array_elements(case jsonb_typeof(${value}) when 'array' then ${value} else '[]' end) ->> 'id'`
      : `select ${value} ->> 'id'`;
  });
  return `
    update kiln.file set linked = true
    from (
      select distinct value.id
      from data.${quoteIdent(entity.table)} as record
      cross join lateral (${values.join(' union all ')}) as value (id)
      where record.updated_at >= $1::timestamptz
    ) as used
    where not file.linked and file.id::text = lower(used.id)`;
}
