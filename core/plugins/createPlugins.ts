import type { Logger } from 'pino';
import type { Actor, Ctx, RecordHooks, Vault } from '../context/types.ts';
import type { Db } from '../db/types.ts';
import { createLimiter } from '../lib/createLimiter.ts';
import type { Json } from '../lib/json.ts';
import { createReleasers } from '../lib/releasers.ts';
import type { Model } from '../model/types.ts';
import type { Queue } from '../queue/createQueue.ts';
import { createGets } from '../records/createGets.ts';
import type { Sandbox } from '../sandbox/Sandbox.ts';
import { callPlugin } from './callPlugin.ts';
import { createConfigs } from './createConfigs.ts';
import { deliverEvents, eventTask } from './events/deliverEvents.ts';
import { callFunction } from './functions/callFunction.ts';
import { createSchemas } from './functions/createSchemas.ts';
import { createRecordHooks } from './hooks/createRecordHooks.ts';
import type { Resolve } from './host/publicAddress.ts';
import { createRecurring } from './jobs/createRecurring.ts';
import { recurringTask, runRecurring, runScheduled, scheduledTask } from './jobs/runJob.ts';
import { createPluginLog } from './logs/createPluginLog.ts';
import type { Emit, PluginParts } from './PluginParts.ts';
import { createScopes } from './pluginScope.ts';
import { createWords } from './pluginWords.ts';
import { createMinutes } from './stats/createMinutes.ts';

/** What calls the plugins of a workspace. */
export interface Plugins {
  readonly parts: PluginParts;
  hooksOf(model: Model): RecordHooks;
  /** Takes over what recurs in a model that has become current. */
  follow(model: Model): void;
  /** `onCall`: told when the plugin is called, after all that may be refused before. */
  callFunction(ctx: Ctx, plugin: string, name: string, input: Json, onCall?: () => void): Promise<Json>;
  /** Writes what waits in memory. */
  close(): Promise<void>;
}

export interface PluginsParts {
  readonly db: Db;
  readonly vault: Vault;
  readonly log: Logger;
  readonly sandbox: Sandbox;
  readonly queue: Queue;
  /** Connections for transactions. */
  readonly poolSize: number;
  readonly privateHosts?: readonly string[] | undefined;
  readonly resolve?: Resolve | undefined;
  readonly emit: Emit;
  readonly model: () => Model;
  readonly ctx: (actor: Actor, requestId: string) => Ctx;
}

export async function createPlugins(given: PluginsParts): Promise<Plugins> {
  const { db, vault, log, sandbox, queue, poolSize, privateHosts = [], resolve, emit, model, ctx } = given;
  const releasers = createReleasers();
  const configs = await createConfigs(db);
  releasers.add(configs.close);
  const isInstalled = (plugin: string) => model().plugins.has(plugin);
  const lines = createPluginLog(db, log, isInstalled);
  releasers.add(lines.close);
  const minutes = createMinutes(db, log, sandbox, isInstalled);
  releasers.add(minutes.close);
  const parts: PluginParts = {
    ...{ db, vault, log, sandbox, configs, lines, minutes, privateHosts, emit, model, ctx },
    ...(resolve ? { resolve } : {}),
    scopes: createScopes(),
    get: createGets(),
    words: createWords(),
    schemas: createSchemas(),
    call: (inner, plugin, call) => callPlugin(parts, inner, plugin, call),
  };
  // The other half is for whoever does not wait for plugins.
  const admit = createLimiter(Math.max(1, Math.floor(poolSize / 2)));
  const recurring = createRecurring(queue, log);
  queue.handle(eventTask, (payload, { signal }) => deliverEvents(parts, payload, signal));
  queue.handle(recurringTask, (payload, { signal }) => runRecurring(parts, payload, signal));
  queue.handle(scheduledTask, (payload, run) => runScheduled(parts, payload, run));
  return {
    parts,
    hooksOf: (next) => createRecordHooks(parts, next, admit),
    follow: recurring.follow,
    callFunction: (inner, plugin, name, input, onCall) => callFunction(parts, inner, plugin, name, input, onCall),
    close: releasers.release,
  };
}
