import type { Ctx } from '../context/types.ts';
import type { Fault } from '../errors/KilnError.ts';
import { isObject, type Json } from '../lib/json.ts';
import { applyDefaults } from '../model/applyDefaults.ts';
import { checkRules } from '../model/rules.ts';
import type { Entity } from '../model/types.ts';
import type { NewRecord } from './insertRecords.ts';
import { invalid } from './invalid.ts';

/**
 * Request bodies as checked records with their defaults. Throws KILN_INVALID with every fault of every body;
 * `pointerOf` gives the JSON pointer of the n-th.
 */
export function prepareNew(
  ctx: Ctx,
  entity: Entity,
  bodies: readonly Json[],
  pointerOf: (index: number) => string,
): NewRecord[] {
  const faults: Fault[] = [];
  const now = new Date();
  const records = bodies.map((body, index) => {
    const pointer = pointerOf(index);
    if (!isObject(body)) {
      faults.push({ pointer, message: 'must be an object with the values of the record' });
      return { values: {} };
    }
    const found = ctx.validators.of(entity).create(body);
    const { id, ...own } = body;
    const values = applyDefaults(entity, own, { now, actor: ctx.actor });
    const broken = found.length > 0 ? found : checkRules(entity, values, { now, actor: ctx.actor });
    faults.push(...broken.map((fault) => ({ ...fault, pointer: `${pointer}${fault.pointer}` })));
    return typeof id === 'string' ? { id, values } : { values };
  });
  if (faults.length > 0) throw invalid(faults);
  return records;
}
