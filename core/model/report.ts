import type { SemanticProblem } from '../definitions/kind.ts';
import type { Definition } from '../definitions/types.ts';

export type Report = (path: readonly (string | number)[], message: string) => void;

/** Adds problems of one definition to a list. */
export function reporter(definition: Definition, problems: SemanticProblem[]): Report {
  return (path, message) => void problems.push({ definition, path, message });
}
