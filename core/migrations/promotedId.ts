import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { quoteLiteral } from '../lib/quoteIdent.ts';

/**
 * SQL of the id of the record that a value becomes: the same whenever it is asked, so that a value has one record.
 * @param target x-id of the record's entity
 */
export function promotedId(target: string, value: string): string {
  const hash = `md5(${quoteLiteral(`${target}:`)} || btrim(${value}))`;
  const parts = [
    `substr(${hash}, 1, 8)`,
    `substr(${hash}, 9, 4)`,
    `'8' || substr(${hash}, 14, 3)`,
    `'8' || substr(${hash}, 18, 3)`,
    `substr(${hash}, 21, 12)`,
  ];
  // Version 8: made in a way of one's own.
  return `case when btrim(${value}) <> '' then (${parts.join(" || '-' || ")})::uuid end`;
}

/** The same for a value at hand that is not empty. */
export function promotedIdOf(target: string, value: string): string {
  const hash = bytesToHex(md5(utf8ToBytes(`${target}:${value.replace(/^ +| +$/g, '')}`)));
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20),
  ];
  return parts.join('-');
}
