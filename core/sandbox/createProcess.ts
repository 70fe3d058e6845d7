import type { JsonObject } from '../lib/json.ts';
import type { PluginLimits, Provides } from '../model/pluginTypes.ts';
import { PluginError } from './PluginError.ts';
import { type FromChild, type Settings, type ToChild, toChildShape, type WireError } from './protocol.ts';
import type { Call, PluginCode } from './Sandbox.ts';
import { type Attempt, startAttempt } from './startAttempt.ts';
import type { Child } from './startChild.ts';

/** Milliseconds that code may take to be loaded, before the process is not well. */
const loadMs = 15_000;
/** Messages about calls that are over, or never were. */
const mostStrays = 100_000;

/** The code of one plugin in an isolate of a child. */
export interface Placement {
  readonly provides: Provides;
  /** Its isolate is there. */
  readonly alive: boolean;
  /** Bytes, when it was looked at last. */
  readonly memoryBytes: number;
  start(call: Call, limits: PluginLimits): Attempt;
  /** Throws its isolate away. Calls under way are lost. */
  unload(): void;
}

/** A child with the isolates in it. */
export interface Process {
  readonly alive: boolean;
  /** How many isolates it holds. */
  readonly size: number;
  /** Throws PluginError KILN_PLUGIN_FAILED when the code does not run, ProcessLost when the process died. */
  load(code: PluginCode, memoryMb: number, owner: Owner): Promise<Placement>;
  kill(reason: string): Promise<void>;
}

/** Whoever has an isolate. */
export interface Owner {
  /** Its isolate went, and nobody had unloaded it. `withProcess`: the process died. */
  gone(reason: string, withProcess: boolean): void;
  /** The process died, and it may be because of what it ran there; also told after `gone`. */
  blamed(reason: string): void;
}

/** The process died while code was loaded. */
export class ProcessLost extends PluginError {
  /** Maybe because of that code. */
  readonly guilty: boolean;

  constructor(plugin: string, reason: string, guilty: boolean) {
    super('KILN_PLUGIN_UNAVAILABLE', plugin, { detail: `The plugin "${plugin}" is not available: ${reason}` });
    this.guilty = guilty;
  }
}

type Loaded = { readonly provides: Provides } | { readonly error: WireError };

interface Isolate {
  readonly attempts: Map<number, Attempt>;
  readonly owner: Owner;
  loaded?: (result: Loaded) => void;
  readonly lost: (reason: string, guilty: boolean) => void;
  memoryBytes: number;
}

export function createProcess(child: Child, ended: () => void): Process {
  const isolates = new Map<number, Isolate>();
  const byCall = new Map<number, Isolate>();
  /** Those that were stopped, while their threads may still run. */
  const dying = new Map<number, Isolate>();
  let strays = 0;
  let lastIsolate = 0;
  let lastCall = 0;
  /** The isolate that could not be stopped. */
  let stuck: number | undefined;

  child.attach({ hear, gone: died });

  function hear(message: FromChild): void {
    switch (message.type) {
      case 'ready':
        return;
      case 'loaded':
        isolates.get(message.isolate)?.loaded?.({ provides: message.provides });
        return;
      case 'unloadable':
        isolates.get(message.isolate)?.loaded?.({ error: message.error });
        isolates.delete(message.isolate);
        return;
      case 'gone':
        lose(message.isolate);
        return;
      case 'cleared':
        dying.delete(message.isolate);
        return;
      case 'stuck':
        stuck = message.isolate;
        void child.kill('What a plugin runs could not be stopped.');
        return;
      case 'memory':
        for (const { isolate, bytes } of message.isolates) {
          const known = isolates.get(isolate);
          if (known) known.memoryBytes = bytes;
        }
        return;
      default: {
        const attempt = byCall.get(message.call)?.attempts.get(message.call);
        if (attempt) {
          attempt.hear(message);
          return;
        }
        // A few are on their way when a call ends; who sends many has been taken over.
        strays += 1;
        if (strays > mostStrays) void child.kill('It says too much about calls that there are not.');
      }
    }
  }

  /** An isolate was stopped: whoever was to blame has been told before, the others of the plugin are lost. */
  function lose(id: number): void {
    const isolate = isolates.get(id);
    if (!isolate) return;
    isolates.delete(id);
    dying.set(id, isolate);
    const reason = 'Another call of the plugin was stopped.';
    isolate.owner.gone(reason, false);
    for (const attempt of isolate.attempts.values()) attempt.lose(reason, false);
  }

  function died(reason: string): void {
    const all = [...isolates];
    isolates.clear();
    ended();
    const guilty = new Set(toBlame(all));
    for (const isolate of guilty) isolate.owner.blamed(reason);
    for (const [, isolate] of all) {
      isolate.owner.gone(reason, true);
      isolate.lost(reason, guilty.has(isolate));
      for (const attempt of isolate.attempts.values()) attempt.lose(reason, guilty.has(isolate));
    }
  }

  /** What could not be stopped, else what was being stopped, else whatever was computing. */
  function toBlame(all: readonly (readonly [number, Isolate])[]): readonly Isolate[] {
    if (stuck !== undefined) return [...all, ...dying].flatMap(([id, isolate]) => (id === stuck ? [isolate] : []));
    return dying.size > 0 ? [...dying.values()] : all.map(([, isolate]) => isolate).filter(isComputing);
  }

  function placed(id: number, isolate: Isolate, provides: Provides): Placement {
    let sent: Settings | undefined;
    return {
      provides,
      get alive() {
        return isolates.get(id) === isolate;
      },
      get memoryBytes() {
        return isolate.memoryBytes;
      },
      start(call, limits) {
        lastCall += 1;
        const number = lastCall;
        const { config, texts } = call.context;
        const known = sent?.config === config && sent.texts === texts;
        const message = callMessage(number, id, call, limits, known ? undefined : { config, texts });
        sent = { config, texts };
        const attempt = startAttempt(child, number, call, limits, (reason) => {
          stuck = id;
          void child.kill(reason);
        });
        isolate.attempts.set(number, attempt);
        byCall.set(number, isolate);
        const release = child.hold();
        void attempt.outcome.finally(() => {
          release();
          isolate.attempts.delete(number);
          byCall.delete(number);
        });
        if (isolates.get(id) !== isolate) attempt.lose('Its isolate is gone.', false);
        else {
          try {
            child.send(message);
          } catch (error) {
            attempt.lose('It is too long to be sent.', true);
            throw error;
          }
        }
        return attempt;
      },
      unload() {
        if (!isolates.delete(id)) return;
        child.send({ type: 'unload', isolate: id });
        for (const attempt of isolate.attempts.values()) attempt.lose('The plugin was unloaded.', true);
      },
    };
  }

  return {
    get alive() {
      return child.alive;
    },
    get size() {
      return isolates.size;
    },
    async load(code, memoryMb, owner) {
      lastIsolate += 1;
      const id = lastIsolate;
      const { plugin, bundle, sourceMap } = code;
      const message = checked({ type: 'load', isolate: id, file: `${plugin}.js`, bundle, sourceMap, memoryMb });
      const { promise, resolve, reject } = Promise.withResolvers<Loaded>();
      const isolate: Isolate = {
        attempts: new Map(),
        owner,
        loaded: resolve,
        lost: (reason, guilty) => reject(new ProcessLost(code.plugin, reason, guilty)),
        memoryBytes: 0,
      };
      isolates.set(id, isolate);
      if (!child.alive) {
        isolates.delete(id);
        throw new ProcessLost(code.plugin, 'Its process has ended.', false);
      }
      child.send(message);
      const timer = setTimeout(() => {
        stuck = id;
        void child.kill('The code of a plugin could not be loaded in time.');
      }, loadMs);
      timer.unref();
      const release = child.hold();
      const result = await promise.finally(() => {
        clearTimeout(timer);
        release();
      });
      delete isolate.loaded;
      if ('error' in result) throw unloadable(code.plugin, result.error);
      return placed(id, isolate, result.provides);
    },
    kill: (reason) => child.kill(reason),
  };
}

/** It loads, or one of its calls does not wait for the server. */
function isComputing({ loaded, attempts }: Isolate): boolean {
  return loaded !== undefined || [...attempts.values()].some((attempt) => attempt.computing);
}

function callMessage(
  number: number,
  isolate: number,
  { entry, args, context }: Call,
  { cpuMs, deadlineMs, hostCalls, hostBytes }: PluginLimits,
  settings: Settings | undefined,
): ToChild {
  const { config: _, texts: __, actor, ...rest } = context;
  return checked({
    type: 'call',
    call: number,
    isolate,
    entry,
    args: [...args],
    context: { ...rest, actor: { ...actor, roles: [...actor.roles] } },
    ...(settings ? { settings: { ...settings } } : {}),
    ...{ cpuMs, deadlineMs, hostCalls, hostBytes },
  });
}

/** The child would end at what it does not know, and with it the calls of others. Throws ShapeError. */
function checked(message: JsonObject): ToChild {
  return toChildShape(message, '');
}

function unloadable(plugin: string, thrown: WireError): PluginError {
  return new PluginError('KILN_PLUGIN_FAILED', plugin, {
    detail: `The code of the plugin "${plugin}" does not run: ${thrown.stack ?? thrown.message}`,
    thrown,
  });
}
