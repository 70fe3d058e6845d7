import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { request } from './request.ts';

/** What can have happened, in the order in which it is offered. */
export const auditActions = [
  'created',
  'updated',
  'deleted',
  'restored',
  'purged',
  'revealed',
  'read',
  'shared',
  'unshared',
  'exported',
  'imported',
  'denied',
  'signedIn',
  'signedOut',
  'signInFailed',
  'definitionsChanged',
  'rolesChanged',
  'usersChanged',
  'tokensChanged',
  'pluginConfigured',
  'secretsChanged',
  'runsChanged',
  'eventsRetried',
  'approval',
  'viewedAs',
  'pruned',
] as const;

export const auditWays = ['ui', 'token', 'plugin', 'workflow', 'import', 'cli', 'system'] as const;

/** One thing that happened. */
export interface AuditEntry {
  readonly id: string;
  /** ISO 8601 */
  readonly at: string;
  /** A newer server may know more than `auditActions`. */
  readonly action: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string };
  readonly via: string;
  readonly requestId: string;
  readonly entity: string | null;
  readonly record: string | null;
  readonly parent: { readonly entity: string; readonly id: string } | null;
  readonly changes: readonly AuditChange[];
  readonly details: JsonObject | null;
}

export interface AuditChange {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
  /** hidden: masked or sealed; cut: too long to keep whole. */
  readonly withheld: 'hidden' | 'cut' | undefined;
}

export interface AuditPage {
  readonly data: readonly AuditEntry[];
  readonly next: string | null;
}

/** What to look for; absent: anything. Lists are separated by commas, times are ISO 8601. */
export interface AuditQuery {
  readonly actor?: string;
  readonly entity?: string;
  readonly record?: string;
  readonly action?: string;
  readonly via?: string;
  readonly from?: string;
  readonly to?: string;
  readonly search?: string;
}

const pageSize = 50;

export async function listAudit(query: AuditQuery, after?: string, signal?: AbortSignal): Promise<AuditPage> {
  return toPage(await request(`/api/audit?${paramsOf({ ...query }, after)}`, signal ? { signal } : {}));
}

/** What happened to a record and its line items, as far as one may see it; newest first. */
export async function listHistory(
  entity: string,
  id: string,
  after?: string,
  signal?: AbortSignal,
): Promise<AuditPage> {
  const path = `/api/records/${encodeURIComponent(entity)}/${encodeURIComponent(id)}/history`;
  return toPage(await request(`${path}?${paramsOf({}, after)}`, signal ? { signal } : {}));
}

/** Address of a download of all that fits. */
export function auditExportPath(query: AuditQuery, format: 'csv' | 'ndjson'): string {
  return `/api/audit/export?${new URLSearchParams({ ...query, format })}`;
}

function paramsOf(query: Readonly<Record<string, string>>, after: string | undefined): URLSearchParams {
  return new URLSearchParams({ ...query, limit: String(pageSize), ...(after === undefined ? {} : { after }) });
}

function toPage(body: Json): AuditPage {
  const { data, next } = isObject(body) ? body : {};
  return {
    data: Array.isArray(data) ? data.filter(isObject).map(toEntry) : [],
    next: typeof next === 'string' ? next : null,
  };
}

function toEntry(value: JsonObject): AuditEntry {
  const { actor, parent, changes, details } = value;
  const who = isObject(actor) ? actor : {};
  return {
    id: String(value.id),
    at: text(value.at) ?? '',
    action: text(value.action) ?? '',
    actor: { kind: text(who.kind) ?? 'nobody', id: text(who.id) ?? null, name: text(who.name) ?? '' },
    via: text(value.via) ?? '',
    requestId: text(value.requestId) ?? '',
    entity: text(value.entity) ?? null,
    record: text(value.record) ?? null,
    parent: isObject(parent) ? { entity: text(parent.entity) ?? '', id: text(parent.id) ?? '' } : null,
    changes: Array.isArray(changes) ? changes.filter(isObject).map(toChange) : [],
    details: isObject(details) ? details : null,
  };
}

export function toChange({ field, before = null, after = null, withheld }: JsonObject): AuditChange {
  return {
    field: text(field) ?? '',
    before,
    after,
    withheld: withheld === 'hidden' || withheld === 'cut' ? withheld : undefined,
  };
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
