import type { Step } from '../../workflowTypes.ts';

/** All steps, depth first, each before those inside of it; what compensates them, too. */
export function stepsOf(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...stepsOf(inside(step))]);
}

function inside(step: Step): readonly Step[] {
  switch (step.kind) {
    case 'do':
      return step.compensate;
    case 'if':
      return [...step.then, ...step.else];
    case 'switch':
      return [...step.cases.flatMap(({ steps }) => steps), ...step.default];
    case 'forEach':
      return step.steps;
    case 'parallel':
      return step.branches.flatMap(({ steps }) => steps);
    case 'try':
      return [...step.try, ...step.catch];
  }
}
