import type { JsonObject } from '../lib/json.ts';

/** What a plugin may ask for on records. */
export type RecordRight = 'create' | 'read' | 'update' | 'delete';

/** An installed plugin. Entities are called by their names of today; those that are gone are left out. */
export interface PluginModel {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly description?: string;
  readonly icon?: string;
  readonly enabled: boolean;
  /** `own`: in a process of its own. */
  readonly isolation: 'shared' | 'own';
  /** Versions of Kiln that it fits. */
  readonly kiln: string;
  /** SHA-256 of its bundled code. */
  readonly code: string;
  readonly granted: Capabilities;
  readonly limits: PluginLimits;
  /** What becomes of a write whose hook does not answer. */
  readonly onFailure: 'reject' | 'continue';
  /** JSON Schema of its settings. */
  readonly config?: JsonObject;
  /** Plugins that have to be there, with ranges of versions. */
  readonly requires: Readonly<Record<string, string>>;
  readonly hooks: readonly PluginHook[];
  readonly events: readonly PluginEvent[];
  readonly functions: Provides['functions'];
  readonly steps: Provides['steps'];
  readonly services: Provides['services'];
  readonly jobs: Provides['jobs'];
  /** Versions with data migrations. */
  readonly migrations: readonly string[];
}

export type HookName = 'creating' | 'updating' | 'deleting' | 'created' | 'updated' | 'deleted';

/** `as`: what the plugin's code calls the entity. */
export interface PluginHook {
  readonly entity: string;
  readonly as: string;
  readonly names: readonly HookName[];
}

/** `as`: what the plugin's code calls it, such as `order.updated`. */
export interface PluginEvent {
  readonly entity: string;
  readonly as: string;
  readonly action: string;
}

/** What a plugin was granted. */
export interface Capabilities {
  /** In the actor's name: never more than the actor may do. */
  readonly records: ReadonlyMap<string, readonly RecordRight[]>;
  /** By itself, whoever caused it. */
  readonly own: ReadonlyMap<string, readonly RecordRight[]>;
  /** `api.example.com`, `*.example.com`, each with a port where it is not 443. */
  readonly hosts: readonly string[];
  readonly secrets: readonly string[];
  /** Names of services by plugin. */
  readonly services: Readonly<Record<string, readonly string[]>>;
  readonly kv: boolean;
  readonly schedule: boolean;
}

export interface PluginLimits {
  readonly memoryMb: number;
  /** Computing time of a call. */
  readonly cpuMs: number;
  /** A call has ended by then. */
  readonly deadlineMs: number;
  /** Of one call. */
  readonly hostCalls: number;
  /** Of one call, both ways. */
  readonly hostBytes: number;
  /** Calls at the same time. */
  readonly concurrency: number;
}

/** What the code of a plugin says that it has. Entities are called as the code does. */
export interface Provides {
  readonly hooks: Readonly<Record<string, readonly HookName[]>>;
  /** `order.updated` */
  readonly events: readonly string[];
  readonly functions: Readonly<Record<string, Callable>>;
  readonly steps: Readonly<Record<string, Callable>>;
  readonly services: Readonly<Record<string, Callable>>;
  /** Without `cron`: only when the plugin plans it. */
  readonly jobs: Readonly<Record<string, Job>>;
  /** Versions. */
  readonly migrations: readonly string[];
}

/** What a plugin does by itself. Without a zone, `cron` means the workspace's. */
interface Job {
  readonly title?: string;
  readonly cron?: string;
  readonly timeZone?: string;
}

/** Something of a plugin that is called by its name. Input and output are JSON Schemas. */
export interface Callable {
  readonly title?: string;
  readonly description?: string;
  readonly input?: JsonObject;
  readonly output?: JsonObject;
  /** Names of roles that may call it; absent: everybody who has signed in. */
  readonly roles?: readonly string[];
}
