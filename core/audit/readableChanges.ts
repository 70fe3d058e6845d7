import type { Ctx } from '../context/types.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf } from '../query/entitySql.ts';
import { fieldReadable, rowsReadable } from '../query/readable.ts';
import { run } from '../query/run.ts';
import type { StoredEntry } from './storedEntry.ts';

/** Tells of a record, by the x-ids of its entity and fields, what of it the actor may read in clear. */
export interface Readable {
  record(entity: string, id: string): boolean;
  field(entity: string, id: string, field: string): boolean;
}

/**
 * Looks up what the actor may read of the records that the entries are about: as they are now, row by row and field by
 * field, so that a record's past shows no more than the record itself. Of purged ones only roles without a condition
 * show anything.
 */
export async function readableChanges(ctx: Ctx, entries: readonly StoredEntry[]): Promise<Readable> {
  if (ctx.access.unlimited) return { record: () => true, field: () => true };
  const rows = new Map<string, ReadonlySet<string>>();
  const entities = [...ctx.model.entities.values()];
  for (const entity of entities) {
    const own = entries.filter((entry) => entry.entity === entity.id && entry.record !== null);
    if (own.length === 0 || ctx.access.entity(entity.name).grants('read').length === 0) continue;
    const changed = new Set(own.flatMap(({ changes }) => Object.keys(changes)));
    const fields = [...entity.fields.values()].filter(({ id }) => changed.has(id));
    const ids = [...new Set(own.map(({ record }) => record ?? ''))];
    for (const [id, shown] of await lookUp(ctx, entity, fields, ids)) rows.set(`${entity.id} ${id}`, shown);
  }
  return {
    record: (entity, id) => rows.has(`${entity} ${id}`),
    field: (entity, id, field) => rows.get(`${entity} ${id}`)?.has(field) ?? false,
  };
}

/** For each readable record the x-ids of the fields that are read in clear. */
async function lookUp(
  ctx: Ctx,
  entity: Entity,
  fields: readonly Field[],
  ids: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const builder = createSqlBuilder(ctx);
  const asked = builder.params.add({ from: 'argument', index: 0 }, 'uuid[]');
  const shown = fields.map((field) => {
    const condition = fieldReadable(builder, entity, field, 't') ?? 'true';
    return `case when ${condition} then ${quoteLiteral(field.id)} end`;
  });
  const text = [
    `select t.id, coalesce(${rowsReadable(builder, entity, 't') ?? 'true'}, false), to_json(array[${shown.join(', ')}]::text[])`,
    `from ${tableOf(entity)} as t where t.id = any(${asked})`,
  ].join(' ');
  const rows = await run(ctx, { text, sources: builder.params.sources }, { arguments: [ids] });
  const found = new Map(
    rows.flatMap(([id, readable, names]): [string, ReadonlySet<string>][] => {
      const list: unknown = JSON.parse(names ?? '[]');
      const texts = Array.isArray(list) ? list.filter((name) => typeof name === 'string') : [];
      return readable === 't' ? [[id ?? '', new Set(texts)]] : [];
    }),
  );
  const present = new Set(rows.map(([id]) => id));
  const grants = ctx.access
    .entity(entity.name)
    .grants('read')
    .filter(({ when }) => when === true);
  for (const id of grants.length > 0 ? ids.filter((each) => !present.has(each)) : []) {
    const open = fields.filter((field) => grants.some((grant) => ['clear', 'whole'].includes(grant.shown(field))));
    found.set(id, new Set(open.map((field) => field.id)));
  }
  return found;
}
