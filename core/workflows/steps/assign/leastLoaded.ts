import type { Ctx } from '../../../context/types.ts';
import type { FilledCondition } from '../../../expressions/types.ts';
import { isObject, type Json } from '../../../lib/json.ts';
import { aggregate } from '../../../records/aggregate.ts';
import { bothConditions } from '../records/filledCondition.ts';

export interface Load {
  readonly entity: string;
  /** Name of the field in which the person stands. */
  readonly field: string;
  /** Which records count; undefined: all. */
  readonly open: FilledCondition | undefined;
}

/** Those of the candidates, in their order, who have the fewest records, as far as the run sees them. */
export async function leastLoaded(
  ctx: Ctx,
  { entity, field, open }: Load,
  candidates: readonly string[],
): Promise<string[]> {
  const where = bothConditions(open, { cel: `${field} in _0`, values: [[...candidates]] });
  const answer: Json = JSON.parse(await aggregate(ctx, entity, { measure: 'count()', group: field, where }));
  const rows = isObject(answer) && Array.isArray(answer.data) ? answer.data : [];
  const counts = new Map(rows.filter(isObject).map((row) => [String(row[field]), Number(row['count()'])]));
  const fewest = Math.min(...candidates.map((id) => counts.get(id) ?? 0));
  return candidates.filter((id) => (counts.get(id) ?? 0) === fewest);
}
