import type { StepRunner } from '../engine/StepRunner.ts';

/** Gives variables of the run new values: output is what they are then. */
export function createSet(): StepRunner {
  return {
    name: 'set',
    transactional: true,
    run: async ({ input }) => ({ output: input, vars: input }),
  };
}
