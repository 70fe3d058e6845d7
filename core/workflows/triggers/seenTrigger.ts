import { maskText } from '../../access/maskText.ts';
import type { Grant, Shown } from '../../access/types.ts';
import type { Ctx } from '../../context/types.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import type { Entity, Field, Workflow } from '../../model/types.ts';
import { isUuid } from '../../query/bind.ts';
import { createSqlBuilder } from '../../query/createSqlBuilder.ts';
import { tableOf } from '../../query/entitySql.ts';
import { grantsSql } from '../../query/grantsSql.ts';
import { byOpenness } from '../../query/readable.ts';
import { run } from '../../query/run.ts';
import type { RunTrigger } from '../engine/RunInfo.ts';

/**
 * What set a run off, as far as whoever it acts for may read it: fields that they may not read are missing, others are
 * masked. Rights are those of now, over the record as it is now. Undefined where they may not read what the trigger
 * looks at: the run must not be, since it would tell them.
 */
export async function seenTrigger(ctx: Ctx, workflow: Workflow, trigger: RunTrigger): Promise<RunTrigger | undefined> {
  const { record, before } = trigger;
  if (ctx.access.unlimited || !isObject(record)) return trigger;
  const entity = typeof trigger.entity === 'string' ? ctx.model.entities.get(trigger.entity) : undefined;
  const grants = entity ? await grantsOver(ctx, entity, record.id) : [];
  const shown = (name: string) => shownBy(grants, entity?.fields.get(name));
  const seen = (values: Json | undefined) => (isObject(values) ? seenValues(ctx, entity, values, shown) : undefined);
  const [now, old] = [seen(record), seen(before)];
  if (!mayBeTold(workflow, now, old, shown)) {
    ctx.log.warn({ workflow: workflow.name, actor: ctx.actor.id }, 'a workflow looks at what its actor may not read');
    return undefined;
  }
  return { ...trigger, ...(now ? { record: now } : {}), ...(old ? { before: old } : {}) };
}

type ShownOf = (name: string) => Shown;

/** The grants to read that cover the record, wherever it is: a record that was purged has those over all records. */
async function grantsOver(ctx: Ctx, entity: Entity, id: Json | undefined): Promise<readonly Grant[]> {
  const grants = ctx.access.entity(entity.name).grants('read');
  const some = grants.filter(({ when }) => when !== true);
  if (some.length === 0 || !isUuid(id)) return grants.filter(({ when }) => when === true);
  const builder = createSqlBuilder(ctx);
  const key = builder.params.add({ from: 'argument', index: 0 }, 'uuid');
  const holds = some.map((grant) => `(${grantsSql(builder, entity, 't', [grant], 'read') ?? 'true'}) is true`);
  const text = `select ${holds.join(', ')} from ${tableOf(entity)} as t where t.id = ${key}`;
  const [row = []] = await run(ctx, { text, sources: builder.params.sources }, { arguments: [id] });
  return grants.filter((grant) => grant.when === true || row[some.indexOf(grant)] === 't');
}

function shownBy(grants: readonly Grant[], field: Field | undefined): Shown {
  if (!field) return 'no';
  const kinds = new Set(grants.map((grant) => grant.shown(field)));
  const best = byOpenness.find((kind) => kinds.has(kind)) ?? 'no';
  // Computed of what other records hold, each with rights of its own.
  const isForeign = field.formula?.expression.uses.some(
    (path) => path.includes('.') || !field.formula?.uses.includes(path),
  );
  return best === 'clear' && isForeign ? 'no' : best;
}

function seenValues(ctx: Ctx, entity: Entity | undefined, values: JsonObject, shown: ShownOf): JsonObject {
  const kept = Object.entries(values).flatMap(([name, value]): [string, Json][] => {
    if (value === undefined) return [];
    if (name === 'id') return [[name, value]];
    const kind = shown(name);
    if (kind === 'no') return [];
    if (kind === 'clear' || kind === 'whole') return [[name, pointsUnseen(ctx, value) ? null : value]];
    // What is read of an encrypted field is a mask already.
    const isMask = entity?.fields.get(name)?.type.name === 'encrypted';
    return [[name, typeof value === 'string' && !isMask ? maskText(value, kind) : value]];
  });
  return Object.fromEntries(kept);
}

/** A polymorphic relation to an entity of which they see nothing. */
function pointsUnseen({ model, access }: Ctx, value: Json): boolean {
  const entity = isObject(value) ? value.entity : undefined;
  return typeof entity === 'string' && model.entities.has(entity) && !access.model.entities.has(entity);
}

function mayBeTold(
  { trigger }: Workflow,
  record: JsonObject | undefined,
  before: JsonObject | undefined,
  shown: ShownOf,
) {
  const when = 'when' in trigger ? trigger.when : undefined;
  const isClear = (name: string) => name === 'id' || shown(name) === 'clear' || shown(name) === 'whole';
  const read = (when?.expression.uses ?? []).flatMap((path) => {
    const [root, name] = path.split('.');
    return (root === 'record' || root === 'before') && name !== undefined ? [name] : [];
  });
  if (!read.every(isClear)) return false;
  const watch = 'watch' in trigger ? trigger.watch : [];
  if (watch.every(isClear) || !before) return true;
  return watch.some((name) => isClear(name) && JSON.stringify(record?.[name]) !== JSON.stringify(before[name]));
}
