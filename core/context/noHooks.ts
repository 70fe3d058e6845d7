import type { RecordHooks } from './types.ts';

/** Nobody listens. */
export const noHooks: RecordHooks = {
  before: () => undefined,
  after: () => undefined,
  subscribers: () => [],
  admit: (f) => f(),
};
