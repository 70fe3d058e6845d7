import type { Queryable } from '../db/types.ts';
import { isoTimeSql } from '../lib/isoTimeSql.ts';

export interface ChangeSetPage {
  readonly limit: number;
  /** uuid of the last one of the page before. */
  readonly after?: string;
  /** Those that changed this definition, as it is called now. */
  readonly of?: { readonly kind: string; readonly name: string };
}

/** JSON of `{"data": ChangeSetSummary[], "next": uuid | null}`, newest first. */
export async function listChangeSets(db: Queryable, { limit, after, of }: ChangeSetPage): Promise<string> {
  const values = [limit, after ?? null, of?.kind ?? null, of?.name ?? null];
  const [row] = await db.query({ text: pageSql, values, readOnly: true });
  return row?.[0] ?? '';
}

/** One ChangeSetSummary per change-set `c`, without what is null. */
export const summarySql = `
json_strip_nulls(json_build_object(
  'id', c.id, 'version', c.version, 'message', c.message, 'actor', c.actor,
  'createdAt', ${isoTimeSql('c.created_at')},
  'reverts', c.reverts,
  'revertedBy', (select r.id from kiln.changeset as r where r.reverts = c.id order by r.seq desc limit 1),
  'documents', coalesce((
    select json_agg(json_build_object('kind', d.kind, 'name', d.name, 'package', d.package, 'change',
      case when d.before is null then 'added' when d.after is null then 'removed' else 'changed' end))
    from json_to_recordset(c.changes) as d(kind text, name text, package text, before json, after json)), '[]'),
  'operations', jsonb_array_length(c.plan -> 'operations'),
  'risk', coalesce((
    select o ->> 'risk' from jsonb_array_elements(c.plan -> 'operations') as o
    order by array_position(array['safe', 'locks', 'rewrites', 'loses data'], o ->> 'risk') desc nulls last limit 1), 'safe')
))`;

const pageSql = `
with page as (
  select * from kiln.changeset as c
  where ($2::uuid is null or seq < (select seq from kiln.changeset where id = $2::uuid))
    and ($3::text is null or exists (
      select from json_to_recordset(c.changes) as d(kind text, name text) where d.kind = $3 and d.name = $4::text))
  order by seq desc
  limit $1::integer + 1
), shown as (select * from page order by seq desc limit $1::integer)
select json_build_object(
  'data', coalesce((select json_agg(${summarySql} order by c.seq desc) from shown as c), '[]'),
  'next', case when (select count(*) from page) > $1::integer then (select id from shown order by seq limit 1) end)::text`;
