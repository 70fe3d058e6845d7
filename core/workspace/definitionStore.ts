import type { Queryable } from '../db/types.ts';
import type { Definition } from '../definitions/types.ts';
import { isObject } from '../lib/json.ts';

/** What the tables of schema `data` belong to. */
export interface StoredDefinitions {
  /** Hash of the merged definitions; null before the first change-set. */
  readonly version: string | null;
  /** Number of the last change-set; 0 before the first. */
  readonly seq: number;
  /** Documents of all packages as they were written, patches too. */
  readonly layers: readonly Definition[];
}

export async function readDefinitions(db: Queryable): Promise<StoredDefinitions> {
  const [row] = await db.query({ text: readSql, values: [] });
  const [version, seq, documents] = row ?? [];
  return { version: version ?? null, seq: Number(seq ?? 0), layers: parseLayers(documents ?? '[]') };
}

/** One statement, so that version and documents belong together. */
const readSql = `
select v.version, v.seq, d.documents
from (
  select json_agg(json_build_array(kind, name, package, document) order by package, kind, name) as documents
  from kiln.definition
) as d
left join kiln.model_version as v on true`;

/** Number of the last change-set, for whoever only wants to know whether something changed. */
export async function readSeq(db: Queryable): Promise<number> {
  const [row] = await db.query({
    name: 'read_seq',
    text: 'select seq from kiln.model_version',
    values: [],
    readOnly: true,
  });
  return Number(row?.[0] ?? 0);
}

/** Replaces the stored documents and says which version they make. Returns the number of this change. */
export async function writeDefinitions(tx: Queryable, layers: readonly Definition[], version: string): Promise<number> {
  const documents = layers.map(({ kind, name, package: owner, document }) => ({
    kind,
    name,
    package: owner,
    document,
  }));
  await tx.query({ text: 'delete from kiln.definition', values: [] });
  await tx.query({ text: insertSql, values: [JSON.stringify(documents)] });
  const [row] = await tx.query({ text: versionSql, values: [version] });
  return Number(row?.[0]);
}

const insertSql = `
insert into kiln.definition (kind, name, package, document)
select kind, name, package, document
from json_to_recordset($1::json) as r(kind text, name text, package text, document json)`;

const versionSql = `
insert into kiln.model_version (version, seq) values ($1, 1)
on conflict (single) do update set version = excluded.version, seq = model_version.seq + 1
returning seq`;

function parseLayers(json: string): Definition[] {
  const rows: unknown = JSON.parse(json);
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown) => {
    const [kind, name, owner, document]: unknown[] = Array.isArray(row) ? row : [];
    if (typeof kind !== 'string' || typeof name !== 'string' || typeof owner !== 'string' || !isObject(document))
      return [];
    return [{ kind, name, package: owner, document }];
  });
}
