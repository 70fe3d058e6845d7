import type { Actor } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { forgetPlugin } from '../../plugins/forgetPlugin.ts';
import { changeLayers } from '../changeLayers.ts';
import type { ChangeSetAnswer } from '../changeSetAnswer.ts';
import type { Workspace } from '../types.ts';
import { countTraces, type Traces } from './countTraces.ts';
import { pluginIn, withoutPlugin } from './pluginLayers.ts';
import { refuseRequired } from './requirements.ts';

export interface UninstallOptions {
  /** keep: entities and data stay, as this installation's own; park: they go out of sight, and may be brought back. */
  readonly data: 'keep' | 'park';
  readonly dryRun?: boolean;
  readonly reverts?: string;
}

export interface Uninstalled extends ChangeSetAnswer {
  /** Rows about the plugin by table: before, and what is left. */
  readonly removed: Traces;
  readonly left: Traces;
}

/**
 * Takes a plugin away: its code, settings, secrets, values, plans and logs, and its definitions, or what of them needs
 * it. Throws KILN_NOT_FOUND, KILN_CONFLICT with the names of the plugins that need it, and what changeLayers throws.
 */
export async function uninstallPlugin(
  workspace: Workspace,
  id: string,
  { data, dryRun = false, reverts }: UninstallOptions,
  actor: Actor,
): Promise<Uninstalled> {
  const removed = await countTraces(workspace.db, id);
  const answer = await changeLayers(
    workspace,
    async ({ layers }) => {
      if (!pluginIn(layers, id)) throw new KilnError('KILN_NOT_FOUND', { detail: 'This plugin is not installed.' });
      refuseRequired(layers, id);
      return { layers: withoutPlugin(layers, id, data === 'keep'), plugin: { plugin: id, forget: true } };
    },
    {
      message: `Uninstall plugin ${id}`,
      dryRun,
      acceptDataLoss: true,
      ...(reverts === undefined ? {} : { reverts }),
    },
    actor,
  );
  if (answer.id === null) return { ...answer, removed, left: {} };
  // What calls wrote that were still under way.
  await workspace.sandbox.unload(id);
  await workspace.db.withTx((tx) => forgetPlugin(tx, id));
  return { ...answer, removed, left: await countTraces(workspace.db, id) };
}
