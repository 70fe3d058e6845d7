import type { Definition } from '../../../definitions/types.ts';
import { isObject, type JsonObject } from '../../../lib/json.ts';
import type { PluginLimits, Provides, RecordRight } from '../../pluginTypes.ts';

/** What plugin.json says, without its id. */
export interface PluginManifest {
  readonly version: string;
  readonly title: string;
  readonly description?: string;
  readonly author?: string;
  readonly homepage?: string;
  readonly icon?: string;
  readonly kiln: string;
  readonly main: string;
  readonly requires?: Readonly<Record<string, string>>;
  readonly capabilities?: CapabilitiesDocument;
  readonly limits?: Partial<PluginLimits>;
  readonly onFailure?: 'reject' | 'continue';
  /** JSON Schema. */
  readonly config?: JsonObject;
}

/** Entities are called by their x-id or name. */
export interface CapabilitiesDocument {
  readonly records?: Readonly<Record<string, readonly (RecordRight | '*')[]>>;
  readonly own?: Readonly<Record<string, readonly (RecordRight | '*')[]>>;
  readonly hosts?: readonly string[];
  readonly secrets?: readonly string[];
  readonly services?: Readonly<Record<string, readonly string[]>>;
  readonly kv?: boolean;
  readonly schedule?: boolean;
}

/** A plugin document that schemas/meta/plugin.json accepts. */
export interface PluginDocument extends PluginManifest {
  readonly $id: string;
  readonly granted: CapabilitiesDocument;
  readonly code: string;
  readonly provides: Partial<Provides>;
  readonly enabled: boolean;
  readonly isolation: 'shared' | 'own';
}

/** The typed document of a definition that the metaschema has accepted. */
export function pluginDocument(definition: Definition): PluginDocument {
  const document: unknown = definition.document;
  if (!isPluginDocument(document)) throw new TypeError(`The plugin ${definition.name} was not checked`);
  return document;
}

// The metaschema has looked at everything below these members.
function isPluginDocument(document: unknown): document is PluginDocument {
  return isObject(document) && typeof document.version === 'string' && isObject(document.granted);
}
