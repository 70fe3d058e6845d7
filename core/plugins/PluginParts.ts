import type { Logger } from 'pino';
import type { Actor, Ctx, Vault } from '../context/types.ts';
import type { Db } from '../db/types.ts';
import type { Json } from '../lib/json.ts';
import type { PluginModel } from '../model/pluginTypes.ts';
import type { Model } from '../model/types.ts';
import type { Get } from '../records/createGets.ts';
import type { Entry } from '../sandbox/protocol.ts';
import type { Sandbox } from '../sandbox/Sandbox.ts';
import type { PluginConfigs } from './createConfigs.ts';
import type { Schemas } from './functions/createSchemas.ts';
import type { Resolve } from './host/publicAddress.ts';
import type { PluginLog } from './logs/createPluginLog.ts';
import type { Scopes } from './pluginScope.ts';
import type { PluginWords } from './pluginWords.ts';
import type { PluginMinutes } from './stats/createMinutes.ts';

export interface PluginCall {
  readonly entry: Entry;
  readonly args: readonly Json[];
  /** The same for each try. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** See callPlugin. */
type CallPlugin = (ctx: Ctx, plugin: PluginModel, call: PluginCall) => Promise<Json>;

/** Tells whoever waits for events of a plugin, in the open transaction of the context, if there is one. */
export type Emit = (ctx: Ctx, plugin: string, event: string, data: Json) => Promise<unknown>;

/** What calls of plugins need of the workspace. */
export interface PluginParts {
  readonly db: Db;
  readonly vault: Vault;
  readonly log: Logger;
  readonly sandbox: Sandbox;
  readonly scopes: Scopes;
  readonly get: Get;
  readonly words: (model: Model) => PluginWords;
  readonly schemas: Schemas;
  readonly configs: PluginConfigs;
  readonly lines: PluginLog;
  readonly minutes: PluginMinutes;
  /** Hosts of this installation's own network that plugins may reach where they are granted, as in manifests. */
  readonly privateHosts: readonly string[];
  /** Default: as the operating system does. */
  readonly resolve?: Resolve;
  readonly call: CallPlugin;
  readonly emit: Emit;
  readonly model: () => Model;
  /** A context on the current model. */
  readonly ctx: (actor: Actor, requestId: string) => Ctx;
}
