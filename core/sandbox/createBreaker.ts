import type { BreakerState } from './Sandbox.ts';

/** Within so many milliseconds … */
const windowMs = 60_000;
/** … so many failures open it, when half of the calls fail. */
const mostFailures = 10;
/** Milliseconds until the first try; doubled with each that fails. */
const firstRetryMs = 10_000;
const longestRetryMs = 300_000;

/** What a failure counts: what stops an isolate or a process costs others, too. */
export type Weight = 1 | 2;

/** Keeps calls away from a plugin that fails again and again. */
export interface Breaker {
  /** Whether a call may run; then `passed`, `failed` or `left` has to follow. */
  enter(): boolean;
  passed(): void;
  failed(weight: Weight, reason: string): void;
  /** The call says nothing about the plugin: it was cancelled, or refused before it ran. */
  left(): void;
  reset(): void;
  readonly state: BreakerState;
}

/** `now`: milliseconds of a clock that never goes back. */
export function createBreaker(now: () => number): Breaker {
  let outcomes: { readonly at: number; readonly weight: number }[] = [];
  let openUntil: number | undefined;
  let retryMs = firstRetryMs;
  let trying = false;
  let reason: string | undefined;

  function failures(): number {
    return outcomes.reduce((sum, { weight }) => sum + weight, 0);
  }

  function note(weight: number): void {
    const since = now() - windowMs;
    outcomes = [...outcomes.filter(({ at }) => at > since).slice(-200), { at: now(), weight }];
  }

  function close(): void {
    outcomes = [];
    openUntil = undefined;
    retryMs = firstRetryMs;
    trying = false;
    reason = undefined;
  }

  return {
    enter() {
      if (openUntil === undefined) return true;
      if (trying || now() < openUntil) return false;
      trying = true;
      return true;
    },
    passed() {
      if (openUntil === undefined) note(0);
      else if (trying) close();
    },
    failed(weight, why) {
      reason = why;
      if (trying) {
        trying = false;
        retryMs = Math.min(retryMs * 2, longestRetryMs);
        openUntil = now() + retryMs;
        return;
      }
      note(weight);
      const failed = outcomes.filter((outcome) => outcome.weight > 0).length;
      if (openUntil === undefined && failures() >= mostFailures && failed * 2 >= outcomes.length) {
        openUntil = now() + retryMs;
      }
    },
    left() {
      trying = false;
    },
    reset: close,
    get state(): BreakerState {
      const state = trying ? 'halfOpen' : openUntil === undefined ? 'closed' : 'open';
      const retryMs = state === 'open' ? Math.max(0, (openUntil ?? 0) - now()) : 0;
      return { state, failures: failures(), retryMs, ...(reason === undefined ? {} : { reason }) };
    },
  };
}
