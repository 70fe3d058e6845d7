/** Bounds of one list or aggregate request. */
export const requestLimits = {
  /** records in a page */
  page: 1_000,
  defaultPage: 50,
  /** characters of a condition */
  where: 10_000,
} as const;
