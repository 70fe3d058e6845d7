import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kilnVersion } from '../../config/kilnVersion.ts';
import { isObject, type Json } from '../../lib/json.ts';
import type { PluginModel } from '../../model/pluginTypes.ts';
import { type Texts, textsOf } from '../../model/texts.ts';
import type { Model } from '../../model/types.ts';
import { manifestFile, parseManifest } from '../../plugins/manifest.ts';
import type { PluginStats, SandboxState } from '../../sandbox/Sandbox.ts';
import type { Workspace } from '../types.ts';
import { pluginFolders } from './openSource.ts';
import { listVersions } from './pluginStore.ts';

/** A plugin as the gallery shows it. */
export interface PluginSummary {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly icon: string | null;
  /** That is installed. */
  readonly version: string | null;
  /** In the folder of plugins. */
  readonly available: string | null;
  readonly enabled: boolean;
  /**
   * `broken`: its code cannot be loaded, or its breaker is open; `unavailable`: nothing runs here, because there is no
   * sandbox.
   */
  readonly state: 'available' | 'running' | 'disabled' | 'broken' | 'unavailable';
  /** Why it is broken or unavailable. English. */
  readonly reason?: string;
  readonly source: 'folder' | 'package';
  readonly signature: 'none' | 'valid' | 'unknown';
  readonly breaker: PluginStats['breaker'] | null;
  /** Since this process started. */
  readonly calls: number;
}

export interface PluginList {
  readonly data: readonly PluginSummary[];
  readonly sandbox: SandboxState;
}

/**
 * The plugins that are installed, and those in the folder of plugins that might be. Titles in the language that was
 * asked for.
 */
export async function listPlugins(workspace: Workspace, model: Model, locale: string): Promise<PluginList> {
  const texts = textsOf(model, locale);
  const sandbox = await workspace.sandbox.probe();
  const folders = await pluginFolders(workspace.plugins.folder);
  const installed = await Promise.all(
    [...model.plugins.values()].map(async (plugin): Promise<PluginSummary> => {
      const there = await readAvailable(folders.get(plugin.id), locale);
      return { ...(await summaryOf(workspace, plugin, texts, sandbox)), available: there?.available ?? null };
    }),
  );
  const others = await Promise.all(
    [...folders].flatMap(([id, folder]) => (model.plugins.has(id) ? [] : [readAvailable(folder, locale)])),
  );
  const data = [...installed, ...others.filter((each) => each !== undefined)];
  return { data: data.sort((a, b) => (a.id < b.id ? -1 : 1)), sandbox };
}

/** An installed plugin; `available` is for whoever looks into the folder. */
export async function summaryOf(
  workspace: Workspace,
  plugin: PluginModel,
  texts: Texts,
  sandbox: SandboxState,
): Promise<PluginSummary> {
  const { id, version, enabled, code } = plugin;
  const stats = workspace.sandbox.stats().find((each) => each.plugin === id);
  const versions = await listVersions(workspace.db, id);
  const current = versions.find(({ hash }) => hash === code);
  return {
    id,
    title: texts.pluginTitle(plugin),
    description: texts.pluginDescription(plugin) ?? null,
    icon: plugin.icon ?? null,
    version,
    available: null,
    enabled,
    ...stateOf(workspace, plugin, sandbox, stats),
    source: current?.source ?? 'package',
    signature: current?.signature.state ?? 'none',
    breaker: stats?.breaker ?? null,
    calls: stats?.calls ?? 0,
  };
}

function stateOf(
  { pluginLoader }: Workspace,
  { id, enabled }: PluginModel,
  sandbox: SandboxState,
  stats: PluginStats | undefined,
): Pick<PluginSummary, 'state' | 'reason'> {
  if (!enabled) return { state: 'disabled' };
  if (!sandbox.ready) return { state: 'unavailable', reason: sandbox.reason };
  const problem = pluginLoader.problem(id);
  if (problem) return { state: 'broken', reason: problem.message };
  if (stats?.breaker.state !== 'open') return { state: 'running' };
  const { reason } = stats.breaker;
  return { state: 'broken', ...(reason === undefined ? {} : { reason }) };
}

/** What a folder offers; a manifest that is wrong is told in place of a description. */
async function readAvailable(folder: string | undefined, locale: string): Promise<PluginSummary | undefined> {
  if (folder === undefined) return undefined;
  const text = await readFile(join(folder, manifestFile), 'utf8').catch(() => '');
  const { id, title, description, icon, version, reason } = manifestOf(text);
  const words = await textsIn(join(folder, 'definitions', 'locales'), locale, id);
  return {
    id,
    title: words.title ?? title,
    description: words.description ?? description ?? null,
    icon: icon ?? null,
    version: null,
    available: version,
    enabled: false,
    state: 'available',
    ...(reason === undefined ? {} : { reason }),
    source: 'folder',
    signature: 'none',
    breaker: null,
    calls: 0,
  };
}

interface Offered {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly icon?: string;
  readonly reason?: string;
}

function manifestOf(text: string): Offered {
  try {
    return parseManifest(text, kilnVersion);
  } catch (error) {
    const value: Json = JSON.parse(text);
    const { id, title, version } = isObject(value) ? value : {};
    const reason = error instanceof Error ? error.message : String(error);
    return { id: String(id), title: String(title ?? id), version: String(version ?? ''), reason };
  }
}

async function textsIn(
  folder: string,
  locale: string,
  id: string,
): Promise<{ readonly title?: string; readonly description?: string }> {
  if (!/^[a-zA-Z-]{2,20}$/.test(locale) || locale === 'en') return {};
  const text = await readFile(join(folder, `${locale}.json`), 'utf8').catch(() => '{}');
  const { title, description } = memberOf(memberOf(parse(text), 'plugins'), id);
  return {
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof description === 'string' ? { description } : {}),
  };
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function memberOf(value: Json, name: string) {
  const member = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return isObject(member) ? member : {};
}
