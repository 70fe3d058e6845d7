import { byId } from '../../model/byId.ts';
import { stepsOf } from '../../model/kinds/workflow/stepsOf.ts';
import type { Model } from '../../model/types.ts';

/** Places of this process for runs. */
export interface Places {
  /**
   * A place for a run of the workflow (x-id), and how it is left. Undefined: its workflow holds as many as it may, and
   * others are to find one.
   */
  take(workflow: string): (() => void) | undefined;
}

/** A workflow holds at most so many times as many as are free: 4 of 5 where it is alone. */
const timesFree = 4;

/**
 * Runs that wait for other servers hold their places meanwhile, so no workflow that reaches outside may take all of
 * them: two such take 4 of 9 each, ten not quite one of ten, and there is always one for the next.
 */
export function createPlaces(places: number, model: () => Model): Places {
  const held = new Map<string, number>();
  let taken = 0;

  return {
    take(workflow) {
      const mine = held.get(workflow) ?? 0;
      if (mine > 0 && mine >= timesFree * (places - taken) && reachesOutside(model(), workflow)) return undefined;
      held.set(workflow, mine + 1);
      taken += 1;
      return () => {
        const left = (held.get(workflow) ?? 1) - 1;
        if (left > 0) held.set(workflow, left);
        else held.delete(workflow);
        taken -= 1;
      };
    },
  };
}

/** One that is gone may have. */
function reachesOutside({ workflows }: Model, id: string): boolean {
  const workflow = byId(workflows, id);
  return !workflow || stepsOf(workflow.steps).some((step) => step.kind === 'do' && !step.type.transactional);
}
