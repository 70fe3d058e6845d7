import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Definition } from '../definitions/types.ts';
import { canonicalJson } from '../lib/json.ts';

/** 32 hexadecimal digits that depend on the content of the definitions only, not on files, key order or patches. */
export function versionOf(sorted: readonly Definition[]): string {
  const hash = sha256.create();
  for (const { kind, name, package: owner, document } of sorted) {
    hash.update(utf8ToBytes(canonicalJson({ kind, name, package: owner, document })));
  }
  return bytesToHex(hash.digest()).slice(0, 32);
}
