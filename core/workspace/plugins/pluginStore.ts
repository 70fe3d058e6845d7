import type { Queryable } from '../../db/types.ts';
import type { Definition } from '../../definitions/types.ts';
import type { Provides } from '../../model/pluginTypes.ts';
import type { Manifest } from '../../plugins/manifest.ts';
import type { BundledCode, PackageSignature } from '../../plugins/package/PluginPackage.ts';
import type { PluginCode } from '../../sandbox/Sandbox.ts';

/** A version of a plugin as it is kept. */
export interface StoredVersion {
  readonly manifest: Manifest;
  readonly provides: Provides;
  readonly definitions: readonly Definition[];
  /** Paths in the package with their SHA-256. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** Of the package. */
  readonly digest: string;
  readonly signature: PackageSignature;
  readonly source: 'folder' | 'package';
  readonly isolation: 'shared' | 'own';
  /** SHA-256 of the bundle. */
  readonly hash: string;
}

export interface NewVersion extends StoredVersion {
  readonly code: BundledCode;
  readonly by: { readonly kind: string; readonly id: string; readonly name: string };
}

/** Names the code of a version. */
export interface CodeSource {
  readonly plugin: string;
  readonly version: string;
  readonly hash: string;
}

export interface VersionSummary {
  readonly version: string;
  readonly digest: string;
  readonly hash: string;
  readonly signature: PackageSignature;
  readonly source: 'folder' | 'package';
  /** ISO 8601 */
  readonly installedAt: string;
  readonly installedBy: string;
}

/** Adds a version. What a folder said before under the same version number is not gone back to. */
export async function storeVersion(run: Queryable, version: NewVersion): Promise<void> {
  const { manifest, code, digest, signature, source, isolation, hash } = version;
  const json = [manifest, version.provides, version.definitions, version.files, version.by].map((each) =>
    JSON.stringify(each),
  );
  if (source === 'folder') {
    await run.query({ text: dropSql, values: [manifest.id, manifest.version, digest] });
  }
  await run.query({
    text: storeSql,
    values: [
      manifest.id,
      digest,
      manifest.version,
      hash,
      ...json,
      code.bundle,
      code.sourceMap,
      signature.state,
      signature.key ?? null,
      source,
      isolation,
    ],
  });
}

const dropSql = `
delete from kiln.plugin_version where plugin = $1 and version = $2 and digest <> $3 and source = 'folder'`;

const storeSql = `
insert into kiln.plugin_version
  (plugin, digest, version, bundle_hash, manifest, provides, definitions, files, installed_by, bundle, source_map,
   signature, signed_by, source, isolation)
values ($1, $2, $3, $4, $5::json, $6::json, $7::json, $8::json, $9::json, $10, $11, $12, $13, $14, $15)
on conflict (plugin, digest) do update set
  installed_at = now(), installed_by = excluded.installed_by,
  signature = excluded.signature, signed_by = excluded.signed_by`;

/** The versions of a plugin, the one installed last first. */
export async function listVersions(run: Queryable, plugin: string): Promise<readonly VersionSummary[]> {
  const rows = await run.query({ text: listSql, values: [plugin], readOnly: true });
  return rows.map(([version, digest, hash, state, key, source, installedAt, installedBy]) => ({
    version: version ?? '',
    digest: digest ?? '',
    hash: hash ?? '',
    signature: signatureOf(state, key),
    source: source === 'folder' ? 'folder' : 'package',
    installedAt: new Date(installedAt ?? 0).toISOString(),
    installedBy: installedBy ?? '',
  }));
}

const listSql = `
select version, digest, bundle_hash, signature, signed_by, source, installed_at, installed_by ->> 'name'
from kiln.plugin_version where plugin = $1 order by installed_at desc, version desc`;

/** The version with this number that was installed last, or the one with this code; undefined: there is none. */
export async function readVersion(
  run: Queryable,
  plugin: string,
  of: { readonly version: string } | { readonly hash: string },
): Promise<StoredVersion | undefined> {
  const [version, hash] = 'version' in of ? [of.version, null] : [null, of.hash];
  const [row] = await run.query({ text: readSql, values: [plugin, version, hash], readOnly: true });
  if (!row) return undefined;
  const [json, digest, bundleHash, state, key, source, isolation] = row;
  // From our own table.
  const {
    manifest,
    provides,
    definitions,
    files,
  }: Pick<StoredVersion, 'manifest' | 'provides' | 'definitions' | 'files'> = JSON.parse(json ?? '{}');
  return {
    manifest,
    provides,
    definitions,
    files,
    digest: digest ?? '',
    hash: bundleHash ?? '',
    signature: signatureOf(state, key),
    source: source === 'folder' ? 'folder' : 'package',
    isolation: isolation === 'own' ? 'own' : 'shared',
  };
}

const readSql = `
select json_build_object('manifest', manifest, 'provides', provides, 'definitions', definitions, 'files', files),
  digest, bundle_hash, signature, signed_by, source, isolation
from kiln.plugin_version
where plugin = $1 and ($2::text is null or version = $2) and ($3::text is null or bundle_hash = $3)
order by installed_at desc limit 1`;

/** The code of a version; undefined where it is not kept any more. */
export async function readCode(run: Queryable, { plugin, version, hash }: CodeSource): Promise<PluginCode | undefined> {
  const [row] = await run.query({ text: codeSql, values: [plugin, hash], readOnly: true });
  return row && { plugin, version, hash, bundle: row[0] ?? '', sourceMap: row[1] ?? '' };
}

const codeSql = `
select bundle, source_map from kiln.plugin_version where plugin = $1 and bundle_hash = $2 limit 1`;

export async function dropVersions(run: Queryable, plugin: string): Promise<void> {
  await run.query({ text: 'delete from kiln.plugin_version where plugin = $1', values: [plugin] });
}

function signatureOf(state: string | null | undefined, key: string | null | undefined): PackageSignature {
  const known = (['valid', 'unknown'] as const).find((each) => each === state) ?? 'none';
  return key === null || key === undefined ? { state: known } : { state: known, key };
}
