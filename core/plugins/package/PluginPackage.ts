import type { Definition } from '../../definitions/types.ts';
import type { Manifest } from '../manifest.ts';

/** Contents by path in the package, with `/` between folders. */
export type PluginFiles = ReadonlyMap<string, Buffer>;

/** Who vouches for a package: nobody, a key that this server trusts, or one that it does not know. */
export interface PackageSignature {
  readonly state: 'none' | 'valid' | 'unknown';
  /** The public key, base64. */
  readonly key?: string;
}

/** A package that was looked through: it is what it says it is, and its code was made one script. */
export interface PluginPackage {
  readonly manifest: Manifest;
  readonly files: PluginFiles;
  /** SHA-256 of the list of files with their hashes; hex. */
  readonly digest: string;
  readonly signature: PackageSignature;
  readonly source: 'folder' | 'package';
  /** What it brings, in the package of the plugin's id. */
  readonly definitions: readonly Definition[];
  readonly code: BundledCode;
}

export interface BundledCode {
  /** One script that asks for `kiln:sdk` by `require`. */
  readonly bundle: string;
  /** Version 3, with paths in the package. */
  readonly sourceMap: string;
  /** SHA-256 of the bundle; hex. */
  readonly hash: string;
}
