import type { Json, JsonObject } from '../lib/json.ts';
import type { PluginLimits, Provides } from '../model/pluginTypes.ts';
import type { Entry, HostCall } from './protocol.ts';

/**
 * The code of one version of a plugin. `bundle` is one script that asks for `kiln:sdk` by `require` and has the plugin
 * in `module.exports.default` (esbuild: format `cjs`, `kiln:sdk` external, source map external).
 */
export interface PluginCode {
  readonly plugin: string;
  readonly version: string;
  /** SHA-256 of the bundle. */
  readonly hash: string;
  readonly bundle: string;
  /** JSON of version 3; empty: none, and stacks name lines of the bundle. */
  readonly sourceMap: string;
}

/** What a call is told. Plain JSON. */
export interface CallContext {
  readonly actor: {
    readonly kind: string;
    readonly id: string;
    readonly name: string;
    readonly roles: readonly string[];
  };
  /** Language of the actor, such as `en`. */
  readonly locale: string;
  /** ISO 8601 */
  readonly now: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly requestId: string;
  /** The same for each try of the same event, job or step of a workflow; absent elsewhere. */
  readonly idempotencyKey?: string;
  /** Sent only when the object is another one than in the call before. */
  readonly config: JsonObject;
  /** English text to the text in `locale`. Sent like `config`. */
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * One call of a plugin.
 *
 * Arguments and results by entry:
 * - hook creating, deleting, created, deleted: `[records]` · updating: `[changes, records]` (as they are) · updated:
 *   `[records, before]`, each a list, all of one length. Before-hooks answer a `HookOutcome` for each record, in their
 *   order; after-hooks null.
 * - event: `[event]` → null · function, step, service: `[input]` → output · job: `[input]` (null from cron) → null
 * - migration: `[]` → null
 */
export interface Call {
  readonly plugin: string;
  readonly entry: Entry;
  readonly args: readonly Json[];
  readonly context: CallContext;
  /**
   * Answers a host call. Rejects with a KilnError, which the plugin may catch. Never called after the call has ended;
   * `call` settles only when all that is under way has, so that a transaction can be ended then. `signal` tells that
   * the call has ended otherwise than by its result.
   */
  readonly host: (call: HostCall, signal: AbortSignal) => Promise<Json>;
  /** Beside those of `load`. */
  readonly limits?: Partial<PluginLimits>;
  /** Comes from a host call of another call, which waits for it: it does not wait for a place in `concurrency`. */
  readonly nested?: boolean;
  /** Ends the call; it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Whether calls of a plugin are let through: `open` after many failures, `halfOpen` while one call tries. */
export interface BreakerState {
  readonly state: 'closed' | 'open' | 'halfOpen';
  /** Failures in the current window. */
  readonly failures: number;
  /** Milliseconds until a call may try again; 0 unless open. */
  readonly retryMs: number;
  /** What failed last. */
  readonly reason?: string;
}

/** Counts since the sandbox was made. */
export interface PluginStats {
  readonly plugin: string;
  readonly version: string;
  /** Where it runs: by itself also when it brought down what it shared. */
  readonly isolation: 'shared' | 'own';
  readonly calls: number;
  /** Refusals are none. */
  readonly errors: number;
  readonly running: number;
  readonly queued: number;
  readonly cpuMs: number;
  /** Milliseconds of the last 1,000 calls. */
  readonly p50: number;
  readonly p95: number;
  /** Bytes of its isolate when it was looked at last. */
  readonly memoryBytes: number;
  readonly hostCalls: number;
  readonly logsDropped: number;
  /** Isolates that took the place of one that was stopped or died. */
  readonly restarts: number;
  readonly breaker: BreakerState;
}

/** Of the processes. */
interface ProcessStats {
  readonly running: number;
  readonly spare: number;
  /** Children that died or were killed. */
  readonly deaths: number;
  readonly rssBytes: number;
}

/** `network`: whether code that broke out of its isolate would reach one; absent until a process was started. */
export type SandboxState =
  | { readonly ready: true; readonly network?: 'none' | 'reachable' }
  | { readonly ready: false; readonly reason: string };

/**
 * Runs the code of plugins: in isolates, in processes that have nothing but a pipe. Knows nothing of records.
 *
 * Errors of `call`: PluginError with KILN_PLUGIN_FAILED (it threw; `cause` is the error of the host call that it let
 * through), KILN_PLUGIN_LIMIT (over a limit), KILN_PLUGIN_BUSY (its queue is full), KILN_PLUGIN_UNAVAILABLE (not
 * loaded, switched off by its breaker, or its process died); and KILN_INVALID where it refused, with a fault for each
 * field.
 */
export interface Sandbox {
  /**
   * Takes the place of the version that is there, whose calls end first. Resolves when calls may come.
   *
   * @throws KilnError KILN_PLUGIN_FAILED when the code does not run
   */
  load(code: PluginCode, limits: PluginLimits, isolation: 'shared' | 'own'): Promise<void>;
  /** Resolves when its calls have ended. */
  unload(plugin: string): Promise<void>;
  /** What the code says that it has, in an isolate and a process of its own that are thrown away. */
  describe(code: PluginCode): Promise<Provides>;
  call(call: Call): Promise<Json>;
  /** Tries to start a child where none has run yet. */
  probe(): Promise<SandboxState>;
  readonly state: SandboxState;
  stats(): readonly PluginStats[];
  processes(): ProcessStats;
  /** Closes a breaker that opened: an administrator switched the plugin on again. */
  reset(plugin: string): void;
  /** Stops all children. Calls under way are rejected. */
  close(): Promise<void>;
}
