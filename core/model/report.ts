import type { SemanticProblem } from '../definitions/kind.ts';
import type { Definition } from '../definitions/types.ts';
import type { Said } from '../errors/said.ts';

export type Report = (path: readonly (string | number)[], words: Said) => void;

/** Adds problems of one definition to a list. */
export function reporter(definition: Definition, problems: SemanticProblem[]): Report {
  return (path, { message, code, params }) => void problems.push({ definition, path, message, code, params });
}
