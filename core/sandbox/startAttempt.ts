import { KilnError } from '../errors/KilnError.ts';
import { toProblem } from '../errors/toProblem.ts';
import { isObject, type Json } from '../lib/json.ts';
import type { PluginLimits } from '../model/pluginTypes.ts';
import {
  changes,
  type Failure,
  type FromChild,
  type HostCall,
  mostLogLines,
  type Refusal,
  type WireError,
} from './protocol.ts';
import type { Call } from './Sandbox.ts';
import type { Child } from './startChild.ts';

/** Bytes of a problem document that a plugin gets to see. */
const largestProblem = 100_000;
/** Milliseconds beyond the deadline after which the child itself is not well. */
const graceMs = 3_000;

/** How an attempt to run a call ended. */
export type Outcome =
  | { readonly kind: 'done'; readonly value: Json }
  /** `index`: which record of a batch. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly index?: number }
  /** `cause`: the error of the host call that it let through. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly error: WireError; readonly cause?: unknown }
  /** Its isolate or process is gone, through others. `repeatable`: it has changed nothing. */
  | { readonly kind: 'lost'; readonly reason: string; readonly repeatable: boolean }
  | { readonly kind: 'aborted' };

/** One call on its way through an isolate. */
export interface Attempt {
  readonly outcome: Promise<Outcome>;
  hear(message: Extract<FromChild, { type: 'host' | 'log' | 'done' | 'refused' | 'failed' }>): void;
  /** Its isolate is gone; `guilty`: because of it. */
  lose(reason: string, guilty: boolean): void;
  /** It is the plugin's turn, not the server's. */
  readonly computing: boolean;
  readonly cpuMs: number;
  readonly hostCalls: number;
  readonly logsDropped: number;
}

/**
 * Follows one call: answers its host calls and waits for its end. The outcome comes only when every host call has come
 * back, so nothing of it is under way any more when a transaction is ended.
 */
export function startAttempt(
  child: Child,
  number: number,
  call: Call,
  limits: PluginLimits,
  stuck: (reason: string) => void,
): Attempt {
  const { promise: outcome, resolve } = Promise.withResolvers<Outcome>();
  const stop = new AbortController();
  const underWay = new Set<Promise<void>>();
  const errors = new Map<number, unknown>();
  let ended = false;
  let wrote = false;
  let hostCalls = 0;
  let lines = 0;
  let cpuMs = 0;
  let logsDropped = 0;

  const watchdog = setTimeout(
    () => stuck('It did not stop a call that is over its time.'),
    limits.deadlineMs + graceMs,
  );
  watchdog.unref();
  const abort = () => {
    child.send({ type: 'cancel', call: number });
    end({ kind: 'aborted' });
  };
  call.signal?.addEventListener('abort', abort, { once: true });

  function end(how: Outcome): void {
    if (ended) return;
    ended = true;
    clearTimeout(watchdog);
    call.signal?.removeEventListener('abort', abort);
    if (how.kind !== 'done') stop.abort(new Error('The call of the plugin has ended.'));
    void Promise.allSettled(underWay).then(() => resolve(how));
  }

  function fail(failure: Failure, text: string): void {
    child.send({ type: 'cancel', call: number });
    end({ kind: 'failed', failure, error: { code: failure, message: text } });
  }

  async function answer(id: number, asked: HostCall): Promise<void> {
    try {
      const value = await call.host(asked, stop.signal);
      if (!ended) child.send({ type: 'answer', call: number, id, value });
    } catch (error) {
      errors.set(id, error);
      if (!ended) child.send({ type: 'answer', call: number, id, error: wireError(error) });
    }
  }

  function ask(id: number, asked: HostCall): void {
    hostCalls += 1;
    // The child counts, too; this counts where the child cannot be trusted.
    if (hostCalls > limits.hostCalls) {
      fail('hostCalls', `It makes more than ${limits.hostCalls} host calls.`);
      return;
    }
    wrote ||= changes(asked);
    const work = answer(id, asked).finally(() => underWay.delete(work));
    underWay.add(work);
  }

  return {
    outcome,
    get computing() {
      return !ended && underWay.size === 0;
    },
    get cpuMs() {
      return cpuMs;
    },
    get hostCalls() {
      return hostCalls;
    },
    get logsDropped() {
      return logsDropped;
    },
    hear(message) {
      if (ended) return;
      switch (message.type) {
        case 'host':
          return ask(message.id, message.body);
        case 'log':
          lines += 1;
          if (lines > mostLogLines) return;
          // What becomes of it is no business of the call.
          void call.host(message.body, stop.signal).catch(() => undefined);
          return;
        case 'done':
          ({ cpuMs, logsDropped } = message);
          return end({ kind: 'done', value: message.value });
        case 'refused':
          ({ cpuMs, logsDropped } = message);
          return end({
            kind: 'refused',
            refusal: message.refusal,
            ...(message.index === undefined ? {} : { index: message.index }),
          });
        case 'failed': {
          ({ cpuMs, logsDropped } = message);
          const from = message.error.data?.hostCall;
          const cause = typeof from === 'number' ? errors.get(from) : undefined;
          return end({ kind: 'failed', failure: message.failure, error: message.error, ...(cause ? { cause } : {}) });
        }
      }
    },
    lose(reason, guilty) {
      end({ kind: 'lost', reason, repeatable: !wrote && !guilty });
    },
  };
}

/** What the plugin gets to see of an error: as much as a client of the API. */
function wireError(error: unknown): WireError {
  const { type: _, title: __, ...problem } = toProblem(error);
  const message = error instanceof KilnError ? error.message : 'Something went wrong on the server.';
  const text = JSON.stringify(problem);
  const data: Json = text.length > largestProblem ? { code: problem.code, status: problem.status } : JSON.parse(text);
  return { code: problem.code, message: message.slice(0, 10_000), ...(isObject(data) ? { data } : {}) };
}
