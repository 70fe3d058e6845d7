import { KilnError } from '../../errors/KilnError.ts';

/** A failure that another try of the step would not change: KILN_STEP_FAILED. */
export function permanentFailure(detail: string, cause?: unknown): KilnError {
  return new KilnError('KILN_STEP_FAILED', {
    detail,
    extra: { permanent: true },
    ...(cause === undefined ? {} : { cause }),
  });
}
