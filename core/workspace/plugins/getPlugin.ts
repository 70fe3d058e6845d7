import type { Fault } from '../../errors/KilnError.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { JsonObject } from '../../lib/json.ts';
import { compileForeignSchema } from '../../model/foreignSchema.ts';
import { type CapabilitiesDocument, type PluginManifest, pluginDocument } from '../../model/kinds/plugin/document.ts';
import type { PluginLimits, Provides } from '../../model/pluginTypes.ts';
import { textsOf } from '../../model/texts.ts';
import type { Model } from '../../model/types.ts';
import { type Capability, describeCapabilities } from '../../plugins/describeCapabilities.ts';
import { translateSchema } from '../../plugins/translateSchema.ts';
import type { LiveDefinitions, Workspace } from '../types.ts';
import { readConfigValues } from './configFaults.ts';
import { type PluginSummary, summaryOf } from './listPlugins.ts';
import { listVersions } from './pluginStore.ts';

/** All about an installed plugin. */
export interface PluginDetails extends PluginSummary {
  readonly manifest: PluginManifest & { readonly id: string };
  readonly granted: CapabilitiesDocument;
  readonly capabilities: readonly Capability[];
  readonly limits: PluginLimits;
  readonly isolation: 'shared' | 'own';
  readonly onFailure: 'reject' | 'continue';
  readonly provides: Provides;
  /** Ids of installed plugins that need it. */
  readonly neededBy: readonly string[];
  /** `patch`: it changes a definition of another package, or adds to it. */
  readonly definitions: readonly { readonly kind: string; readonly name: string; readonly patch: boolean }[];
  readonly config: {
    readonly schema: JsonObject | null;
    readonly values: JsonObject;
    readonly faults: readonly Fault[];
  };
  /** Never with what they say. */
  readonly secrets: readonly { readonly name: string; readonly set: boolean }[];
  readonly versions: readonly {
    readonly version: string;
    readonly sha256: string;
    readonly installedAt: string;
    readonly installedBy: string;
    readonly signature: 'none' | 'valid' | 'unknown';
    readonly source: 'folder' | 'package';
    readonly current: boolean;
  }[];
}

/** Throws KILN_NOT_FOUND for what is not installed. */
export async function getPlugin(
  workspace: Workspace,
  { model, layers }: Pick<LiveDefinitions, 'model' | 'layers'>,
  id: string,
  locale: string,
): Promise<PluginDetails> {
  const plugin = model.plugins.get(id);
  const definition = model.definitions.find((each) => each.kind === 'plugin' && each.name === id);
  if (!plugin || !definition) throw new KilnError('KILN_NOT_FOUND', { detail: 'This plugin is not installed.' });
  const { granted, code, provides, enabled: _enabled, isolation, $id: _id, ...manifest } = ownPart(definition);
  const { db, sandbox } = workspace;
  const texts = textsOf(model, locale);
  const [summary, versions, values, secrets] = await Promise.all([
    summaryOf(workspace, plugin, texts, await sandbox.probe()),
    listVersions(db, id),
    readConfigValues(db, id),
    db.query({ text: 'select name from kiln.plugin_secret where plugin = $1', values: [id], readOnly: true }),
  ]);
  const set = new Set(secrets.map(([name]) => name));
  const all: Provides = { ...nothing, ...provides };
  return {
    ...summary,
    manifest: { id, ...manifest },
    granted,
    capabilities: describeCapabilities({ capabilities: granted }, all, titlesIn(model, locale), (text) =>
      texts.plugin(id, text),
    ),
    limits: plugin.limits,
    isolation,
    onFailure: plugin.onFailure,
    provides: all,
    neededBy: [...model.plugins.values()].flatMap((each) => (Object.hasOwn(each.requires, id) ? [each.id] : [])),
    definitions: layers.flatMap(({ kind, name, package: owner, document }) =>
      owner === id && kind !== 'plugin'
        ? [{ kind, name, patch: document['x-patch'] === true || kind === 'locale' }]
        : [],
    ),
    config: {
      schema: plugin.config ? translateSchema(plugin.config, (text) => texts.plugin(id, text)) : null,
      values,
      faults: plugin.config ? compileForeignSchema(plugin.config)(structuredClone(values)) : [],
    },
    secrets: plugin.granted.secrets.map((name) => ({ name, set: set.has(name) })),
    versions: versions.map(({ version, digest, hash, installedAt, installedBy, signature, source }) => ({
      version,
      sha256: digest,
      installedAt,
      installedBy,
      signature: signature.state,
      source,
      current: hash === code,
    })),
  };
}

const nothing: Provides = { hooks: {}, events: [], functions: {}, steps: {}, services: {}, jobs: {}, migrations: [] };

function ownPart(definition: Parameters<typeof pluginDocument>[0]) {
  const { $schema: _schema, ...document } = { $schema: '', ...pluginDocument(definition) };
  return document;
}

/** Titles of entities, by name and x-id. */
function titlesIn(model: Model, locale: string): (called: string) => string | undefined {
  const texts = textsOf(model, locale);
  const entities = [...model.entities.values()];
  return (called) => {
    const entity = entities.find(({ id }) => id === called) ?? model.entities.get(called);
    return entity && texts.pluralTitle(entity);
  };
}
