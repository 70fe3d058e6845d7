import type { Queryable } from '../db/types.ts';
import { definitionId } from '../definitions/kind.ts';
import { mergeLayers } from '../definitions/layers.ts';
import type { Definition } from '../definitions/types.ts';
import { isObject, type JsonObject } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { kinds } from '../model/kinds.ts';
import type { Model } from '../model/types.ts';
import type { ParkedItem } from './changeSetAnswer.ts';
import type { StoredDefinitions } from './definitionStore.ts';
import { findField } from './findField.ts';
import { type ParkedThing, readParking } from './readParking.ts';

/** Read as a whole; of larger tables a part of this size is looked at, in pages of 8 KB. */
const countedPages = 2_000;

/** What is parked, what was parked last first. */
export async function listParking(db: Queryable, stored: StoredDefinitions, model: Model): Promise<ParkedItem[]> {
  const things = await readParking(db);
  const entities = new Map([...model.entities.values()].map((entity) => [entity.id, entity]));
  const past = await entitiesBefore(db, stored, things);
  const rows = await countRows(db, things);
  return things.map((thing): ParkedItem => {
    const live = entities.get(thing.entity.id);
    const liveField = [...(live?.fields.values() ?? [])].find(({ id }) => id === thing.field?.id);
    const then = past.get(thing.by?.seq)?.find((each) => definitionId(each) === thing.entity.id);
    const fieldThen = thing.field && findField(then, thing.field.id);
    const name = liveField?.name ?? fieldThen?.name ?? thing.field?.name;
    const what = thing.field === undefined ? 'entity' : liveField ? 'values' : 'field';
    return {
      id: thing.id,
      what,
      entity: live?.name ?? then?.name ?? thing.entity.name,
      ...(name === undefined ? {} : { field: name }),
      title: titleOf(thing.field ? fieldThen?.document : then?.document) ?? name ?? thing.entity.name,
      ...(thing.field ? { type: thing.field.type } : {}),
      ...(rows.get(thing.id) ?? { rows: 0 }),
      ...(thing.by ? { parkedAt: thing.by.at, changeSet: thing.by.id } : {}),
      restorable: thing.field ? live !== undefined && fieldThen !== undefined : then !== undefined,
    };
  });
}

/** The entities right before the change-sets that parked something, by the numbers of these. */
async function entitiesBefore(
  db: Queryable,
  stored: StoredDefinitions,
  things: readonly ParkedThing[],
): Promise<ReadonlyMap<number | undefined, readonly Definition[]>> {
  const seqs = new Set(things.flatMap(({ by }) => (by ? [by.seq] : [])));
  if (seqs.size === 0) return new Map();
  const rows = await db.query({ text: entityChangesSql, values: [Math.min(...seqs), stored.seq] });
  const layers = new Map(stored.layers.filter(({ kind }) => kind === 'entity').map((layer) => [keyOf(layer), layer]));
  const past = new Map<number, readonly Definition[]>();
  for (const [seq, changes] of rows) {
    const documents: unknown = JSON.parse(changes ?? '[]');
    for (const change of Array.isArray(documents) ? documents : []) {
      const [name, owner, before]: unknown[] = Array.isArray(change) ? change : [];
      if (typeof name !== 'string' || typeof owner !== 'string') continue;
      const layer = { kind: 'entity', name, package: owner, document: isObject(before) ? before : {} };
      if (isObject(before)) layers.set(keyOf(layer), layer);
      else layers.delete(keyOf(layer));
    }
    if (seqs.has(Number(seq))) past.set(Number(seq), mergeLayers([...layers.values()], kinds).definitions);
  }
  return past;
}

/** Each change-set since the first of them, the last first, with what it found of the entities that it changed. */
const entityChangesSql = `
select s.seq, (
  select json_agg(json_build_array(c.name, c.package, c.before))
  from json_to_recordset(s.changes) as c(kind text, name text, package text, before json)
  where c.kind = 'entity'
)
from kiln.changeset as s
where s.seq >= $1 and s.seq <= $2
order by s.seq desc`;

type Count = Pick<ParkedItem, 'rows' | 'estimated'>;

async function countRows(db: Queryable, things: readonly ParkedThing[]): Promise<ReadonlyMap<string, Count>> {
  const counts = new Map<string, Count>();
  for (const [source, asked] of bySource(things)) {
    const { pages } = asked[0] ?? { pages: 0 };
    const share = pages > countedPages ? countedPages / pages : 1;
    const sample = share < 1 ? ` tablesample system (${(share * 100).toFixed(6)})` : '';
    const [row] = await db.query({
      text: `select ${asked.map(({ counted }) => `count(${counted})`).join(', ')} from ${source}${sample}`,
      values: [],
      readOnly: true,
    });
    asked.forEach(({ id }, index) => {
      const rows = Math.round(Number(row?.[index] ?? 0) / share);
      counts.set(id, share < 1 ? { rows, estimated: true } : { rows });
    });
  }
  return counts;
}

interface Asked {
  readonly id: string;
  /** What `count()` is asked for. */
  readonly counted: string;
  readonly pages: number;
}

/** By table, so that each is read once. */
function bySource(things: readonly ParkedThing[]): ReadonlyMap<string, readonly Asked[]> {
  const sources = new Map<string, Asked[]>();
  for (const { id, columns, tables } of things) {
    const [[table], [column]] = [tables, columns];
    const source = table
      ? `parked.${quoteIdent(table.name)}`
      : `${quoteIdent(column?.schema ?? '')}.${quoteIdent(column?.in ?? '')}`;
    const asked = {
      id,
      counted: column && !table ? quoteIdent(column.name) : '*',
      pages: (table ?? column)?.pages ?? 0,
    };
    sources.set(source, [...(sources.get(source) ?? []), asked]);
  }
  return sources;
}

function titleOf(document: JsonObject | undefined): string | undefined {
  return typeof document?.title === 'string' ? document.title : undefined;
}

function keyOf({ name, package: owner }: Definition): string {
  return JSON.stringify([name, owner]);
}
