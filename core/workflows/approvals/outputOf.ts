import type { Ctx } from '../../context/types.ts';
import type { Json } from '../../lib/json.ts';
import type { Approval } from './Approval.ts';
import { namesOf } from './namesOf.ts';
import { hasDecided } from './seatChanges.ts';

/** Output of the step: `{outcome, comment, decisions: [{user, decision, comment, at, deputy}], approval}`. */
export async function outputOf({ run }: Pick<Ctx, 'run'>, approval: Approval): Promise<Json> {
  const seats = approval.seats.filter(hasDecided).toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
  const nameOf = await namesOf(
    run,
    seats.flatMap(({ user, deputy }) => [user, deputy]),
  );
  const person = (id: string) => ({ id, name: nameOf(id) });
  return {
    outcome: approval.state,
    comment: seats.findLast(({ comment }) => comment !== null)?.comment ?? null,
    decisions: seats.map(({ user, state, comment, at, deputy }) => ({
      user: person(user),
      decision: state,
      comment,
      at,
      deputy: deputy === null ? null : person(deputy),
    })),
    approval: approval.id,
  };
}
