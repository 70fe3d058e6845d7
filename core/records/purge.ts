import { auditedFields, changesSql, linkChanges, snapshotSql } from '../audit/changesSql.ts';
import { entryColumns, entrySql, rowColumns } from '../audit/entrySql.ts';
import type { Ctx } from '../context/types.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { tableOf } from '../query/entitySql.ts';
import { run } from '../query/run.ts';
import { SqlBuilder } from '../query/SqlBuilder.ts';
import { eventSql } from './eventSql.ts';
import type { Rows } from './lockFamily.ts';
import { pointsAt, references, refuseWhileReferenced } from './references.ts';
import { mayStart, triggerSql } from './triggerSql.ts';
import { unlockedSql } from './unlockedSql.ts';
import { writingError } from './writingError.ts';

/**
 * Removes a record of this entity for good, and what cascades from it: its family, locked. What points at them is
 * emptied first. Foreign keys would do most of it, but they leave no entry in the audit, and polymorphic relations
 * have none.
 */
export async function purge(ctx: Ctx, entity: Entity, family: readonly Rows[]): Promise<void> {
  for (const { entity: each, ids } of family) {
    await refuseWhileReferenced(ctx, each, ids, ({ field }) => field.relation?.kind === 'polymorphic');
  }
  for (const rows of family) {
    await empty(ctx, rows, family);
    await unlink(ctx, rows, family);
  }
  // Entries before any row goes: a row may go with another by its foreign key.
  for (const rows of family) await writeEntries(ctx, rows);
  for (const { entity: each, ids } of family.toReversed()) {
    await ctx.run
      .query({
        // With its shares: a record that takes the same id later is another one.
        text: `with shares as (delete from kiln.share where entity = $2 and record = any($1::uuid[])) delete from ${tableOf(each)} where id = any($1::uuid[])`,
        values: [ids, each.id],
      })
      .catch((error: unknown) => {
        throw writingError(ctx, entity, error);
      });
  }
}

/** Relations of other records that survive it and point at these. */
async function empty(ctx: Ctx, { entity, ids }: Rows, family: readonly Rows[]): Promise<void> {
  for (const { entity: from, field } of references(ctx, entity, 'setNull')) {
    const builder = new SqlBuilder(ctx.model);
    const gone = builder.params.add({ from: 'argument', index: 0 }, 'uuid[]');
    const purged = builder.params.add({ from: 'argument', index: 1 }, 'uuid[]');
    const actor = builder.params.add({ from: 'actor', property: 'id' }, 'uuid');
    const columns = field.columns.map(({ name }) => `${quoteIdent(name)} = null`);
    const changes = changesSql(builder, from, [field], { before: '_old', after: 't' });
    const starts = mayStart(ctx, from, 'updated');
    const kept = starts ? rowColumns(from, 't') : entryColumns(from, 't', [field]);
    const rowsOf = { from: 't join _old on _old.id = t.id', changed: [field] };
    const text = [
      `with _old as (select * from ${tableOf(from)} where ${pointsAt(field, entity, gone)} and id <> all(${purged}) order by id for no key update),`,
      `t as (update ${tableOf(from)} as t set ${columns.join(', ')}, version = t.version + 1, updated_at = now(), updated_by = ${actor}`,
      `from _old where t.id = _old.id returning ${kept}),`,
      `_entry as (${entrySql(builder, from, { action: 'updated', from: rowsOf.from, alias: 't', changes })})`,
      `${eventSql(ctx, builder, from, 'updated')}${triggerSql(ctx, builder, from, 'updated', rowsOf)}`,
      `select t.id, t.version from t where ${unlockedSql(builder, from, { alias: 't', changed: changedId(field) })}`,
    ].join(' ');
    const values = { arguments: [ids, idsOf(family, from)] };
    const rows = await run(ctx, { text, sources: builder.params.sources }, values).catch((error: unknown) => {
      throw writingError(ctx, from, error);
    });
    for (const [id, version] of rows) {
      ctx.changed({ entity: from.name, id: id ?? '', version: Number(version), action: 'updated' });
    }
  }
}

/** Many-to-many relations of records that survive it: their links go with the foreign key. */
async function unlink(ctx: Ctx, { entity, ids }: Rows, family: readonly Rows[]): Promise<void> {
  for (const reference of entity.referencedBy) {
    const from = ctx.model.entities.get(reference.entity);
    const field = from?.fields.get(reference.field);
    if (!from || field?.relation?.kind !== 'many') continue;
    const builder = new SqlBuilder(ctx.model);
    const gone = builder.params.add({ from: 'argument', index: 0 }, 'uuid[]');
    const purged = builder.params.add({ from: 'argument', index: 1 }, 'uuid[]');
    const links = `data.${quoteIdent(field.relation.joinTable ?? '')}`;
    const targets = (which: string) =>
      `(select coalesce(jsonb_agg(l.target order by l.position), '[]') from ${links} as l where l.source = t.id${which})`;
    const unlocked = unlockedSql(builder, from, { alias: 't', changed: changedId(field) });
    const text = entrySql(builder, from, {
      action: 'updated',
      from: `${tableOf(from)} as t where t.id in (select source from ${links} where target = any(${gone})) and t.id <> all(${purged}) and ${unlocked}`,
      alias: 't',
      changes: linkChanges(field, targets(''), targets(` and l.target <> all(${gone})`)),
    });
    const values = { arguments: [ids, idsOf(family, from)] };
    await run(ctx, { text, sources: builder.params.sources }, values).catch((error: unknown) => {
      throw writingError(ctx, from, error);
    });
  }
}

function changedId({ id }: Field): string {
  return `array[${quoteLiteral(id)}]`;
}

async function writeEntries(ctx: Ctx, { entity, ids }: Rows): Promise<void> {
  const builder = new SqlBuilder(ctx.model);
  const purged = builder.params.add({ from: 'argument', index: 0 }, 'uuid[]');
  const text = entrySql(builder, entity, {
    action: 'purged',
    from: `${tableOf(entity)} as t where t.id = any(${purged}) and ${unlockedSql(builder, entity, { alias: 't' })} order by t.id`,
    alias: 't',
    ...snapshotSql(builder, entity, auditedFields(entity), { before: 't' }),
  });
  const those = `select * from ${tableOf(entity)} where id = any(${purged})`;
  const gone = `(${those} order by id) as t`;
  // What is in the recycle bin was deleted before.
  const live = { from: `(${those} and deleted_at is null order by id) as t` };
  const statement = [
    `with _entry as (${text} returning record, (select t.version from ${tableOf(entity)} as t where t.id = record))`,
    `${eventSql(ctx, builder, entity, 'purged', gone)}${triggerSql(ctx, builder, entity, 'deleted', live)}`,
    ' select * from _entry',
  ].join('');
  const plan = { text: statement, sources: builder.params.sources };
  const rows = await run(ctx, plan, { arguments: [ids] }).catch((error: unknown) => {
    throw writingError(ctx, entity, error);
  });
  for (const [id, version] of rows) {
    ctx.changed({ entity: entity.name, id: id ?? '', version: Number(version) + 1, action: 'purged' });
  }
}

function idsOf(family: readonly Rows[], entity: Entity): string[] {
  return family.filter((rows) => rows.entity === entity).flatMap((rows) => rows.ids);
}
