import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import type { Fault } from '../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { changedRules, checkRules } from '../model/rules.ts';
import type { Entity } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { tableOf, visible } from '../query/entitySql.ts';
import { defaultSelection } from '../query/parseSelect.ts';
import { run } from '../query/run.ts';
import { SqlBuilder } from '../query/SqlBuilder.ts';
import { rowJson } from '../query/selectSql.ts';
import { columnParam } from './columnParam.ts';
import { columnValues } from './columnValues.ts';
import { fileFields, referenceFields } from './entityOf.ts';
import { get } from './get.ts';
import { columnTypes } from './insertOnePlan.ts';
import { invalid } from './invalid.ts';
import { notFound } from './notFound.ts';
import { relationValue } from './relationValue.ts';
import { resolveValues } from './resolveValues.ts';
import { staleError } from './staleError.ts';
import { writingError } from './writingError.ts';

export interface UpdateOptions {
  /** The version that the client has seen. */
  readonly ifMatch?: number;
}

/**
 * Changes a record's own columns and returns it as JSON text. One statement, unless a rule has to see the whole record
 * or a polymorphic relation or a file has to be looked up: then the row is locked first.
 */
export async function updateRecord(
  ctx: Ctx,
  entity: Entity,
  id: string,
  values: JsonObject,
  options: UpdateOptions,
): Promise<string> {
  if (!isUuid(id)) throw notFound(entity, id);
  const faults = ctx.validators.of(entity).update(values);
  if (faults.length > 0) throw invalid(faults);
  const rules = changedRules(entity, Object.keys(values));
  const looked = [...referenceFields(entity), ...fileFields(entity)];
  const isLooked = looked.some((field) => (values[field.name] ?? null) !== null);
  if (rules.length === 0 && !isLooked) return write(ctx, entity, id, values, options);
  return ctx.inTx(async (tx) => {
    const before: JsonObject = JSON.parse(await get(tx, entity.name, id, { lock: true }));
    const broken: Fault[] = checkRules(entity, { ...before, ...values }, { now: new Date(), actor: tx.actor }, rules);
    const [resolved = {}] = await resolveValues(tx, entity, [withoutKept(entity, before, values)], () => '', broken);
    return write(tx, entity, id, resolved, options);
  });
}

/** What points where it pointed before is not looked up again: the record may be in the recycle bin by now. */
function withoutKept(entity: Entity, before: JsonObject, values: JsonObject): JsonObject {
  const kept = referenceFields(entity).filter(({ name }) => {
    const id = idOf(values[name]);
    return id !== undefined && id === idOf(before[name]);
  });
  return Object.fromEntries(Object.entries(values).filter(([name]) => !kept.some((field) => field.name === name)));
}

function idOf(value: Json | undefined): string | undefined {
  const id = isObject(value) ? value.id : value;
  return typeof id === 'string' ? id.toLowerCase() : undefined;
}

async function write(
  ctx: Ctx,
  entity: Entity,
  id: string,
  values: JsonObject,
  { ifMatch }: UpdateOptions,
): Promise<string> {
  const row = columnValues(ctx, entity, values);
  const columns = Object.keys(row).sort();
  const plan = updatePlan(ctx, entity, columns, ifMatch !== undefined);
  const types = columnTypes(entity);
  const args = columns.map((name) => columnParam(row[name], types.get(name) ?? 'text'));
  const rows = await run(ctx, plan, { arguments: [...args, id, ifMatch] }).catch((error: unknown) => {
    throw writingError(ctx, entity, error, { records: [values], pointerOf: () => '' });
  });
  const [json, version] = rows[0] ?? [];
  if (!json) throw await whyNot(ctx, entity, id, ifMatch);
  ctx.changed({ entity: entity.name, id, version: Number(version), action: 'updated' });
  return json;
}

/** Arguments: the values of `columns`, in order, then the id, then the expected version. */
function updatePlan(ctx: Ctx, entity: Entity, columns: readonly string[], versioned: boolean): Plan {
  return ctx.plans.get(`update ${entity.name} ${versioned ? 1 : 0} ${columns.join(',')}`, () => {
    const builder = new SqlBuilder(ctx.model);
    const types = columnTypes(entity);
    const argument = (index: number, type: string) => builder.params.add({ from: 'argument', index }, type);
    const set = [
      ...columns.map((name, index) => {
        const value = argument(index, types.get(name) ?? 'text');
        const unless = `${value} = t.${quoteIdent(name)}`;
        return `${quoteIdent(name)} = ${relationValue(ctx.model, entity, name, value, { unless })}`;
      }),
      'version = t.version + 1',
      'updated_at = now()',
      `updated_by = ${builder.params.add({ from: 'actor', property: 'id' }, 'uuid')}`,
    ];
    const where = [`t.id = ${argument(columns.length, 'uuid')}`, visible('t')];
    if (versioned) where.push(`t.version = ${argument(columns.length + 1, 'integer')}`);
    const text = [
      `update ${tableOf(entity)} as t set ${set.join(', ')} where ${where.join(' and ')}`,
      `returning ${rowJson(builder, defaultSelection(entity), 't')}::text, t.version`,
    ].join(' ');
    return { text, sources: builder.params.sources };
  });
}

async function whyNot(ctx: Ctx, entity: Entity, id: string, ifMatch: number | undefined): Promise<Error> {
  const rows = await ctx.run.query({
    text: `select version from ${tableOf(entity)} where id = $1::uuid and deleted_at is null`,
    values: [id],
  });
  const version = rows[0]?.[0];
  return version && ifMatch !== undefined ? staleError(Number(version)) : notFound(entity, id);
}
