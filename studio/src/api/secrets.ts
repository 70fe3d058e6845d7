import { isObject, type JsonObject } from '../../../core/lib/json.ts';
import { asObjects, asText, asTexts } from '../lib/values.ts';
import { request } from './request.ts';

/** A secret that steps of workflows name. */
export interface WorkflowSecret {
  readonly name: string;
  /** Hosts to which it may be sent. */
  readonly hosts: readonly string[];
  /** ISO 8601 */
  readonly setAt: string;
  readonly setBy: string;
}

/** By name; what they are is never told. */
export async function listSecrets(signal?: AbortSignal): Promise<readonly WorkflowSecret[]> {
  const body = await request('/api/workflow-secrets', signal ? { signal } : {});
  return asObjects(isObject(body) ? body.data : undefined).map(toSecret);
}

export interface SecretInput {
  readonly name: string;
  /** Empty: it stays as it is. */
  readonly value: string;
  readonly hosts: readonly string[];
}

export async function setSecret({ name, value, hosts }: SecretInput): Promise<void> {
  const body = { name, hosts: [...hosts], ...(value === '' ? {} : { value }) };
  await request('/api/workflow-secrets', { method: 'POST', body });
}

export async function forgetSecret(name: string): Promise<void> {
  await request(`/api/workflow-secrets/${encodeURIComponent(name)}`, { method: 'DELETE' });
}

function toSecret({ name, hosts, setAt, setBy }: JsonObject): WorkflowSecret {
  return {
    name: asText(name) ?? '',
    hosts: asTexts(hosts),
    setAt: asText(setAt) ?? '',
    setBy: (isObject(setBy) && asText(setBy.name)) || '',
  };
}
