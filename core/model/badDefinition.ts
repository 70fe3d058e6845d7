import type { DefinitionProblem } from '../definitions/types.ts';
import { saidFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';

/** KILN_BAD_DEFINITION with every problem: `errors` have pointers `<file or kind/name>#<pointer>`. */
export function badDefinition(problems: readonly DefinitionProblem[]): KilnError {
  const count = problems.length === 1 ? 'There is 1 problem' : `There are ${problems.length} problems`;
  return new KilnError('KILN_BAD_DEFINITION', {
    detail: `${count} in the definitions.`,
    errors: problems.map(({ kind, name, file, pointer, ...words }) =>
      saidFault(`${file ?? `${kind}/${name}`}#${pointer}`, words, 'definition'),
    ),
    extra: { problems },
  });
}
