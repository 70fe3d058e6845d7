import { KilnError } from '../errors/KilnError.ts';

/** Does one piece of work after the other, in the order in which they were asked for. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

export interface TurnLimits {
  /** Pieces of work that may wait. */
  readonly most: number;
  /** How long each may, in milliseconds. */
  readonly waitMs: number;
}

/**
 * A queue of this process. Whoever finds too many before him, or has waited for too long, gets KILN_UNAVAILABLE and
 * nothing of his work was done.
 */
export function createTurns({ most, waitMs }: TurnLimits): Turns {
  const waiting = new Set<() => void>();
  let isBusy = false;

  function turn(): Promise<void> {
    if (waiting.size >= most) throw tooMany();
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        waiting.delete(begin);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(begin);
        reject(tooMany());
      }, waitMs);
      waiting.add(begin);
    });
  }

  return async (work) => {
    if (isBusy) await turn();
    isBusy = true;
    try {
      return await work();
    } finally {
      const [next] = waiting;
      if (next) next();
      else isBusy = false;
    }
  };
}

function tooMany(): KilnError {
  const detail = 'Too many changes of the definitions wait for their turn. Nothing was changed; try again in a moment.';
  return new KilnError('KILN_UNAVAILABLE', { detail, extra: { retryAfter } });
}

/** Seconds, in which dozens of changes are made. */
const retryAfter = 10;
