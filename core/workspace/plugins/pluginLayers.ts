import { definitionId } from '../../definitions/kind.ts';
import { mergeLayers } from '../../definitions/layers.ts';
import type { Definition } from '../../definitions/types.ts';
import { isObject, type JsonObject } from '../../lib/json.ts';
import { type PluginDocument, pluginDocument } from '../../model/kinds/plugin/document.ts';
import { kinds } from '../../model/kinds.ts';
import { applyEdits } from '../applyEdits.ts';
import { localPackage } from '../editLayers.ts';
import type { StoredVersion } from './pluginStore.ts';

/** Ids of the plugins whose definitions are in these layers. */
export function pluginsIn(layers: readonly Definition[]): ReadonlySet<string> {
  return new Set(layers.filter(({ kind }) => kind === 'plugin').map(({ name }) => name));
}

/** The document of an installed plugin; undefined: it is not installed. */
export function pluginIn(layers: readonly Definition[], id: string): PluginDocument | undefined {
  const found = layers.find(({ kind, name }) => kind === 'plugin' && name === id);
  return found && pluginDocument(found);
}

/** The layers with this version of a plugin in place of whichever there was. */
export function withVersion(
  layers: readonly Definition[],
  version: StoredVersion,
  state: Pick<PluginDocument, 'enabled' | 'isolation'>,
): readonly Definition[] {
  const { id, ...manifest } = version.manifest;
  const others = layers.filter((layer) => layer.package !== id);
  const document: JsonObject = JSON.parse(
    JSON.stringify({
      $schema: 'kiln:plugin',
      $id: id,
      ...manifest,
      granted: manifest.capabilities ?? {},
      code: version.hash,
      provides: version.provides,
      ...state,
    }),
  );
  const own: Definition[] = [...version.definitions, { kind: 'plugin', name: id, package: id, document }];
  return adopted([...others, ...own], own);
}

/**
 * What this installation has by itself under the names of a package becomes what it changes of the package: so it is
 * after the plugin was here before, and its definitions were kept.
 */
function adopted(layers: readonly Definition[], brought: readonly Definition[]): readonly Definition[] {
  const isBrought = (layer: Definition): boolean =>
    layer.package === localPackage &&
    layer.document['x-patch'] !== true &&
    brought.some(
      (own) =>
        own.kind === layer.kind &&
        own.document['x-patch'] !== true &&
        (own.name === layer.name || definitionId(own) === definitionId(layer)),
    );
  const kept = layers.filter(isBrought);
  if (kept.length === 0) return layers;
  const rest = layers.filter((layer) => !kept.includes(layer));
  return applyEdits(
    rest,
    kept.map(({ kind, name, document }) => ({ kind, name, document })),
  );
}

/** The layers with some members of a plugin's document changed. */
export function withState(
  layers: readonly Definition[],
  id: string,
  state: Partial<Pick<PluginDocument, 'enabled' | 'isolation'>>,
): readonly Definition[] {
  return layers.map((layer) =>
    layer.kind === 'plugin' && layer.name === id ? { ...layer, document: { ...layer.document, ...state } } : layer,
  );
}

/** Kinds that mean something without the plugin's code. */
const lasting = new Set(['entity', 'form', 'view', 'role', 'locale']);

/**
 * The layers without a plugin. `keep`: what it brought and changed becomes this installation's own, but what needs its
 * code.
 */
export function withoutPlugin(layers: readonly Definition[], id: string, keep: boolean): readonly Definition[] {
  const others = layers.filter((layer) => layer.package !== id);
  if (!keep) return others;
  const kept = mergeLayers(layers, kinds).definitions.filter(
    (definition) =>
      lasting.has(definition.kind) && [definition, ...(definition.patches ?? [])].some((layer) => layer.package === id),
  );
  const gone = layers.filter((layer) => layer.package === id && !lasting.has(layer.kind));
  return applyEdits(
    others,
    kept.map(({ kind, name, document }) => ({
      kind,
      name,
      document: kind === 'locale' ? withoutTexts(document, gone) : document,
    })),
  );
}

/** Where a locale has the texts of a kind. */
const texts: Readonly<Record<string, string>> = { action: 'actions', page: 'pages', plugin: 'plugins' };

function withoutTexts(document: JsonObject, gone: readonly Definition[]): JsonObject {
  const left = structuredClone(document);
  for (const { kind, name } of gone) {
    const member = texts[kind] ?? kind;
    const own = left[member];
    if (!isObject(own)) continue;
    delete own[name];
    if (Object.keys(own).length === 0) delete left[member];
  }
  return left;
}
