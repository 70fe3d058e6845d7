import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { PluginModel } from '../../model/pluginTypes.ts';
import type { PluginParts } from '../PluginParts.ts';

/** Who makes a host call. */
export interface HostScope {
  readonly parts: PluginParts;
  /** The actor's, in the transaction of the call, if there is one. */
  readonly ctx: Ctx;
  readonly plugin: PluginModel;
  /** What of the plugin is running. */
  readonly entry: string;
  /** Aborts when the call has ended. */
  readonly signal: AbortSignal;
}

/** What a plugin asked for and was not granted. */
export function notGranted({ plugin }: Pick<HostScope, 'plugin'>, what: string): KilnError {
  return new KilnError('KILN_FORBIDDEN', { detail: `The plugin ${plugin.id} was not granted ${what}.` });
}
