import type { Ctx } from '../context/types.ts';
import { fault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { applyDefaults, type Circumstances } from '../model/applyDefaults.ts';
import { checkRules } from '../model/rules.ts';
import { checkMove } from '../model/transitions.ts';
import type { Entity } from '../model/types.ts';
import type { NewRecord } from './insertRecords.ts';
import { invalid } from './invalid.ts';
import { knownBeside, knownFields, servedFields } from './knownFields.ts';

export interface PrepareOptions {
  /** Hooks may still fill in what is required, and rules are for what they leave. */
  readonly draft?: boolean;
  /** For each body, names of the fields that hooks set by a right of their own. */
  readonly own?: readonly (readonly string[])[];
}

/**
 * Request bodies as checked records with their defaults. Throws KILN_INVALID with every fault of every body;
 * `pointerOf` gives the JSON pointer of the n-th.
 */
export function prepareNew(
  ctx: Ctx,
  entity: Entity,
  bodies: readonly Json[],
  pointerOf: (index: number) => string,
  { draft = false, own }: PrepareOptions = {},
): NewRecord[] {
  const faults: Fault[] = [];
  const circumstances = { now: new Date(), actor: ctx.actor };
  const validator = ctx.validators.of(entity);
  const limited = !ctx.access.unlimited;
  const isKnown = knownFields(ctx);
  const records = bodies.map((body, index): NewRecord => {
    if (!isObject(body)) {
      faults.push(fault(pointerOf(index), 'notRecord', {}));
      return { values: {} };
    }
    const set = own?.[index] ?? [];
    const all = validator.create(body, knownBeside(isKnown, entity, set), servedFields(ctx, entity, set));
    const found = draft ? all.filter(({ code }) => code !== 'required') : all;
    const values = applyDefaults(entity, body, circumstances);
    const broken = found.length > 0 || draft ? found : brokenBy(entity, values, circumstances);
    for (const each of broken) faults.push({ ...each, pointer: `${pointerOf(index)}${each.pointer}` });
    const record = typeof body.id === 'string' ? { id: body.id, values } : { values };
    return limited
      ? { ...record, given: Object.keys(body).filter((name) => name !== 'id' && !set.includes(name)) }
      : record;
  });
  if (faults.length > 0) throw invalid(faults);
  return records;
}

function brokenBy(entity: Entity, record: JsonObject, circumstances: Circumstances): Fault[] {
  const change = { ...circumstances, before: undefined, record, roles: undefined };
  const moves = entity.stateful.flatMap((field) => checkMove(entity, field, change));
  return [...checkRules(entity, record, circumstances), ...moves];
}
