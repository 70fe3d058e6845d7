import type { Ctx } from '../../../context/types.ts';
import { toPointer } from '../../../definitions/pointer.ts';
import { fault } from '../../../errors/fault.ts';
import type { JsonObject } from '../../../lib/json.ts';
import { applyDefaults } from '../../../model/applyDefaults.ts';
import type { Workflow } from '../../../model/types.ts';
import { invalid } from '../../../records/invalid.ts';

/** What a workflow is given, with its defaults. Throws KILN_INVALID with every place below /input. */
export function checkInput(ctx: Ctx, { input }: Pick<Workflow, 'input'>, given: JsonObject): JsonObject {
  if (!input) {
    const names = Object.keys(given);
    if (names.length === 0) return {};
    throw invalid(names.map((each) => fault(toPointer(['input', each]), 'unknownMember', { name: each })));
  }
  const faults = ctx.validators.of(input).create(given);
  if (faults.length > 0) throw invalid(faults.map((each) => ({ ...each, pointer: `/input${each.pointer}` })));
  return applyDefaults(input, given, { now: new Date(), actor: ctx.actor });
}
