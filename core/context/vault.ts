import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { KilnError } from '../errors/KilnError.ts';
import type { Vault } from './types.ts';

const algorithm = 'aes-256-gcm';
const version = Buffer.of(1);
const nonceLength = 12;
const tagLength = 16;

/**
 * The secret box of an installation. Its keys are derived from the secret (HKDF-SHA-256), one for sealing and one for
 * each blind index, so that equal texts of two fields have different indexes. Another secret opens nothing.
 */
export function createVault(secret: string): Vault {
  const sealKey = derive(secret, 'seal');
  const signKey = derive(secret, 'sign');
  const indexKeys = new LRUCache<string, Buffer>({ max: 1_000 });

  function indexKey(purpose: string): Buffer {
    const known = indexKeys.get(purpose);
    if (known) return known;
    const key = derive(secret, `blind index ${purpose}`);
    indexKeys.set(purpose, key);
    return key;
  }

  return {
    seal(plain) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(algorithm, sealKey, nonce).setAAD(version);
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([version, nonce, text, cipher.getAuthTag()]).toString('base64');
    },

    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const textStart = version.length + nonceLength;
      if (bytes.length < textStart + tagLength || bytes[0] !== version[0]) throw cannotOpen();
      const decipher = createDecipheriv(algorithm, sealKey, bytes.subarray(version.length, textStart), {
        authTagLength: tagLength,
      });
      decipher.setAAD(version).setAuthTag(bytes.subarray(-tagLength));
      const text = bytes.subarray(textStart, -tagLength);
      try {
        return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw cannotOpen(cause);
      }
    },

    blindIndex(plain, purpose) {
      // Composed and decomposed accents look the same, so they are found the same.
      return createHmac('sha256', indexKey(purpose)).update(plain.normalize('NFC'), 'utf8').digest('base64');
    },

    sign: (text) => createHmac('sha256', signKey).update(text, 'utf8').digest('base64'),
  };
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'kiln vault', purpose, 32));
}

function cannotOpen(cause?: unknown): KilnError {
  return new KilnError('KILN_INTERNAL', {
    detail: 'An encrypted value cannot be opened: it was changed, or encrypted with another KILN_SECRET.',
    cause,
  });
}
