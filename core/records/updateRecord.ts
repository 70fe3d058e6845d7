import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import type { Fault } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { changedRules, checkRules } from '../model/rules.ts';
import type { Entity } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { tableOf } from '../query/entitySql.ts';
import { defaultSelection } from '../query/parseSelect.ts';
import { run } from '../query/run.ts';
import { SqlBuilder } from '../query/SqlBuilder.ts';
import { rowJson } from '../query/selectSql.ts';
import { columnValues } from './columnValues.ts';
import { referenceFields } from './entityOf.ts';
import { get } from './get.ts';
import { invalid } from './invalid.ts';
import { notFound } from './notFound.ts';
import { resolveReferences } from './resolveReferences.ts';
import { staleError } from './staleError.ts';
import { writingError } from './writingError.ts';

export interface UpdateOptions {
  /** The version that the client has seen. */
  readonly ifMatch?: number;
}

/**
 * Changes a record's own columns and returns it as JSON text. One statement, unless a rule has to see the whole record
 * or a polymorphic relation has to be looked up: then the row is locked first.
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
  const referring = referenceFields(entity).some((field) => values[field.name] !== undefined);
  if (rules.length === 0 && !referring) return write(ctx, entity, id, values, options);
  return ctx.inTx(async (tx) => {
    const before: JsonObject = JSON.parse(await get(tx, entity.name, id, { lock: true }));
    const broken: Fault[] = checkRules(entity, { ...before, ...values }, { now: new Date(), actor: tx.actor }, rules);
    const resolved = await resolveReferences(tx, entity, values, '', broken);
    if (broken.length > 0) throw invalid(broken);
    return write(tx, entity, id, resolved, options);
  });
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
  const rows = await run(ctx, plan, { arguments: [JSON.stringify(row), id, ifMatch] }).catch((error: unknown) => {
    throw writingError(ctx, entity, [values], error);
  });
  const [json, version] = rows[0] ?? [];
  if (!json) throw await whyNot(ctx, entity, id, ifMatch);
  ctx.changed({ entity: entity.name, id, version: Number(version), action: 'updated' });
  return json;
}

/** Arguments: 0 the columns as a JSON object, 1 the id, 2 the expected version. */
function updatePlan(ctx: Ctx, entity: Entity, columns: readonly string[], versioned: boolean): Plan {
  return ctx.plans.get(`update ${entity.name} ${versioned ? 1 : 0} ${columns.join(',')}`, () => {
    const builder = new SqlBuilder(ctx.model);
    const record = columns.length > 0 ? builder.params.add({ from: 'argument', index: 0 }, 'json') : undefined;
    const id = builder.params.add({ from: 'argument', index: 1 }, 'uuid');
    const actor = builder.params.add({ from: 'actor', property: 'id' }, 'uuid');
    const expected = versioned
      ? ` and t.version = ${builder.params.add({ from: 'argument', index: 2 }, 'integer')}`
      : '';
    const types = columnTypes(entity);
    const from = record
      ? ` from json_to_record(${record}) as r(${columns.map((name) => `${quoteIdent(name)} ${types.get(name)}`).join(', ')})`
      : '';
    const set = [
      ...columns.map((name) => `${quoteIdent(name)} = r.${quoteIdent(name)}`),
      'version = t.version + 1',
      'updated_at = now()',
      `updated_by = ${actor}`,
    ].join(', ');
    const text = `update ${tableOf(entity)} as t set ${set}${from} where t.id = ${id} and t.deleted_at is null${expected} returning ${rowJson(builder, defaultSelection(entity), 't')}::text, t.version`;
    return { text, sources: builder.params.sources };
  });
}

function columnTypes(entity: Entity): ReadonlyMap<string, string> {
  return new Map([...entity.fields.values()].flatMap((field) => field.columns.map(({ name, type }) => [name, type])));
}

async function whyNot(ctx: Ctx, entity: Entity, id: string, ifMatch: number | undefined): Promise<Error> {
  const rows = await ctx.run.query({
    text: `select version from ${tableOf(entity)} where id = $1::uuid and deleted_at is null`,
    values: [id],
  });
  const version = rows[0]?.[0];
  return version && ifMatch !== undefined ? staleError(Number(version)) : notFound(entity, id);
}
