import type { Logger } from 'pino';
import type { Trail } from '../audit/createTrail.ts';
import type { PluginConfig } from '../config/readConfig.ts';
import type { Actor, Ctx, LiveModel, Vault } from '../context/types.ts';
import type { Db } from '../db/types.ts';
import type { Definition } from '../definitions/types.ts';
import type { Events } from '../events/createEvents.ts';
import type { FileStorage } from '../files/FileStorage.ts';
import type { Identity } from '../identity/Identity.ts';
import type { Model } from '../model/types.ts';
import type { Notifications } from '../notifications/createNotifications.ts';
import type { Jobs } from '../online/createJobs.ts';
import type { Reached } from '../online/JobRun.ts';
import type { Plugins } from '../plugins/createPlugins.ts';
import type { Queue } from '../queue/createQueue.ts';
import type { Sandbox } from '../sandbox/Sandbox.ts';
import type { ApprovalNews } from '../workflows/approvals/createApprovalNews.ts';
import type { Workflows } from '../workflows/createWorkflows.ts';
import type { Triggers } from '../workflows/triggers/createTriggers.ts';
import type { Beside } from './applyPlan.ts';
import type { BuiltModel } from './buildModel.ts';
import type { Turns } from './createTurns.ts';
import type { PluginLoader } from './plugins/createPluginLoader.ts';
import type { PluginWork } from './plugins/PluginWork.ts';

/** Definitions of all packages as they were written, and the model that they make together. */
export interface LiveDefinitions extends LiveModel {
  /** Every package's own documents, patches too: what the store holds. */
  readonly layers: readonly Definition[];
  /** Grows with every change of the definitions. */
  readonly seq: number;
}

/** The one pointer to the current model. */
export interface ModelHolder {
  current(): LiveDefinitions;
  /** What the definitions will be made into, if the change goes through that comes now: compiling takes longest of it all. */
  expect(built: BuiltModel): void;
  /** Changes of this process come one after the other; those of other processes may come between. */
  readonly inTurn: Turns;
  /** Takes over what the database holds, if it is newer. Requests that run keep the model they began with. */
  refresh(): Promise<LiveDefinitions>;
}

/** One installation: its database and the parts that run on it. It holds them; what they do lies in functions. */
export interface Workspace {
  readonly db: Db;
  /** Connection string of the database, for parts that keep connections of their own. */
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly vault: Vault;
  readonly files: FileStorage;
  readonly events: Events;
  readonly models: ModelHolder;
  /** Who may enter. */
  readonly identity: Identity;
  /** Entries of the audit that are written after the answer. */
  readonly trail: Trail;
  /** Work on the tables that goes on beside everybody's. */
  readonly jobs: Jobs;
  /** What becomes of approvals. */
  readonly approvals: ApprovalNews;
  /** What people are told. */
  readonly notifications: Notifications;
  /** What starts workflows. */
  readonly triggers: Triggers;
  /** Runs the code of plugins. */
  readonly sandbox: Sandbox;
  /** What a plugin has to do with a change of the definitions. */
  readonly pluginWork: (work: PluginWork) => Beside;
  readonly plugins: PluginConfig;
  /** Keeps the plugins' code in the sandbox. */
  readonly pluginLoader: PluginLoader;
  /** Durable work. */
  readonly queue: Queue;
  /** Calls plugins: functions, and what migrations need. */
  readonly pluginCalls: Plugins;
  /** Takes runs of workflows on. */
  readonly workflows: Workflows;
  /** Told at named points of what must survive being killed. */
  readonly reached: Reached | undefined;
  /** The current model. Take it once a request. */
  model(): Model;
  /** A context on the current model. */
  ctx(actor: Actor, requestId: string): Ctx;
  /** Undoes everything in reverse order. A second call waits for the first. */
  close(): Promise<void>;
}
