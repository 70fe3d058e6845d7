import type { PluginDefinition } from 'kiln:sdk';
import type { Json } from '../../lib/json.ts';
import { type GuestMessage, type ToGuest, toGuestShape } from '../protocol.ts';
import { cel } from './cel.ts';
import { createCtx, type GuestSettings } from './createCtx.ts';
import { describePlugin } from './describePlugin.ts';
import { frozen } from './frozen.ts';
import { HostError } from './HostError.ts';
import { Refusal, refuse } from './Refusal.ts';
import { RefusedRecord } from './RefusedRecord.ts';
import type { RunningCall } from './RunningCall.ts';
import { runEntry } from './runEntry.ts';
import { toWireError } from './toWireError.ts';

/** Says something to the process around, which answers with text: of `random` and `url` the result, else ''. */
export type Post = (message: GuestMessage) => string;

interface CallState extends RunningCall {
  readonly answers: Map<number, { resolve(value: Json): void; reject(error: Error): void }>;
  readonly timers: Map<number, () => void>;
}

export interface Guest {
  /** Takes one message of the process around; `code`: of `load`. Answers text: of `load` JSON, else ''. */
  enter(text: string, code?: PluginFunction): string;
  /** The call whose turn it is. */
  readonly current: () => RunningCall | undefined;
}

/** The bundle as a function, as modules of Node are. */
type PluginFunction = (exports: object, require: (name: string) => unknown, module: { exports: object }) => void;

/** What runs inside of an isolate around the code of its plugin. */
export function createGuest(post: Post): Guest {
  const calls = new Map<number, CallState>();
  const sdk = Object.freeze({ definePlugin: (plugin: PluginDefinition) => plugin, refuse, Refusal, HostError, cel });
  let plugin: PluginDefinition = {};
  let settings: GuestSettings = { config: {}, texts: {} };
  let current: CallState | undefined;

  function load(code: PluginFunction): string {
    try {
      plugin = pluginOf(code, sdk);
      return JSON.stringify({ provides: describePlugin(plugin) });
    } catch (error) {
      return JSON.stringify({ error: toWireError(error) });
    }
  }

  function start(message: Extract<ToGuest, { type: 'call' }>): void {
    const call = createCall(message.call);
    calls.set(call.id, call);
    current = call;
    if (message.settings) {
      settings = { config: frozen(message.settings.config), texts: message.settings.texts };
    }
    const ctx = createCtx(call, message.context, settings);
    runEntry(plugin, message.entry, ctx, message.args).then(
      (value) => finish({ type: 'done', call: call.id, value }),
      (error) => finish(outcomeOf(call.id, error)),
    );
  }

  function finish(message: Extract<GuestMessage, { type: 'done' | 'refused' | 'failed' }>): void {
    calls.delete(message.call);
    post(message);
  }

  function createCall(id: number): CallState {
    const answers: CallState['answers'] = new Map();
    const timers: CallState['timers'] = new Map();
    let last = 0;
    return {
      id,
      answers,
      timers,
      ask(body) {
        last += 1;
        const number = last;
        return new Promise((resolve, reject) => {
          answers.set(number, { resolve, reject });
          post({ type: 'host', call: id, id: number, body });
        });
      },
      log: (body) => void post({ type: 'log', call: id, body }),
      setTimer(f, ms) {
        last += 1;
        timers.set(last, f);
        post({ type: 'timer', call: id, id: last, ms });
        return last;
      },
      repeatTimer(timer, f, ms) {
        timers.set(timer, f);
        post({ type: 'timer', call: id, id: timer, ms });
      },
      clearTimer(timer) {
        if (timers.delete(timer)) post({ type: 'clear', call: id, id: timer });
      },
    };
  }

  function answer({ call: id, id: number, value, error }: Extract<ToGuest, { type: 'answer' }>): void {
    const call = calls.get(id);
    const asked = call?.answers.get(number);
    if (!call || !asked) return;
    call.answers.delete(number);
    current = call;
    if (error) asked.reject(new HostError(error, number));
    else asked.resolve(value ?? null);
  }

  function timer({ call: id, id: number }: Extract<ToGuest, { type: 'timer' }>): void {
    const call = calls.get(id);
    const f = call?.timers.get(number);
    if (!call || !f) return;
    call.timers.delete(number);
    current = call;
    f();
  }

  return {
    current: () => current,
    enter(text, code) {
      const message = toGuestShape(JSON.parse(text), '');
      switch (message.type) {
        case 'load':
          return code ? load(code) : '';
        case 'call':
          start(message);
          return '';
        case 'answer':
          answer(message);
          return '';
        case 'timer':
          timer(message);
          return '';
        case 'end':
          calls.delete(message.call);
          if (current?.id === message.call) current = undefined;
          return '';
      }
    },
  };
}

function pluginOf(code: PluginFunction, sdk: object): PluginDefinition {
  const module: { exports: { default?: unknown } } = { exports: {} };
  const require = (name: string) => {
    if (name !== 'kiln:sdk') throw new Error(`"${name}" is not there in the sandbox.`);
    return sdk;
  };
  code(module.exports, require, module);
  const plugin = module.exports.default;
  if (!isPlugin(plugin)) {
    throw new TypeError('The plugin has no default export that was made by definePlugin({…}).');
  }
  return plugin;
}

function isPlugin(value: unknown): value is PluginDefinition {
  return typeof value === 'object' && value !== null;
}

function outcomeOf(call: number, error: unknown): Extract<GuestMessage, { type: 'refused' | 'failed' }> {
  const one = RefusedRecord.read(error);
  const refusal = Refusal.read(one ? one.refusal : error);
  if (!refusal) return { type: 'failed', call, error: toWireError(error) };
  return { type: 'refused', call, refusal, ...(one ? { index: one.index } : {}) };
}
