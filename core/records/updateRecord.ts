import type { Ctx } from '../context/types.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { changedRules, checkRules } from '../model/rules.ts';
import { checkMove } from '../model/transitions.ts';
import type { Entity } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { fileFields, referenceFields } from './entityOf.ts';
import { get } from './get.ts';
import { invalid } from './invalid.ts';
import { knownBeside, knownFields, servedFields } from './knownFields.ts';
import { lockRow } from './lockRow.ts';
import { notFound } from './notFound.ts';
import { resolveValues } from './resolveValues.ts';
import { type UpdateOptions, writeRecord } from './writeRecord.ts';

/**
 * Changes a record's own columns and returns it as JSON text. One statement, unless a rule has to see the whole record
 * or a polymorphic relation or a file has to be looked up: then the row is locked first. `own`: names of fields that
 * hooks set by a right of their own.
 */
export async function updateRecord(
  ctx: Ctx,
  entity: Entity,
  id: string,
  values: JsonObject,
  { own = [], ...options }: UpdateOptions & { readonly own?: readonly string[] },
): Promise<string> {
  if (!isUuid(id)) throw notFound(entity, id);
  const faults = ctx.validators
    .of(entity)
    .update(values, knownBeside(knownFields(ctx), entity, own), servedFields(ctx, entity, own));
  if (faults.length > 0) throw invalid(faults);
  const given = ctx.access.unlimited
    ? []
    : Object.keys(values)
        .filter((name) => !own.includes(name))
        .sort();
  const rules = changedRules(entity, Object.keys(values));
  const looked = [...referenceFields(entity), ...fileFields(entity)];
  const isLooked = looked.some((field) => (values[field.name] ?? null) !== null);
  const isMoved = entity.stateful.some((field) => values[field.name] !== undefined);
  if (rules.length === 0 && !isLooked && !isMoved) return writeRecord(ctx, entity, id, values, { ...options, given });
  return ctx.inTx(async (tx) => {
    if (!tx.access.unlimited) await lockRow(tx, entity, id, { right: 'update', place: 'live', fields: given });
    // Rules are the model's own: they see what the actor does not.
    const before: JsonObject = JSON.parse(await get(tx.sudo(), entity.name, id, { lock: true }));
    const after = { ...before, ...values };
    const broken: Fault[] = checkRules(entity, after, { now: new Date(), actor: tx.actor }, rules);
    if (isMoved) broken.push(...refusedMoves(tx, entity, { before, after, own }));
    const [resolved = {}] = await resolveValues(
      tx,
      entity,
      [withoutKept(entity, before, values)],
      () => '',
      broken,
      before,
    );
    return writeRecord(tx, entity, id, resolved, { ...options, given });
  });
}

/** The record is locked, so that `before` is what is changed. Fields of `own` are moved by no role of the actor. */
function refusedMoves(
  ctx: Ctx,
  entity: Entity,
  { before, after, own }: { readonly before: JsonObject; readonly after: JsonObject; readonly own: readonly string[] },
): readonly Fault[] {
  const faults = entity.stateful.flatMap((field) => {
    const roles = ctx.access.unlimited || own.includes(field.name) ? undefined : ctx.actor.roles;
    return checkMove(entity, field, { before, record: after, roles, now: new Date(), actor: ctx.actor });
  });
  const forbidden = faults.filter(({ code }) => code === 'transitionRole');
  if (forbidden.length > 0) throw new KilnError('KILN_FORBIDDEN', { errors: forbidden });
  return faults;
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
