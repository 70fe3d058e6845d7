import semver from 'semver';
import type { Definition } from '../../definitions/types.ts';
import { saidFault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { type Said, said, saidList } from '../../errors/said.ts';
import { type PluginDocument, pluginDocument } from '../../model/kinds/plugin/document.ts';
import type { Manifest } from '../../plugins/manifest.ts';
import { pluginIn } from './pluginLayers.ts';

/** Throws KILN_CONFLICT where what a plugin needs is not there, not enabled or of another version. */
export function requireOthers(
  layers: readonly Definition[],
  { id, requires = {} }: Pick<Manifest, 'id' | 'requires'>,
): void {
  const missing = Object.entries(requires).flatMap(([other, range]) => {
    const found = pluginIn(layers, other);
    if (!found) return [said`${other} ${range} (not installed)`];
    if (!fits(found.version, range)) return [said`${other} ${range} (${found.version} is installed)`];
    return found.enabled ? [] : [said`${other} (disabled)`];
  });
  if (missing.length === 0) return;
  const all = saidList(missing, (before, next) => said`${before}, ${next}`);
  throw refused(said`${id} needs ${all}. Install that, or switch it on, first.`, { missing: Object.keys(requires) });
}

/**
 * Throws KILN_CONFLICT with the names of the enabled plugins that need this one otherwise than it will be.
 * @param version absent: it will not be there, or be disabled
 */
export function refuseNeeded(layers: readonly Definition[], id: string, version?: string): void {
  const needing = dependants(layers, id).filter(
    ({ requires = {} }) => version === undefined || !fits(version, requires[id] ?? '*'),
  );
  if (needing.length === 0) return;
  const names = needing.map(({ $id }) => $id);
  throw refused(said`${id} is needed by ${names.join(', ')}. Switch that off, or give it another version, first.`, {
    neededBy: names,
  });
}

/** Throws KILN_CONFLICT with the names of all installed plugins that need this one, enabled or not. */
export function refuseRequired(layers: readonly Definition[], id: string): void {
  const names = plugins(layers).flatMap(({ $id, requires = {} }) => (Object.hasOwn(requires, id) ? [$id] : []));
  if (names.length === 0) return;
  throw refused(said`${id} is needed by ${names.join(', ')}. Uninstall that first.`, { neededBy: names });
}

function dependants(layers: readonly Definition[], id: string): PluginDocument[] {
  return plugins(layers).filter(({ enabled, requires = {} }) => enabled && Object.hasOwn(requires, id));
}

function plugins(layers: readonly Definition[]): PluginDocument[] {
  return layers.filter(({ kind }) => kind === 'plugin').map(pluginDocument);
}

function fits(version: string, range: string): boolean {
  return semver.satisfies(version, range, { includePrerelease: true });
}

function refused(words: Said, extra: Record<string, unknown>): KilnError {
  return new KilnError('KILN_CONFLICT', { errors: [saidFault('', words)], extra });
}
