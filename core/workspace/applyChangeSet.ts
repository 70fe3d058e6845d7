import type { Actor } from '../context/types.ts';
import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { type ChangeSetResult, changeLayers } from './changeLayers.ts';
import type { ChangeSetInput } from './changeSetInput.ts';
import { type EditedLayers, editLayers } from './editLayers.ts';
import type { Workspace } from './types.ts';

/** Changes definitions of package `local`. Throws as changeLayers does. */
export function applyChangeSet(workspace: Workspace, input: ChangeSetInput, actor: Actor): Promise<ChangeSetResult> {
  const { changes, ...options } = input;
  return changeLayers(
    workspace,
    (layers) => {
      const edited = editLayers(layers, changes);
      if (edited.problems.length > 0) throw impossible(edited.problems);
      return edited.layers;
    },
    options,
    actor,
  );
}

function impossible(problems: EditedLayers['problems']): KilnError {
  return new KilnError('KILN_BAD_DEFINITION', {
    detail: problems.map((problem) => problem.message).join(' '),
    errors: problems.map(({ kind, name, pointer, message }) =>
      wordedFault(`${kind}/${name}#${pointer}`, 'definition', message),
    ),
    extra: { problems },
  });
}
