import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { isObject } from '../../lib/json.ts';
import { badFile, badPlugin } from './badPlugin.ts';
import type { PackageSignature, PluginFiles } from './PluginPackage.ts';

/** Holds the signature of all other files of a package. */
export const signatureFile = 'signature.json';

/**
 * The list of files that is signed: one line for each, `<sha256>  <path>`, in the order of the paths' bytes. What the
 * archive says besides, such as times and owners, does not count.
 */
function fileList(files: PluginFiles): string {
  return [...files]
    .filter(([path]) => path !== signatureFile)
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([path, content]) => `${sha256(content)}  ${path}\n`)
    .join('');
}

/** SHA-256 of the list of files; hex. Equal packages have equal digests, whoever packed them. */
export function digestOf(files: PluginFiles): string {
  return sha256(fileList(files));
}

/** The content of signature.json. @param key ed25519, as PEM */
export function signFiles(files: PluginFiles, key: string): string {
  const secret = privateKey(key);
  const document = {
    algorithm: 'ed25519',
    key: publicText(createPublicKey(secret)),
    signature: sign(null, Buffer.from(fileList(files)), secret).toString('base64'),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * Who signed a package. Throws KILN_BAD_PLUGIN for a signature that is not that of these files.
 * @param trusted public keys, base64 of their 32 bytes
 */
export function checkSignature(files: PluginFiles, trusted: readonly string[]): PackageSignature {
  const content = files.get(signatureFile);
  if (!content) return { state: 'none' };
  const { key, signature } = parseSignature(content);
  const isRight = verify(null, Buffer.from(fileList(files)), publicKey(key), Buffer.from(signature, 'base64'));
  if (!isRight)
    throw badFile(signatureFile, 'The package is not what was signed: files were changed, added or removed.');
  return { state: trusted.includes(key) ? 'valid' : 'unknown', key };
}

/** The 32 bytes of an ed25519 key, base64. */
export function publicText(key: KeyObject): string {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
}

function parseSignature(content: Buffer): { key: string; signature: string } {
  const value = parse(content.toString('utf8'));
  if (isObject(value) && value.algorithm === 'ed25519') {
    const { key, signature } = value;
    const isKey = typeof key === 'string' && /^[A-Za-z0-9+/]{43}=$/.test(key);
    const isSignature = typeof signature === 'string' && /^[A-Za-z0-9+/]{86}==$/.test(signature);
    if (isKey && isSignature) return { key, signature };
  }
  throw badFile(signatureFile, 'A signature is {"algorithm": "ed25519", "key", "signature"}, both in base64.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function publicKey(text: string): KeyObject {
  const x = Buffer.from(text, 'base64').toString('base64url');
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch {
    throw badFile(signatureFile, 'The key is no ed25519 key.');
  }
}

function privateKey(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw badPlugin(`The key cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  throw badPlugin('The key has to be an ed25519 key; `npx kiln plugin keys` makes one.');
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
