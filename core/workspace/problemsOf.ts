import type { DefinitionProblem } from '../definitions/types.ts';
import type { KilnError } from '../errors/KilnError.ts';

/** What KILN_BAD_DEFINITION found wrong; nothing for other errors. */
export function problemsOf({ code, extra }: KilnError): readonly DefinitionProblem[] {
  return code === 'KILN_BAD_DEFINITION' && Array.isArray(extra.problems) ? extra.problems : [];
}
