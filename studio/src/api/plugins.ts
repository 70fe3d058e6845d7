import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { asNumber, asObjects, asText, asTexts } from '../lib/values.ts';
import { type Plan, toPlan } from './changesets.ts';
import { request } from './request.ts';

type PluginState = 'available' | 'running' | 'disabled' | 'broken' | 'unavailable';
type Signature = 'none' | 'valid' | 'unknown';
type Origin = 'folder' | 'package';

/** own: it has a process of its own. */
export type Isolation = 'shared' | 'own';

export interface PluginSummary {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly icon: string | undefined;
  /** That is installed. */
  readonly version: string | undefined;
  /** In the folder of plugins on the server. */
  readonly available: string | undefined;
  readonly enabled: boolean;
  readonly state: PluginState;
  /** Why it is broken, or nothing runs. English. */
  readonly reason: string | undefined;
  readonly source: Origin;
  readonly signature: Signature;
  /** It fails too often and is not asked any more for a while. */
  readonly isTripped: boolean;
  readonly calls: number;
}

export interface PluginList {
  readonly data: readonly PluginSummary[];
  /** Why no plugin runs at all. English. undefined: they can. */
  readonly sandboxProblem: string | undefined;
  /** The system leaves the network to the process of the plugins. */
  readonly isNetworkOpen: boolean;
}

/** One thing that a plugin can do; worded by its code and params. */
export interface Capability {
  readonly code: string;
  readonly params: JsonObject;
  /** English. */
  readonly sentence: string;
}

interface PluginVersion {
  readonly version: string;
  readonly installedAt: string;
  readonly signature: Signature;
  readonly isCurrent: boolean;
}

export interface DefinitionName {
  readonly kind: string;
  readonly name: string;
  /** It changes what another package defines. */
  readonly isPatch: boolean;
  readonly title: string | undefined;
}

export interface PluginDetails extends PluginSummary {
  readonly author: string | undefined;
  readonly homepage: string | undefined;
  readonly capabilities: readonly Capability[];
  readonly limits: JsonObject;
  readonly isolation: Isolation;
  /** Ids of plugins that need this one. */
  readonly neededBy: readonly string[];
  readonly definitions: readonly DefinitionName[];
  readonly config: { readonly schema: JsonObject | undefined; readonly values: JsonObject };
  readonly secrets: readonly { readonly name: string; readonly isSet: boolean }[];
  readonly versions: readonly PluginVersion[];
}

/** Where a version comes from. */
export type PluginSource =
  | { readonly file: File }
  | { readonly id: string }
  | { readonly path: string }
  | { readonly version: string };

export type PluginWay =
  | { readonly way: 'install' }
  | { readonly way: 'upgrade' | 'downgrade'; readonly plugin: string };

/** What a version would do here, or did. */
export interface PluginChange {
  readonly plugin: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly from: string | undefined;
  readonly to: string;
  readonly capabilities: readonly Capability[];
  /** Those among them that it does not have yet. */
  readonly raised: readonly Capability[];
  readonly limits: JsonObject;
  readonly isolation: Isolation;
  readonly sha256: string;
  readonly signature: Signature;
  readonly origin: Origin;
  readonly key: string | undefined;
  readonly definitions: {
    readonly added: readonly DefinitionName[];
    readonly patched: readonly DefinitionName[];
    readonly removed: readonly DefinitionName[];
  };
  readonly migrations: readonly string[];
  readonly plan: Plan;
  /** It is prepared in the background and takes effect then. */
  readonly job: string | undefined;
}

export async function listPlugins(locale: string, signal?: AbortSignal): Promise<PluginList> {
  const body = object(await request(`/api/plugins?${new URLSearchParams({ locale })}`, signal ? { signal } : {}));
  const sandbox = object(body.sandbox ?? null);
  return {
    data: asObjects(body.data).map(toSummary),
    sandboxProblem: sandbox.ready === false ? (asText(sandbox.reason) ?? '') : undefined,
    isNetworkOpen: sandbox.network === 'reachable',
  };
}

export async function getPlugin(id: string, locale: string, signal?: AbortSignal): Promise<PluginDetails> {
  const body = object(await request(`${path(id)}?${new URLSearchParams({ locale })}`, signal ? { signal } : {}));
  const manifest = object(body.manifest ?? null);
  const config = object(body.config ?? null);
  return {
    ...toSummary(body),
    author: asText(manifest.author),
    homepage: asText(manifest.homepage),
    capabilities: asObjects(body.capabilities).map(toCapability),
    limits: object(body.limits ?? null),
    isolation: body.isolation === 'own' ? 'own' : 'shared',
    neededBy: asTexts(body.neededBy),
    definitions: asObjects(body.definitions).map(toDefinition),
    config: { schema: isObject(config.schema) ? config.schema : undefined, values: object(config.values ?? null) },
    secrets: asObjects(body.secrets).map(({ name, set }) => ({ name: asText(name) ?? '', isSet: set === true })),
    versions: asObjects(body.versions).map(({ version, installedAt, signature, current }) => ({
      version: asText(version) ?? '',
      installedAt: asText(installedAt) ?? '',
      signature: toSignature(signature),
      isCurrent: current === true,
    })),
  };
}

/** What a version would do, with titles in a language. Changes nothing. */
export function previewPlugin(
  way: PluginWay,
  source: PluginSource,
  locale: string,
  signal?: AbortSignal,
): Promise<PluginChange> {
  return send(way, source, { locale }, signal);
}

/** Grants what was shown and makes it so. Throws KILN_STALE when the package is another than was shown (`sha256`). */
export function grantPlugin(way: PluginWay, source: PluginSource, sha256: string): Promise<PluginChange> {
  return send(way, source, { grant: true, sha256 });
}

async function send(
  way: PluginWay,
  source: PluginSource,
  { locale, ...options }: { readonly grant?: true; readonly sha256?: string; readonly locale?: string },
  signal?: AbortSignal,
): Promise<PluginChange> {
  const to = way.way === 'install' ? '/api/plugins' : `${path(way.plugin)}/${way.way}`;
  const query = new URLSearchParams(locale === undefined ? {} : { locale });
  const aborted = signal ? { signal } : {};
  if ('file' in source) {
    if (options.grant) query.set('grant', 'true');
    if (options.sha256 !== undefined) query.set('sha256', options.sha256);
    const headers = { 'content-type': 'application/gzip' };
    return toChange(await request(`${to}?${query}`, { method: 'POST', body: source.file, headers, ...aborted }));
  }
  return toChange(await request(`${to}?${query}`, { method: 'POST', body: { ...source, ...options }, ...aborted }));
}

export async function setPluginEnabled(id: string, enabled: boolean): Promise<void> {
  await request(`${path(id)}/${enabled ? 'enable' : 'disable'}`, { method: 'POST' });
}

export interface PluginSettings {
  /** All of them. */
  readonly config?: JsonObject;
  /** Those that are to be set, or with null forgotten. */
  readonly secrets?: Readonly<Record<string, string | null>>;
  readonly isolation?: Isolation;
}

export async function configurePlugin(id: string, settings: PluginSettings): Promise<void> {
  await request(`${path(id)}/configure`, { method: 'POST', body: { ...settings } });
}

/** Numbers of rows by what they are. */
export type Traces = Readonly<Record<string, number>>;

export interface Uninstall {
  readonly plan: Plan;
  readonly removed: Traces;
  /** What is still there; nothing, if all went well. */
  readonly left: Traces;
}

export async function uninstallPlugin(id: string, data: 'keep' | 'park', dryRun: boolean): Promise<Uninstall> {
  const query = new URLSearchParams({ data, ...(dryRun ? { dryRun: 'true' } : {}) });
  const body = object(await request(`${path(id)}?${query}`, { method: 'DELETE' }));
  return { plan: toPlan(body.plan), removed: toTraces(body.removed), left: toTraces(body.left) };
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface LogLine {
  readonly id: string;
  readonly at: string;
  readonly level: LogLevel;
  /** What was running: `hook order.creating`. */
  readonly entry: string;
  readonly message: string;
  readonly data: Json | undefined;
  readonly requestId: string | undefined;
}

export interface LogPage {
  readonly data: readonly LogLine[];
  readonly next: string | undefined;
}

/** The latest first. */
export async function listLogs(
  id: string,
  level: LogLevel,
  after: string | undefined,
  signal?: AbortSignal,
): Promise<LogPage> {
  const query = new URLSearchParams({ level, limit: '100', ...(after === undefined ? {} : { after }) });
  const body = object(await request(`${path(id)}/logs?${query}`, signal ? { signal } : {}));
  return { data: asObjects(body.data).map(toLine), next: asText(body.next) };
}

export interface PluginMinute {
  /** ISO 8601 */
  readonly minute: string;
  readonly calls: number;
  readonly errors: number;
  readonly cpuMs: number;
  readonly p95: number;
  readonly memoryMb: number;
}

/** Minutes in which nothing was called are not there. */
export async function listMinutes(id: string, minutes: number, signal?: AbortSignal): Promise<readonly PluginMinute[]> {
  const body = object(await request(`${path(id)}/stats?minutes=${minutes}`, signal ? { signal } : {}));
  return asObjects(body.data).map((row) => ({
    minute: asText(row.minute) ?? '',
    calls: asNumber(row.calls) ?? 0,
    errors: asNumber(row.errors) ?? 0,
    cpuMs: asNumber(row.cpuMs) ?? 0,
    p95: asNumber(row.p95) ?? 0,
    memoryMb: asNumber(row.memoryMb) ?? 0,
  }));
}

/** A write that a plugin was told of too often in vain. */
export interface LostEvent {
  readonly id: string;
  /** What of the plugin did not take it: `order.updated`. */
  readonly handler: string;
  readonly entity: string;
  readonly record: string;
  /** ISO 8601 */
  readonly deadAt: string;
  /** Why. English. */
  readonly reason: string;
}

export interface LostEventPage {
  readonly data: readonly LostEvent[];
  readonly next: string | undefined;
}

/** The latest first. */
export async function listLostEvents(id: string, after?: string, signal?: AbortSignal): Promise<LostEventPage> {
  const query = new URLSearchParams({ state: 'dead', limit: '20', ...(after === undefined ? {} : { after }) });
  const body = object(await request(`${path(id)}/events?${query}`, signal ? { signal } : {}));
  const data = asObjects(body.data).map(({ error, ...row }) => ({
    id: asText(row.id) ?? '',
    handler: asText(row.handler) ?? '',
    entity: asText(row.entity) ?? '',
    record: asText(row.record) ?? '',
    deadAt: asText(row.deadAt) ?? '',
    reason: asText(object(error ?? null).message) ?? '',
  }));
  return { data, next: asText(body.next) };
}

/** Tells the plugin again of one event, or of all that are lost. Returns of how many. */
export async function retryLostEvents(id: string, event?: string): Promise<number> {
  const which = event === undefined ? '' : `/${event}`;
  const body = object(await request(`${path(id)}/events${which}/retry`, { method: 'POST' }));
  return asNumber(body.retried) ?? 0;
}

function path(id: string): string {
  return `/api/plugins/${encodeURIComponent(id)}`;
}

function object(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

function toSummary(row: JsonObject): PluginSummary {
  const states: readonly PluginState[] = ['available', 'running', 'disabled', 'broken', 'unavailable'];
  return {
    id: asText(row.id) ?? '',
    title: asText(row.title) ?? asText(row.id) ?? '',
    description: asText(row.description),
    icon: asText(row.icon),
    version: asText(row.version),
    available: asText(row.available),
    enabled: row.enabled === true,
    state: states.find((state) => state === row.state) ?? 'disabled',
    reason: asText(row.reason),
    source: toOrigin(row.source),
    signature: toSignature(row.signature),
    isTripped: object(row.breaker ?? null).state === 'open',
    calls: asNumber(row.calls) ?? 0,
  };
}

function toSignature(value: Json | undefined): Signature {
  return value === 'valid' || value === 'unknown' ? value : 'none';
}

function toOrigin(value: Json | undefined): Origin {
  return value === 'folder' ? 'folder' : 'package';
}

function toCapability({ code, params, sentence }: JsonObject): Capability {
  return { code: asText(code) ?? '', params: object(params ?? null), sentence: asText(sentence) ?? '' };
}

function toDefinition({ kind, name, patch, title }: JsonObject): DefinitionName {
  return { kind: asText(kind) ?? '', name: asText(name) ?? '', isPatch: patch === true, title: asText(title) };
}

function toChange(answer: Json): PluginChange {
  const body = object(answer);
  const [manifest, integrity] = [object(body.manifest ?? null), object(body.integrity ?? null)];
  const [definitions, migrations] = [object(body.definitions ?? null), object(body.migrations ?? null)];
  return {
    plugin: asText(body.plugin) ?? '',
    title: asText(manifest.title) ?? asText(body.plugin) ?? '',
    description: asText(manifest.description),
    from: asText(body.from),
    to: asText(body.to) ?? '',
    capabilities: asObjects(body.capabilities).map(toCapability),
    raised: asObjects(body.raised).map(toCapability),
    limits: object(body.limits ?? null),
    isolation: body.isolation === 'own' ? 'own' : 'shared',
    sha256: asText(integrity.sha256) ?? '',
    signature: toSignature(integrity.signature),
    origin: toOrigin(integrity.source),
    key: asText(integrity.key),
    definitions: {
      added: asObjects(definitions.added).map(toDefinition),
      patched: asObjects(definitions.patched).map(toDefinition),
      removed: asObjects(definitions.removed).map(toDefinition),
    },
    migrations: asTexts(migrations.versions),
    plan: toPlan(body.plan),
    job: asText(body.job),
  };
}

function toTraces(value: Json | undefined): Traces {
  const entries = Object.entries(object(value ?? null));
  return Object.fromEntries(entries.flatMap(([name, count]) => (typeof count === 'number' ? [[name, count]] : [])));
}

function toLine({ id, at, level, entry, message, data, requestId }: JsonObject): LogLine {
  const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
  return {
    id: asText(id) ?? '',
    at: asText(at) ?? '',
    level: levels.find((each) => each === level) ?? 'info',
    entry: asText(entry) ?? '',
    message: asText(message) ?? '',
    data: data ?? undefined,
    requestId: asText(requestId),
  };
}
