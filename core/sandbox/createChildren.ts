import type { Logger } from 'pino';
import { buildGuest } from './buildGuest.ts';
import type { ChildCommand } from './childCommand.ts';
import type { SandboxState } from './Sandbox.ts';
import { type Child, startChild } from './startChild.ts';

/** Milliseconds before a child follows several that died soon; doubled for each, at most `longestPause`. */
const firstPause = 200;
const longestPause = 30_000;
/** Children that may die within `soonMs` before there is a pause. */
const deathsWithoutPause = 2;
const soonMs = 60_000;
/** How long a new spare waits, so that whoever needed the last one has the processor first. */
const spareAfterMs = 50;

/** The processes: one that waits to be needed, and those that were taken. */
export interface Children {
  /** One that runs and is nobody else's. Throws Error when none can be started. */
  take(): Promise<Child>;
  /** Tries to have one that waits; `state` says whether it worked. */
  warm(): Promise<void>;
  /** Ends one that was taken. */
  end(child: Child): Promise<void>;
  readonly state: SandboxState;
  readonly running: number;
  readonly spare: number;
  readonly deaths: number;
  readonly rssBytes: number;
  /** Counts one that died by itself. */
  died(child: Child): void;
  close(): Promise<void>;
}

export function createChildren(log: Logger, command: () => Promise<ChildCommand>): Children {
  const taken = new Set<Child>();
  let parts: Promise<readonly [ChildCommand, string]> | undefined;
  let spare: Promise<Child> | undefined;
  let spareChild: Child | undefined;
  let spareTimer: NodeJS.Timeout | undefined;
  let state: SandboxState = { ready: true };
  let deaths = 0;
  let recent: number[] = [];
  let toldNetwork = false;
  let closed = false;

  async function start(): Promise<Child> {
    await pause();
    if (closed) throw new Error('The sandbox is closed.');
    try {
      parts ??= Promise.all([command(), buildGuest()]);
      const [how, guest] = await parts;
      const child = await startChild(how, guest);
      if (closed) {
        await child.kill('The sandbox is closed.');
        throw new Error('The sandbox is closed.');
      }
      const network = how.network ?? 'reachable';
      tellNetwork(network);
      state = { ready: true, network };
      return child;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      parts = undefined;
      if (!closed) {
        log.error({ reason }, 'The sandbox cannot be started');
        noteDeath();
      }
      state = { ready: false, reason };
      throw error;
    }
  }

  function tellNetwork(network: 'none' | 'reachable'): void {
    if (network === 'none' || toldNetwork) return;
    toldNetwork = true;
    log.warn('The processes of plugins keep the network: it cannot be taken from them here (unshare)');
  }

  function noteDeath(): void {
    const now = Date.now();
    recent = [...recent.filter((at) => now - at < soonMs), now];
  }

  async function pause(): Promise<void> {
    const now = Date.now();
    const times = recent.filter((at) => now - at < soonMs).length - deathsWithoutPause;
    if (times <= 0) return;
    const last = recent.at(-1) ?? now;
    const ms = Math.min(longestPause, firstPause * 2 ** (times - 1)) - (now - last);
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  }

  /** Resolves when there is one, or it is clear that there is none: that is in the log and the state. */
  async function makeSpare(): Promise<void> {
    if (closed || spare) return;
    const starting = start();
    spare = starting;
    const forget = () => {
      if (spare !== starting) return;
      spare = undefined;
      spareChild = undefined;
    };
    try {
      const child = await starting;
      if (spare !== starting) return;
      spareChild = child;
      child.attach({ hear: () => undefined, gone: forget });
    } catch {
      forget();
    }
  }

  function makeSpareSoon(): void {
    spareTimer ??= setTimeout(() => {
      spareTimer = undefined;
      void makeSpare();
    }, spareAfterMs);
    spareTimer.unref();
  }

  return {
    get state() {
      return state;
    },
    get running() {
      return taken.size;
    },
    get spare() {
      return spareChild ? 1 : 0;
    },
    get deaths() {
      return deaths;
    },
    get rssBytes() {
      return [...taken, ...(spareChild ? [spareChild] : [])].reduce((sum, child) => sum + child.rss, 0);
    },
    async take() {
      const waiting = spare;
      spare = undefined;
      spareChild = undefined;
      const warm = await waiting?.catch(() => undefined);
      const child = warm?.alive ? warm : await start();
      taken.add(child);
      makeSpareSoon();
      return child;
    },
    warm: makeSpare,
    async end(child) {
      taken.delete(child);
      await child.kill('It is not needed any more.');
    },
    died(child) {
      // Whoever was ended did not die by itself.
      if (!taken.delete(child)) return;
      deaths += 1;
      noteDeath();
    },
    async close() {
      closed = true;
      clearTimeout(spareTimer);
      const waiting = await spare?.catch(() => undefined);
      await Promise.all([...taken, ...(waiting ? [waiting] : [])].map((child) => child.kill('The sandbox is closed.')));
    },
  };
}
