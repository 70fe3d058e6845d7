import type { Model } from '../../model/types.ts';
import type { Sandbox } from '../../sandbox/Sandbox.ts';
import { type Progress, step } from '../progress.ts';
import type { PluginLoader } from './createPluginLoader.ts';

/** Loads the plugins when Kiln starts. Without a sandbox it goes on without them, and says so. */
export async function loadPlugins(
  loader: PluginLoader,
  model: Model,
  { sandbox, progress }: { readonly sandbox: Sandbox; readonly progress: Progress },
): Promise<void> {
  const enabled = [...model.plugins.values()].filter((plugin) => plugin.enabled);
  if (enabled.length === 0) return;
  await step(
    progress,
    () => {
      const { state } = sandbox;
      if (!state.ready) return `plugins do not run: ${state.reason}`;
      const broken = enabled.filter(({ id }) => loader.problem(id));
      const running = `${enabled.length - broken.length} of ${enabled.length} plugins running`;
      return broken.length === 0 ? running : `${running}; not ${broken.map(({ id }) => id).join(', ')}`;
    },
    () => loader.follow(model),
  );
}
