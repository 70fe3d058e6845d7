/**
 * SQL that is true where all the conditions hold, and else fails the statement with KILN_FORBIDDEN, so that nothing of
 * it is written. Undefined where nothing limits it.
 */
export function requireSql(...conditions: readonly (string | undefined)[]): string | undefined {
  const limits = conditions.filter((condition) => condition !== undefined);
  return limits.length === 0 ? undefined : `kiln.require_access(${limits.map((each) => `(${each})`).join(' and ')})`;
}
