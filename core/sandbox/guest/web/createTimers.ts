import type { RunningCall } from '../RunningCall.ts';

/** Timers of the call whose turn it is: what is not due when it ends never runs. */
export function createTimers(current: () => RunningCall | undefined): Readonly<Record<string, unknown>> {
  function callOf(name: string): RunningCall {
    const call = current();
    if (!call) throw new Error(`${name} works only within a call.`);
    return call;
  }

  function setTimeout(f: unknown, ms: unknown = 0, ...args: readonly unknown[]): number {
    if (typeof f !== 'function') throw new TypeError('setTimeout takes a function.');
    return callOf('setTimeout').setTimer(() => Reflect.apply(f, undefined, args), milliseconds(ms));
  }

  function setInterval(f: unknown, ms: unknown = 0, ...args: readonly unknown[]): number {
    if (typeof f !== 'function') throw new TypeError('setInterval takes a function.');
    const call = callOf('setInterval');
    const run = () => {
      call.repeatTimer(id, run, milliseconds(ms));
      Reflect.apply(f, undefined, args);
    };
    const id = call.setTimer(run, milliseconds(ms));
    return id;
  }

  const clear = (id: unknown) => {
    if (typeof id === 'number') current()?.clearTimer(id);
  };

  return {
    setTimeout,
    setInterval,
    clearTimeout: function clearTimeout(id: unknown) {
      clear(id);
    },
    clearInterval: function clearInterval(id: unknown) {
      clear(id);
    },
    queueMicrotask: function queueMicrotask(f: unknown) {
      if (typeof f !== 'function') throw new TypeError('queueMicrotask takes a function.');
      // What it throws is told as an unhandled rejection, as elsewhere it would be an uncaught error.
      Promise.resolve().then(() => Reflect.apply(f, undefined, []));
    },
  };
}

function milliseconds(ms: unknown): number {
  const number = Math.trunc(Number(ms));
  return number >= 1 && number <= 2_147_483_647 ? number : 0;
}
