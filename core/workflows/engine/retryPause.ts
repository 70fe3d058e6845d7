import type { Retry } from '../../model/workflowTypes.ts';

/** Milliseconds until the next try, after so many. */
export function retryPause({ backoff, delay, maxDelay }: Retry, attempts: number): number {
  const factor = backoff === 'fixed' ? 1 : backoff === 'linear' ? attempts : 2 ** Math.min(attempts - 1, 30);
  return Math.min(delay * factor, maxDelay);
}
