import type { PluginHook, PluginModel } from '../../model/pluginTypes.ts';

/** A plugin that listens to writes of an entity. */
export interface Listener {
  readonly plugin: PluginModel;
  readonly hook: PluginHook;
}
