/** The variables that paths such as `account.industry` begin with, each once. */
export function firstSteps(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => path.split('.')[0] ?? path))];
}
