import type { Definition } from '../definitions/types.ts';
import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { DefinitionEdit } from './changeSetInput.ts';
import { editLayers } from './editLayers.ts';

/** The layers after edits. Throws KILN_BAD_DEFINITION with everything that cannot be done. */
export function applyEdits(layers: readonly Definition[], edits: readonly DefinitionEdit[]): readonly Definition[] {
  const { layers: edited, problems } = editLayers(layers, edits);
  if (problems.length === 0) return edited;
  throw new KilnError('KILN_BAD_DEFINITION', {
    detail: problems.map((problem) => problem.message).join(' '),
    errors: problems.map(({ kind, name, pointer, message }) =>
      wordedFault(`${kind}/${name}#${pointer}`, 'definition', message),
    ),
    extra: { problems },
  });
}
