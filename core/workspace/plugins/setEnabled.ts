import type { Actor } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { changeLayers } from '../changeLayers.ts';
import type { ChangeSetAnswer } from '../changeSetAnswer.ts';
import type { Workspace } from '../types.ts';
import { pluginIn, withState } from './pluginLayers.ts';
import { refuseNeeded, requireOthers } from './requirements.ts';

/**
 * Switches a plugin on or off, everywhere and at once. Its definitions and data stay. Switching on what stumbled lets
 * it try again. Throws KILN_NOT_FOUND, and KILN_CONFLICT with the names of the plugins that stand against it.
 */
export async function setEnabled(
  workspace: Workspace,
  id: string,
  enabled: boolean,
  actor: Actor,
  { dryRun = false, reverts }: { readonly dryRun?: boolean; readonly reverts?: string } = {},
): Promise<ChangeSetAnswer> {
  const answer = await changeLayers(
    workspace,
    async ({ layers }) => {
      const plugin = pluginIn(layers, id);
      if (!plugin) throw new KilnError('KILN_NOT_FOUND', { detail: 'This plugin is not installed.' });
      if (enabled) requireOthers(layers, { id, ...(plugin.requires ? { requires: plugin.requires } : {}) });
      else refuseNeeded(layers, id);
      return withState(layers, id, { enabled });
    },
    {
      message: `${enabled ? 'Enable' : 'Disable'} plugin ${id}`,
      dryRun,
      fixes: false,
      ...(reverts === undefined ? {} : { reverts }),
    },
    actor,
  );
  if (enabled && !dryRun) workspace.sandbox.reset(id);
  return answer;
}
