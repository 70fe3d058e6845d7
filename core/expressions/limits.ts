/** Bounds on an expression and its evaluation, so that hostile sources and data cost little. */
export const limits = {
  /** UTF-16 units */
  sourceLength: 10_000,
  nodes: 2_000,
  /** Brackets, calls and field accesses inside each other. */
  depth: 50,
  listItems: 1_000,
  arguments: 32,
  /** Reported at once. */
  problems: 50,
  /** UTF-16 units of a regular expression. */
  patternLength: 500,
  /** UTF-16 units of a text made by an evaluation. */
  textLength: 1_000_000,
  /** Items of a list made by an evaluation. */
  madeListItems: 100_000,
  steps: 100_000,
} as const;
