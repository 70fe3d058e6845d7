import type { Fault } from '../../errors/KilnError.ts';
import type { CapabilitiesDocument } from '../../model/kinds/plugin/document.ts';
import type { PluginLimits } from '../../model/pluginTypes.ts';
import type { Capability } from '../../plugins/describeCapabilities.ts';
import type { Manifest } from '../../plugins/manifest.ts';
import type { ChangeSetAnswer } from '../changeSetAnswer.ts';

/** What a version of a plugin would do here, or did: the answer of install, upgrade and downgrade. */
export interface PluginChange extends ChangeSetAnswer {
  readonly plugin: string;
  /** Version that runs now; null: none. */
  readonly from: string | null;
  readonly to: string;
  readonly manifest: Manifest;
  readonly capabilities: readonly Capability[];
  /** Those among them that it does not have yet. */
  readonly raised: readonly Capability[];
  readonly granted: CapabilitiesDocument;
  readonly limits: PluginLimits;
  readonly isolation: 'shared' | 'own';
  readonly integrity: {
    /** Names the package in a grant. */
    readonly sha256: string;
    readonly signature: 'none' | 'valid' | 'unknown';
    readonly key?: string;
    /** A folder on the server is the administrator's own; nobody signs it. */
    readonly source: 'folder' | 'package';
    readonly files: number;
  };
  readonly definitions: {
    readonly added: readonly DefinitionName[];
    readonly patched: readonly DefinitionName[];
    readonly removed: readonly DefinitionName[];
  };
  /** Data migrations in the order in which they are run. */
  readonly migrations: { readonly direction: 'up' | 'down'; readonly versions: readonly string[] };
  /** Settings that it has already and that do not fit this version. */
  readonly config: { readonly faults: readonly Fault[] };
}

/** `package`: whose definition it is. */
export interface DefinitionName {
  readonly kind: string;
  readonly name: string;
  readonly package: string;
  readonly title?: string;
}
