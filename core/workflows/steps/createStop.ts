import type { StepRunner } from '../engine/StepRunner.ts';

/** Ends the run, as done or as failed; whoever started it from another workflow gets `output`. */
export function createStop(): StepRunner {
  return {
    name: 'stop',
    transactional: true,
    async run({ input }) {
      const { as, message, output } = input;
      return {
        stop: as === 'failed' ? 'failed' : 'done',
        ...(typeof message === 'string' && message !== '' ? { message } : {}),
        ...(output === undefined ? {} : { output }),
      };
    },
  };
}
