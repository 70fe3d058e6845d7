import type ivm from 'isolated-vm';
import { createOutboxReader, outboxBytes } from '../outbox.ts';
import type { Failure, FromChild, ToChild, ToGuest, WireError } from '../protocol.ts';
import { createSliceClock } from './createSliceClock.ts';
import { hearGuest } from './hearGuest.ts';
import { loadPlugin } from './loadPlugin.ts';
import { mapStack } from './mapStack.ts';
import type { ProcessUsage } from './ProcessUsage.ts';
import { placesOf, type SourcePlaces } from './placesOf.ts';
import { type RunningCall, startCall } from './RunningCall.ts';

/** Milliseconds that V8 gets to stop what runs, before the process has to go. */
const disposeMs = 300;
/** What the code may use while it is loaded. */
const loading = { call: 0, cpuMs: 500, deadlineMs: 5_000, hostCalls: 0, hostBytes: 0 };
/** Slices that the isolate has at hand, so that its thread goes on without waiting for this one. */
const atHand = 8;
/** V8 notices late that an isolate grows: this process may grow so many times its limit meanwhile. */
const memorySlack = 3;
const tooLarge = 'It needs more memory than it may have.';

export interface HostedIsolate {
  call(message: Extract<ToChild, { type: 'call' }>): void;
  answer(message: Extract<ToChild, { type: 'answer' }>): void;
  cancel(call: number): void;
  /** Stops what is over its limits. `now`: performance.now() */
  look(now: number, usage: ProcessUsage): void;
  /** Something runs or waits. */
  readonly busy: boolean;
  /** Bytes; undefined: nothing happened since it was asked last. */
  memory(): Promise<number | undefined>;
  unload(): void;
}

interface Owner {
  send(message: FromChild): void;
  /** A call is over. */
  ended(call: number): void;
  /** The isolate is being stopped. */
  gone(): void;
  /** Nothing of it runs any more. */
  cleared(): void;
  /** Of the watch's last look: what is measured by it costs a slice nothing. */
  usage(): ProcessUsage;
}

/** What enters the isolate at one go. All that it makes run is this call's. */
interface Slice {
  readonly call: RunningCall;
  readonly message: ToGuest;
}

/**
 * One isolate with the code of one plugin. What runs in it is on a thread of V8's: this process stays awake.
 *
 * Slices run one after the other, each when the one before has run all that it could, its promises too. So computing
 * time is one call's, and whoever spins is known.
 */
export function createIsolate(
  isolatedVm: typeof ivm,
  guest: string,
  message: Extract<ToChild, { type: 'load' }>,
  owner: Owner,
): HostedIsolate {
  const { isolate: id, file, memoryMb, sourceMap } = message;
  const calls = new Map<number, RunningCall>();
  /** Of the slices that have entered, and not ended. The first runs. */
  const entered: RunningCall[] = [];
  const slices: Slice[] = [];
  let enter: ((text: string) => Promise<unknown>) | undefined;
  let places: SourcePlaces | undefined;
  let over = false;
  let touched = true;

  const outbox = new SharedArrayBuffer(outboxBytes);
  const told = createOutboxReader(outbox);
  const isolate = new isolatedVm.Isolate({ memoryLimit: memoryMb, onCatastrophicError: catastrophe });
  const clock = createSliceClock(isolate, owner.usage);
  const loadingCall = startCall(loading);
  void load();

  async function load(): Promise<void> {
    try {
      begin(loadingCall);
      const plugin = await loadPlugin(isolatedVm, isolate, guest, message, hear, outbox);
      finish(loadingCall);
      if (over) return;
      if ('error' in plugin) return unloadable(plugin.error);
      enter = plugin.enter;
      owner.send({ type: 'loaded', isolate: id, provides: plugin.provides });
      next();
    } catch (error) {
      finish(loadingCall);
      if (!over) unloadable({ code: 'Error', message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Said aloud: the guest waits. What it has said before comes first. */
  function hear(text: unknown): string {
    return clock.outside(() => {
      read();
      return take(text);
    });
  }

  function read(): void {
    for (const text of told()) take(text);
  }

  function take(text: unknown): string {
    return hearGuest(text, calls, clock.running?.call, { ...owner, fail, end, put, stop });
  }

  function unloadable(error: WireError): void {
    over = true;
    if (!isolate.isDisposed) isolate.dispose();
    owner.send({ type: 'unloadable', isolate: id, error: placed(error) });
    owner.gone();
  }

  function begin(call: RunningCall): void {
    clock.begin(call);
    touched = true;
  }

  function finish(call: RunningCall): void {
    clock.finish(call);
    const [following] = entered;
    if (following) begin(following);
    else if (over) owner.cleared();
  }

  function next(): void {
    while (!over && enter && entered.length < atHand) {
      const slice = slices.shift();
      if (!slice) return;
      const { call } = slice;
      if (call.ended && slice.message.type !== 'end') continue;
      const text = JSON.stringify(slice.message);
      if (slice.message.type === 'answer') {
        call.hostBytes += text.length;
        if (call.hostBytes > call.mostHostBytes) {
          fail(call, 'hostBytes', `More than ${call.mostHostBytes} bytes cross, of its host calls and its result.`);
          continue;
        }
      }
      entered.push(call);
      if (entered.length === 1) begin(call);
      enter(text).then(
        () => left(call),
        (error: unknown) => left(call, error),
      );
    }
  }

  function left(call: RunningCall, error?: unknown): void {
    if (!over) clock.outside(read);
    entered.shift();
    finish(call);
    if (over) return;
    if (isolate.isDisposed) {
      stop(call, 'memory', tooLarge);
      return;
    }
    if (error !== undefined) stray(call, error);
    next();
  }

  /** Of a promise that nobody waits for. The call itself may go on. */
  function stray(call: RunningCall, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const line = `Unhandled: ${mapped(text)}`.slice(0, 10_000);
    owner.send({ type: 'log', call: call.id, body: { do: 'log', level: 'error', message: line } });
  }

  function put(call: RunningCall, message: ToGuest): void {
    slices.push({ call, message });
    next();
  }

  /** The call is over, by what `message` says; cleans up after it. */
  function end(call: RunningCall, outcome?: (usage: { cpuMs: number; logsDropped: number }) => FromChild): void {
    if (call.ended) return;
    call.ended = true;
    calls.delete(call.id);
    for (const timer of call.timers.values()) clearTimeout(timer);
    call.timers.clear();
    owner.ended(call.id);
    if (outcome) owner.send(outcome({ cpuMs: clock.used(call), logsDropped: call.logsDropped }));
  }

  /** Ends the call; the isolate goes on with others. */
  function fail(call: RunningCall, failure: Failure, error: string | WireError): void {
    const told = typeof error === 'string' ? { code: failure, message: error } : placed(error);
    end(call, (usage) => ({ type: 'failed', call: call.id, failure, error: told, ...usage }));
    if (failure !== 'threw') put(call, { type: 'end', call: call.id });
  }

  /** Ends the call and the isolate with it. */
  function stop(call: RunningCall, failure: Failure, text: string): void {
    if (over) return;
    over = true;
    const error: WireError = { code: failure, message: text };
    if (call.id === 0) owner.send({ type: 'unloadable', isolate: id, error });
    else end(call, (usage) => ({ type: 'failed', call: call.id, failure, error, ...usage }));
    for (const other of [...calls.values()]) end(other);
    if (!isolate.isDisposed) isolate.dispose();
    owner.gone();
    if (!clock.running) owner.cleared();
    setTimeout(() => clock.running && owner.send({ type: 'stuck', isolate: id }), disposeMs);
  }

  function catastrophe(): void {
    if (clock.running) stop(clock.running.call, 'memory', tooLarge);
    owner.send({ type: 'stuck', isolate: id });
  }

  function placed(error: WireError): WireError {
    return error.stack === undefined ? error : { ...error, stack: mapped(error.stack) };
  }

  function mapped(stack: string): string {
    places ??= placesOf(sourceMap);
    return mapStack(stack, file, places);
  }

  return {
    get busy() {
      return calls.size > 0 || clock.running !== undefined || slices.length > 0;
    },
    call(message) {
      if (over) return;
      const call = startCall(message);
      calls.set(call.id, call);
      const { entry, args, context, settings } = message;
      put(call, { type: 'call', call: call.id, entry, args, context, ...(settings ? { settings } : {}) });
    },
    answer(message) {
      const call = calls.get(message.call);
      if (call) put(call, message);
    },
    cancel(number) {
      const call = calls.get(number);
      if (!call) return;
      end(call);
      put(call, { type: 'end', call: number });
    },
    look(now, usage) {
      if (over) return;
      const { running } = clock;
      if (running) {
        const { call } = running;
        if (clock.used(call) > call.cpuBudget) {
          return stop(call, 'cpu', `It computes for more than ${call.cpuBudget} ms.`);
        }
        if (now > call.deadline) return stop(call, 'deadline', 'It takes too long.');
        if (usage.rss - running.usage.rss > memorySlack * memoryMb * 1024 * 1024) {
          return stop(call, 'memory', tooLarge);
        }
      }
      for (const call of calls.values()) {
        if (now > call.deadline && running?.call !== call) fail(call, 'deadline', 'It takes too long.');
      }
    },
    async memory() {
      if (!touched || over || clock.running) return undefined;
      touched = false;
      const heap = await isolate.getHeapStatistics().catch(() => undefined);
      if (!clock.running) clock.skip();
      return heap && heap.total_physical_size + heap.externally_allocated_size;
    },
    unload() {
      if (over) return;
      over = true;
      for (const call of [...calls.values()]) end(call);
      if (!isolate.isDisposed) isolate.dispose();
    },
  };
}
