import type { CodeSource, NewVersion } from './pluginStore.ts';

/** What a change of definitions has to do for a plugin, in its own transaction. JSON: it may wait as a job. */
export interface PluginWork {
  readonly plugin: string;
  /** A version that was not here before. */
  readonly store?: NewVersion;
  readonly migrate?: Migrations;
  /** Everything that belongs to it alone goes, but its definitions, which are the change's. */
  readonly forget?: true;
}

/** Data migrations: versions in the order in which they are run. */
export interface Migrations {
  readonly direction: 'up' | 'down';
  readonly versions: readonly string[];
  readonly code: CodeSource;
}
