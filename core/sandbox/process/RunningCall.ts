import type { ToChild } from '../protocol.ts';

/** What a call has used. */
export interface RunningCall {
  /** 0: the code is being loaded. */
  readonly id: number;
  readonly cpuBudget: number;
  /** performance.now() */
  readonly deadline: number;
  readonly mostHostCalls: number;
  readonly mostHostBytes: number;
  /** In the slices that have ended. */
  cpuMs: number;
  hostCalls: number;
  /** Both ways, as characters of JSON. */
  hostBytes: number;
  logLines: number;
  logCharacters: number;
  logsDropped: number;
  /** Timers, random numbers, and what it says after it has ended. */
  others: number;
  urls: number;
  ended: boolean;
  readonly timers: Map<number, NodeJS.Timeout>;
}

type Limits = Pick<Extract<ToChild, { type: 'call' }>, 'call' | 'cpuMs' | 'deadlineMs' | 'hostCalls' | 'hostBytes'>;

export function startCall({ call, cpuMs, deadlineMs, hostCalls, hostBytes }: Limits): RunningCall {
  return {
    id: call,
    cpuBudget: cpuMs,
    deadline: performance.now() + deadlineMs,
    mostHostCalls: hostCalls,
    mostHostBytes: hostBytes,
    cpuMs: 0,
    hostCalls: 0,
    hostBytes: 0,
    logLines: 0,
    logCharacters: 0,
    logsDropped: 0,
    others: 0,
    urls: 0,
    ended: false,
    timers: new Map(),
  };
}
