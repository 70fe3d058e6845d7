import { createHash } from 'node:crypto';
import type { Actor } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { badPlugin } from '../../plugins/package/badPlugin.ts';
import type { PluginPackage } from '../../plugins/package/PluginPackage.ts';
import type { Sandbox } from '../../sandbox/Sandbox.ts';
import { checkProvides } from './checkProvides.ts';
import type { NewVersion, StoredVersion } from './pluginStore.ts';

/** A version that is to run: a new one, with its code, or one that is kept here. */
export interface Candidate {
  readonly version: StoredVersion;
  /** To be kept with the change. */
  readonly store?: NewVersion;
}

/**
 * What a package would be here. Its code is asked in the sandbox what it has. Throws KILN_BAD_PLUGIN, also where it
 * asks for too little for what it does; KILN_PLUGIN_UNAVAILABLE where the sandbox cannot be started.
 */
export async function candidateOf(sandbox: Sandbox, from: PluginPackage, actor: Actor): Promise<Candidate> {
  const { manifest, code, definitions, digest, signature, source } = from;
  const provides = await describe(sandbox, from);
  checkProvides(manifest, provides);
  const files = [...from.files].map(([path, content]) => ({
    path,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  const version: StoredVersion = {
    manifest,
    provides,
    definitions,
    files,
    digest,
    signature,
    source,
    // Whoever nobody vouches for brings down nobody but itself.
    isolation: source === 'package' && signature.state !== 'valid' ? 'own' : 'shared',
    hash: code.hash,
  };
  const { kind, id, name } = actor;
  return { version, store: { ...version, code, by: { kind, id, name } } };
}

async function describe(sandbox: Sandbox, { manifest, code }: PluginPackage) {
  const { id, version } = manifest;
  try {
    return await sandbox.describe({ plugin: id, version, ...code });
  } catch (error) {
    if (!(error instanceof KilnError) || error.code === 'KILN_PLUGIN_UNAVAILABLE') throw error;
    throw badPlugin(`The code does not run: ${error.message}`);
  }
}
