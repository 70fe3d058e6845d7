import type { Limit } from './attempts.ts';

const minutes = 60;

/** How often what may be tried, before it is locked: by account, by address, by person. */
export const limits = {
  /** Wrong passwords of one account, whoever tries. */
  account: { tries: 10, seconds: 15 * minutes, lockSeconds: 15 * minutes },
  /** Wrong passwords, codes and links from one address; a whole office may share one. */
  address: { tries: 60, seconds: 15 * minutes, lockSeconds: 15 * minutes },
  /** Links that set a password, for one account. */
  link: { tries: 5, seconds: 60 * minutes, lockSeconds: 60 * minutes },
  /** Passwords asked for again of somebody who has signed in. */
  again: { tries: 10, seconds: 15 * minutes, lockSeconds: 15 * minutes },
} as const satisfies Record<string, Limit>;
