import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { ApiError } from './ApiError.ts';
import { request } from './request.ts';

/** A definition as it is now, all packages merged. */
export interface StoredDefinition {
  readonly kind: string;
  readonly name: string;
  /** Who owns it: `kiln`, `crm`, a plugin's id, or `local`. */
  readonly package: string;
  /** Of the model in which it was read. */
  readonly version: string;
  readonly document: JsonObject;
}

interface DefinitionChange {
  readonly kind: string;
  readonly name: string;
  /** null: what this installation says of it goes. */
  readonly document: JsonObject | null;
}

export interface ChangeSet {
  readonly changes: readonly DefinitionChange[];
  readonly message: string;
  /** Says what would happen and changes nothing. */
  readonly dryRun?: boolean;
  readonly acceptDataLoss?: boolean;
}

export interface PlannedOperation {
  readonly risk: 'safe' | 'locks' | 'rewrites' | 'loses data';
  readonly sentence: string;
  readonly rows: number | undefined;
}

export interface AppliedChangeSet {
  /** null: nothing was changed, it was a dry run. */
  readonly id: string | null;
  readonly version: string;
  readonly operations: readonly PlannedOperation[];
}

export async function listDefinitions(
  kind: string,
  signal?: AbortSignal,
): Promise<{ name: string; package: string }[]> {
  const body = toObject(await request(`/api/definitions/${encodeURIComponent(kind)}`, signal ? { signal } : {}));
  const data = Array.isArray(body.data) ? body.data.filter(isObject) : [];
  return data.map((each) => ({ name: text(each.name), package: text(each.package) }));
}

export async function getDefinition(kind: string, name: string, signal?: AbortSignal): Promise<StoredDefinition> {
  const path = `/api/definitions/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`;
  const body = toObject(await request(path, signal ? { signal } : {}));
  if (!isObject(body.document)) throw new ApiError(200, 'BAD_ANSWER', 'The server sent no document.');
  return { kind, name, package: text(body.package), version: text(body.version), document: body.document };
}

/** `base`: version of the model that the change was made for; KILN_STALE when there is another by now. */
export async function postChangeSet(changeSet: ChangeSet, base?: string): Promise<AppliedChangeSet> {
  const { changes, message, dryRun = false, acceptDataLoss = false } = changeSet;
  const body: JsonObject = { changes: changes.map((change) => ({ ...change })), message, dryRun, acceptDataLoss };
  const headers: Record<string, string> = base === undefined ? {} : { 'if-match': `"${base}"` };
  return toApplied(await request('/api/changesets', { method: 'POST', body, headers }));
}

/** Takes a change-set back by making another one. */
export async function revertChangeSet(id: string, message: string): Promise<AppliedChangeSet> {
  const path = `/api/changesets/${encodeURIComponent(id)}/revert`;
  return toApplied(await request(path, { method: 'POST', body: { message } }));
}

function toApplied(answer: Json): AppliedChangeSet {
  const { id, version, plan } = toObject(answer);
  const operations = isObject(plan) && Array.isArray(plan.operations) ? plan.operations.filter(isObject) : [];
  return { id: typeof id === 'string' ? id : null, version: text(version), operations: operations.map(toOperation) };
}

function toOperation({ risk, sentence, rows }: JsonObject): PlannedOperation {
  const known = (['locks', 'rewrites', 'loses data'] as const).find((each) => each === risk) ?? 'safe';
  return { risk: known, sentence: text(sentence), rows: typeof rows === 'number' ? rows : undefined };
}

function toObject(body: Json): JsonObject {
  return isObject(body) ? body : {};
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
