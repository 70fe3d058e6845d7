import type ivm from 'isolated-vm';
import type { FromChild, ToChild } from '../protocol.ts';
import { createIsolate, type HostedIsolate } from './createIsolate.ts';
import { processUsage } from './ProcessUsage.ts';

/** Milliseconds between two looks at what runs. */
const watchMs = 5;
/** Milliseconds that the watch goes on after the last call: beginning it costs more than a few looks. */
const idleMs = 1_000;
/** Milliseconds between two reports of memory. */
const memoryMs = 2_000;

export type Send = (message: FromChild) => void;

/** The isolates of one process, and the watch over them. */
export interface Host {
  receive(message: ToChild): void;
}

export function createHost(isolatedVm: typeof ivm, send: Send): Host {
  const isolates = new Map<number, HostedIsolate>();
  const places = new Map<number, HostedIsolate>();
  let guest = '';
  let watch: NodeJS.Timeout | undefined;
  let usage = processUsage();
  let lastBusy = 0;

  function look(): void {
    const now = performance.now();
    usage = processUsage();
    for (const isolate of isolates.values()) {
      isolate.look(now, usage);
      if (isolate.busy) lastBusy = now;
    }
    if (now - lastBusy < idleMs) return;
    clearInterval(watch);
    watch = undefined;
  }

  function startWatch(): void {
    if (watch) return;
    usage = processUsage();
    lastBusy = performance.now();
    watch = setInterval(look, watchMs);
  }

  function load(message: Extract<ToChild, { type: 'load' }>): void {
    startWatch();
    const isolate = createIsolate(isolatedVm, guest, message, {
      send,
      ended: (call) => places.delete(call),
      gone: () => {
        isolates.delete(message.isolate);
        send({ type: 'gone', isolate: message.isolate });
      },
      cleared: () => send({ type: 'cleared', isolate: message.isolate }),
      usage: () => usage,
    });
    isolates.set(message.isolate, isolate);
  }

  async function report(): Promise<void> {
    const sizes = [];
    for (const [id, isolate] of isolates) {
      const bytes = await isolate.memory();
      if (bytes !== undefined) sizes.push({ isolate: id, bytes });
    }
    send({ type: 'memory', isolates: sizes, rss: process.memoryUsage.rss() });
  }
  setInterval(() => void report(), memoryMs).unref();

  return {
    receive(message) {
      switch (message.type) {
        case 'start':
          guest = message.guest;
          return;
        case 'load':
          return load(message);
        case 'unload':
          isolates.get(message.isolate)?.unload();
          isolates.delete(message.isolate);
          return;
        case 'call': {
          const isolate = isolates.get(message.isolate);
          // It has gone while the call was on its way, which the server learns from `gone`.
          if (!isolate) return;
          places.set(message.call, isolate);
          startWatch();
          isolate.call(message);
          return;
        }
        case 'answer':
          places.get(message.call)?.answer(message);
          return;
        case 'cancel':
          places.get(message.call)?.cancel(message.call);
          return;
      }
    },
  };
}
