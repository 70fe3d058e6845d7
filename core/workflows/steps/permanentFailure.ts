import { saidFault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { Said } from '../../errors/said.ts';

/** A failure that another try of the step would not change: KILN_STEP_FAILED. */
export function permanentFailure(words: Said, cause?: unknown): KilnError {
  return permanentFailures([words], cause);
}

/** The same for several reasons. */
export function permanentFailures(all: readonly Said[], cause?: unknown): KilnError {
  return new KilnError('KILN_STEP_FAILED', {
    detail: all.map(({ message }) => message).join('\n'),
    errors: all.map((words) => saidFault('', words)),
    extra: { permanent: true },
    ...(cause === undefined ? {} : { cause }),
  });
}
