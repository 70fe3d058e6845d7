import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { asObjects, asText } from '../lib/values.ts';
import { request } from './request.ts';

/** A way to sign in that a device or a password manager keeps. */
export interface Passkey {
  readonly id: string;
  readonly name: string | undefined;
  /** ISO 8601 */
  readonly createdAt: string | undefined;
  /** On more than one device. */
  readonly isSynced: boolean;
}

/** Whether passkeys work here: the browser has to know them, and they belong to a name, never to the number of a machine. */
export function knowsPasskeys(): boolean {
  const hasName = !/^[\d.]+$|^\[/.test(window.location.hostname);
  return hasName && typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

/** False: the person thought better of it. */
export async function signInByPasskey(): Promise<boolean> {
  const options = toObject(await request('/api/auth/passkey/generate-authenticate-options'));
  const credential = await ask(() =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON({
        ...options,
        challenge: asText(options.challenge) ?? '',
      }),
    }),
  );
  if (!credential) return false;
  await post('verify-authentication', { response: credential });
  return true;
}

/** Makes a passkey of this device for whoever is signed in. False: the person thought better of it. */
export async function addPasskey(name: string): Promise<boolean> {
  const options: unknown = await request('/api/auth/passkey/generate-register-options');
  if (!isCreationOptions(options)) return false;
  const credential = await ask(() =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  );
  if (!credential) return false;
  await post('verify-registration', { response: credential, name });
  return true;
}

export async function listPasskeys(signal?: AbortSignal): Promise<readonly Passkey[]> {
  const body = await request('/api/auth/passkey/list-user-passkeys', signal ? { signal } : {});
  return asObjects(body).map(({ id, name, createdAt, backedUp }) => ({
    id: asText(id) ?? '',
    name: asText(name),
    createdAt: asText(createdAt),
    isSynced: backedUp === true,
  }));
}

export async function renamePasskey(id: string, name: string): Promise<void> {
  await post('update-passkey', { id, name });
}

export async function removePasskey(id: string): Promise<void> {
  await post('delete-passkey', { id });
}

/** What the browser's own dialog gave; undefined when it was closed. */
async function ask(open: () => Promise<Credential | null>): Promise<JsonObject | undefined> {
  try {
    const credential = await open();
    if (!(credential instanceof PublicKeyCredential)) return undefined;
    const json: Json = JSON.parse(JSON.stringify(credential.toJSON()));
    return isObject(json) ? json : undefined;
  } catch (error) {
    if (error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError'))
      return undefined;
    throw error;
  }
}

function isCreationOptions(value: unknown): value is PublicKeyCredentialCreationOptionsJSON {
  return typeof value === 'object' && value !== null && 'challenge' in value && 'rp' in value && 'user' in value;
}

function post(path: string, body: JsonObject): Promise<Json> {
  return request(`/api/auth/passkey/${path}`, { method: 'POST', body });
}

function toObject(body: Json): JsonObject {
  return isObject(body) ? body : {};
}
