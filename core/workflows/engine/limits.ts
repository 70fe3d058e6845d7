/** Bytes of JSON that an input or an output of a step may have. */
export const mostBytes = 1_000_000;

/** Larger ones are kept in a table of their own. */
export const apartBytes = 16_000;

/** Bytes that all steps of a run may record together: they are read whenever it goes on. */
export const mostRunBytes = 32_000_000;

/** Steps that a run may record. */
export const mostSteps = 50_000;

/** Items of a loop. */
export const mostItems = 10_000;

/** Steps of one transaction, and how long it may take until it is committed in between, in milliseconds. */
export const segment = { steps: 100, ms: 1_000 };

/** Of a step that reaches outside, where it says nothing itself. Milliseconds. */
export const defaultTimeout = 60_000;

/** How often a step may have been begun without an end, by processes that died, beyond its tries. */
export const mostCrashes = 5;
