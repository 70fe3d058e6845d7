import type { DefinitionProblem } from '../definitions/types.ts';
import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { said } from '../errors/said.ts';

/** KILN_BAD_DEFINITION with every problem: `errors` have pointers `<file or kind/name>#<pointer>`. */
export function badDefinition(problems: readonly DefinitionProblem[]): KilnError {
  const count = problems.length === 1 ? 'There is 1 problem' : `There are ${problems.length} problems`;
  return new KilnError('KILN_BAD_DEFINITION', {
    detail: `${count} in the definitions.`,
    errors: problems.map(({ kind, name, file, pointer, ...words }) =>
      wordedFault(`${file ?? `${kind}/${name}`}#${pointer}`, 'definition', words.message, said`${words}`.params),
    ),
    extra: { problems },
  });
}
