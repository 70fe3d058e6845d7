import type { Actor } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { changeLayers } from '../changeLayers.ts';
import type { Workspace } from '../types.ts';
import { pluginIn, withState } from './pluginLayers.ts';

/** Gives a plugin a process of its own, or lets it run beside those that are trusted. Throws KILN_NOT_FOUND. */
export async function setIsolation(
  workspace: Workspace,
  id: string,
  isolation: 'shared' | 'own',
  actor: Actor,
): Promise<void> {
  await changeLayers(
    workspace,
    async ({ layers }) => {
      if (!pluginIn(layers, id)) throw new KilnError('KILN_NOT_FOUND', { detail: 'This plugin is not installed.' });
      return withState(layers, id, { isolation });
    },
    { message: `Run plugin ${id} ${isolation === 'own' ? 'apart from others' : 'beside others'}`, fixes: false },
    actor,
  );
}
