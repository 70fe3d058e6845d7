import type { Logger } from 'pino';
import type { Json } from '../lib/json.ts';
import type { PluginLimits } from '../model/pluginTypes.ts';
import { createBreaker } from './createBreaker.ts';
import { createGate } from './createGate.ts';
import type { House } from './createHouse.ts';
import { createLatencies, type Latencies } from './createLatencies.ts';
import type { Placement } from './createProcess.ts';
import { PluginError } from './PluginError.ts';
import type { Call, PluginCode, PluginStats } from './Sandbox.ts';
import { batchSize, settleCall } from './settleCall.ts';
import type { Outcome } from './startAttempt.ts';

/** Records of a batch that add to the time of one call; host calls grow with all of them. */
const mostTimes = 10;

interface TenantOptions {
  readonly house: House;
  readonly code: PluginCode;
  readonly limits: PluginLimits;
  readonly isolation: 'shared' | 'own';
  readonly log: Logger;
  /** Of the version before. */
  readonly counts: Counts | undefined;
}

/** What is counted over all versions of a plugin. */
interface Counts {
  calls: number;
  errors: number;
  cpuMs: number;
  hostCalls: number;
  logsDropped: number;
  restarts: number;
  readonly latencies: Latencies;
}

/** One version of a plugin that is loaded. */
export interface Tenant {
  readonly counts: Counts;
  call(call: Call): Promise<Json>;
  stats(): PluginStats;
  reset(): void;
  /** Resolves when its calls have ended and its isolate is gone. */
  leave(): Promise<void>;
}

/** Loads the code. @throws PluginError */
export async function createTenant(options: TenantOptions): Promise<Tenant> {
  const { house, code, limits, log } = options;
  const { plugin } = code;
  const counts = options.counts ?? newCounts();
  const breaker = createBreaker(() => performance.now());
  const gate = createGate(limits.concurrency);
  let { isolation } = options;
  let placement: Promise<Placement> | undefined;
  let current: Placement | undefined;
  let left = false;

  await place();

  function place(): Promise<Placement> {
    if (placement) return placement;
    const placing = house.place(code, limits.memoryMb, isolation, { gone: () => gone(placing), blamed });
    placement = placing;
    placing.then(
      (placed) => {
        if (placement === placing) current = placed;
        if (left) placed.unload();
      },
      () => {
        if (placement === placing) placement = undefined;
      },
    );
    return placing;
  }

  function gone(gonePlacement: Promise<Placement>): void {
    if (placement !== gonePlacement) return;
    const wasLoaded = current !== undefined;
    placement = undefined;
    current = undefined;
    if (left) return;
    counts.restarts += 1;
    // Code that dies while it is loaded is not loaded again by itself.
    if (wasLoaded)
      place().catch((error: unknown) => log.warn({ plugin, err: error }, 'A plugin cannot be loaded again'));
  }

  function blamed(reason: string): void {
    if (isolation === 'own') return;
    isolation = 'own';
    log.warn({ plugin, reason }, 'A plugin gets a process of its own: the one that it shared has died');
  }

  async function run(call: Call, merged: PluginLimits): Promise<Outcome> {
    for (let attempts = 1; ; attempts += 1) {
      const attempt = (await place()).start(call, merged);
      const outcome = await attempt.outcome;
      counts.cpuMs += attempt.cpuMs;
      counts.hostCalls += attempt.hostCalls;
      counts.logsDropped += attempt.logsDropped;
      if (outcome.kind !== 'lost' || !outcome.repeatable || attempts > 1) return outcome;
    }
  }

  return {
    counts,
    async call(call) {
      call.signal?.throwIfAborted();
      const merged = scaled({ ...limits, ...call.limits }, batchSize(call));
      if (!breaker.enter()) {
        const { retryMs, reason } = breaker.state;
        throw new PluginError('KILN_PLUGIN_UNAVAILABLE', plugin, {
          detail: `The plugin "${plugin}" is switched off for a while because it kept failing: ${reason ?? ''}`,
          entry: call.entry,
          retryAfter: Math.max(1, Math.ceil(retryMs / 1_000)),
        });
      }
      const leave = left && !call.nested ? undefined : await gate.enter(call.nested ? 'now' : merged.deadlineMs);
      if (!leave) {
        breaker.left();
        throw new PluginError('KILN_PLUGIN_BUSY', plugin, {
          detail: `The plugin "${plugin}" has too much to do.`,
          entry: call.entry,
          retryAfter: 1,
        });
      }
      const began = performance.now();
      counts.calls += 1;
      try {
        const outcome = await run(call, merged).catch((error: unknown) => {
          // It was not even begun: without a process, or as a call that cannot be told.
          if (error instanceof PluginError) breaker.failed(1, error.message);
          else breaker.left();
          throw error;
        });
        return settleCall(call, outcome, breaker);
      } catch (error) {
        if (error instanceof PluginError) counts.errors += 1;
        throw error;
      } finally {
        counts.latencies.add(performance.now() - began);
        leave();
      }
    },
    stats: () => ({
      plugin,
      version: code.version,
      isolation,
      calls: counts.calls,
      errors: counts.errors,
      running: gate.running,
      queued: gate.queued,
      cpuMs: counts.cpuMs,
      p50: counts.latencies.quantile(0.5),
      p95: counts.latencies.quantile(0.95),
      memoryBytes: current?.memoryBytes ?? 0,
      hostCalls: counts.hostCalls,
      logsDropped: counts.logsDropped,
      restarts: counts.restarts,
      breaker: breaker.state,
    }),
    reset: () => breaker.reset(),
    async leave() {
      await gate.idle();
      left = true;
      (await placement?.catch(() => undefined))?.unload();
    },
  };
}

function newCounts(): Counts {
  return { calls: 0, errors: 0, cpuMs: 0, hostCalls: 0, logsDropped: 0, restarts: 0, latencies: createLatencies() };
}

function scaled(limits: PluginLimits, records: number): PluginLimits {
  const times = Math.min(Math.max(records, 1), mostTimes);
  const each = Math.max(records, 1);
  return {
    ...limits,
    cpuMs: limits.cpuMs * times,
    deadlineMs: limits.deadlineMs * times,
    hostCalls: limits.hostCalls * each,
    hostBytes: limits.hostBytes * times,
  };
}
