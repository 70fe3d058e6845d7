import type { Queryable } from '../db/types.ts';
import { isoTimeSql } from '../lib/isoTimeSql.ts';
import { type FoundColumn, type FoundTable, readParked } from './readParked.ts';

/** One thing that waits out of sight: an entity, a field, or what a field's values were before they became others. */
export interface ParkedThing {
  /** Name of its first column or table. */
  readonly id: string;
  /** x-id and name, as they were. */
  readonly entity: { readonly id: string; readonly name: string };
  readonly field?: { readonly id: string; readonly name: string; readonly type: string };
  /** All of one table. */
  readonly columns: readonly FoundColumn[];
  readonly tables: readonly FoundTable[];
  /** The change-set that parked it; absent: history does not say. */
  readonly by?: { readonly id: string; readonly seq: number; readonly at: string };
}

/** What is parked, what was parked last first. */
export async function readParking(db: Queryable): Promise<ParkedThing[]> {
  const { columns, tables } = await readParked(db);
  const said = [...columns, ...tables].map(({ name, changeSet }) => ({ name, change_set: changeSet ?? null }));
  const parkedBy = new Map(
    (await db.query({ text: parkedBySql, values: [JSON.stringify(said)] })).map(([name, id, seq, at]) => [
      name,
      { id: id ?? '', seq: Number(seq), at: at ?? '' },
    ]),
  );
  const things = new Map<string, ParkedThing>();
  const add = (thing: Omit<ParkedThing, 'by'>): void => {
    const by = parkedBy.get(thing.id);
    const key = JSON.stringify([thing.entity.id, thing.field?.id, by?.seq]);
    const known = things.get(key);
    things.set(key, {
      ...(known ?? thing),
      ...(by ? { by } : {}),
      columns: [...(known?.columns ?? []), ...thing.columns],
      tables: [...(known?.tables ?? []), ...thing.tables],
    });
  };
  for (const table of tables.toSorted((a, b) => a.shape.id.length - b.shape.id.length)) {
    const { id: entityId, member } = partsOf(table.shape.id);
    const entity = { id: entityId, name: table.shape.entity };
    // The list of a field that went with its whole entity is a part of that.
    const own = tables.find(({ shape }) => shape.id === entityId);
    const isWhole = member === undefined || (own && parkedBy.get(own.name)?.seq === parkedBy.get(table.name)?.seq);
    const field = isWhole ? {} : { field: { id: member, name: table.shape.field ?? member, type: 'relation' } };
    add({ id: table.name, entity, ...field, columns: [], tables: [table] });
  }
  for (const column of columns) {
    const { shape, table } = column;
    const owner = tables.find((each) => each.shape.id === table)?.shape.entity;
    const entity = { id: table, name: owner ?? column.in };
    const field = { id: partsOf(shape.id).id, name: shape.field, type: shape.fieldType };
    add({ id: column.name, entity, field, columns: [column], tables: [] });
  }
  return [...things.values()].sort((a, b) => (b.by?.seq ?? 0) - (a.by?.seq ?? 0));
}

/**
 * The change-set that each names; of what was parked before Kiln kept that, the last one whose plan put something
 * there.
 */
const parkedBySql = `
select distinct on (p.name) p.name, s.id, s.seq, ${isoTimeSql('s.created_at')}
from json_to_recordset($1::json) as p(name text, change_set uuid)
join kiln.changeset as s on case
  when p.change_set is not null then s.id = p.change_set
  else exists (select from jsonb_array_elements(s.plan -> 'operations') as o where o ->> 'as' = p.name)
end
order by p.name, s.seq desc`;

/** Ids of join tables and of second columns are `<owner> > <member>`. */
function partsOf(id: string): { id: string; member?: string } {
  const [owner = id, member] = id.split(' > ');
  return member === undefined ? { id: owner } : { id: owner, member };
}
