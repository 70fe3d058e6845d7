import type { PluginList } from '../../workspace/plugins/listPlugins.ts';
import type { PluginChange } from '../../workspace/plugins/PluginChange.ts';
import type { Uninstalled } from '../../workspace/plugins/uninstallPlugin.ts';
import type { PrintedOperation } from '../definitions/Target.ts';

/** What is shown of a change of a plugin's version. */
export interface ShownChange
  extends Pick<PluginChange, 'plugin' | 'from' | 'to' | 'isolation' | 'definitions' | 'migrations' | 'integrity'> {
  readonly capabilities: readonly { readonly sentence: string }[];
  readonly raised: readonly { readonly sentence: string }[];
  readonly plan: { readonly operations: readonly PrintedOperation[] };
}

/** Where plugins live: the database of this configuration, or a server. */
export interface PluginTarget {
  /** Such as `the database`. */
  readonly name: string;
  list(): Promise<Pick<PluginList, 'data' | 'sandbox'>>;
  /**
   * Shows a version, or with the sha256 of what was shown makes it the one that runs. It is installed, or else
   * upgraded.
   */
  change(source: PackageSource, sha256?: string): Promise<ShownChange>;
  uninstall(id: string, data: 'keep' | 'park'): Promise<Pick<Uninstalled, 'removed' | 'left'>>;
  close(): Promise<void>;
}

export type PackageSource = { readonly folder: string } | { readonly archive: Buffer };
