import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { KilnDOMException } from './KilnDOMException.ts';

const digests: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  'SHA-1': sha1,
  'SHA-256': sha256,
  'SHA-384': sha384,
  'SHA-512': sha512,
};

/** `crypto` with randomUUID, getRandomValues and subtle.digest. `random`: hex of so many random bytes. */
export function createCrypto(random: (bytes: number) => string): object {
  function fill(bytes: Uint8Array): void {
    const hex = random(bytes.length);
    if (hex.length !== bytes.length * 2) throw new KilnDOMException('Too many random numbers.', 'OperationError');
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  }

  return Object.freeze({
    randomUUID() {
      const bytes = new Uint8Array(16);
      fill(bytes);
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
    getRandomValues<T extends ArrayBufferView>(array: T): T {
      if (!isIntegers(array))
        throw new KilnDOMException('getRandomValues fills arrays of integers.', 'TypeMismatchError');
      if (array.byteLength > 65_536) {
        throw new KilnDOMException('getRandomValues gives at most 65,536 bytes.', 'QuotaExceededError');
      }
      if (array.byteLength > 0) fill(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
      return array;
    },
    subtle: Object.freeze({
      /** SHA-1, SHA-256, SHA-384 and SHA-512. */
      async digest(algorithm: string | { name: string }, data: ArrayBuffer | ArrayBufferView): Promise<ArrayBuffer> {
        const name = String(typeof algorithm === 'object' ? algorithm.name : algorithm).toUpperCase();
        const digest = Object.hasOwn(digests, name) ? digests[name] : undefined;
        if (!digest) throw new KilnDOMException(`The algorithm "${name}" is not known here.`, 'NotSupportedError');
        return new Uint8Array(digest(bytesOf(data).slice())).buffer;
      },
    }),
  });
}

function isIntegers(array: unknown): boolean {
  return (
    ArrayBuffer.isView(array) &&
    /^(Big)?(Int|Uint)\d+(Clamped)?Array$/.test(Object.prototype.toString.call(array).slice(8, -1))
  );
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw new TypeError('digest takes an ArrayBuffer or a view of one.');
}
