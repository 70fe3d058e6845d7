import type ivm from 'isolated-vm';
import { type ProcessUsage, processCpu } from './ProcessUsage.ts';
import type { RunningCall } from './RunningCall.ts';

/** What the calls of an isolate compute. Slices run one after the other, so its time is that of one call. */
export interface SliceClock {
  /** The slice that runs. */
  readonly running: RunningSlice | undefined;
  begin(call: RunningCall): void;
  /** Adds to the call what the slice that runs has used. */
  finish(call: RunningCall): void;
  /** Milliseconds that the call has used until now, in all of its slices. */
  used(call: RunningCall): number;
  /** Runs what is done on this thread for the guest: it is time of the slice like its own. */
  outside<T>(work: () => T): T;
  /** What the isolate has computed between slices is not the next one's. */
  skip(): void;
}

interface RunningSlice {
  readonly call: RunningCall;
  /** Of the last look before it began. */
  readonly usage: ProcessUsage;
}

/** `usage`: of the watch's last look; what is measured by it costs a slice nothing. */
export function createSliceClock(isolate: ivm.Isolate, usage: () => ProcessUsage): SliceClock {
  let running: (RunningSlice & { readonly cpu: number; outsideMs: number }) | undefined;
  let lastCpu = 0;

  /** Milliseconds; of an isolate that is gone, what was known last. */
  function isolateCpu(): number {
    if (!isolate.isDisposed) lastCpu = Number(isolate.cpuTime) / 1e6;
    return lastCpu;
  }

  /**
   * Under load these clocks count time that others had: never more than all used. A slice that no look has seen is too
   * short for that to matter.
   */
  function used(call: RunningCall): number {
    if (running?.call !== call) return call.cpuMs;
    const own = isolateCpu() - running.cpu + running.outsideMs;
    const seen = running.usage !== usage();
    return call.cpuMs + (seen ? Math.min(own, processCpu() - running.usage.cpuMs) : own);
  }

  return {
    get running() {
      return running;
    },
    begin(call) {
      running = { call, cpu: lastCpu, outsideMs: 0, usage: usage() };
    },
    finish(call) {
      call.cpuMs = used(call);
      running = undefined;
    },
    used,
    outside(work) {
      const slice = running;
      const began = performance.now();
      const result = work();
      if (slice) slice.outsideMs += performance.now() - began;
      return result;
    },
    skip: () => void isolateCpu(),
  };
}
