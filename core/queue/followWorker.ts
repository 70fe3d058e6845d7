import type { WorkerEvents } from 'graphile-worker';
import type { Reclaimer } from './reclaimJobs.ts';

/** A worker of graphile-worker, as far as it tells of itself. */
export interface FollowedWorker {
  /** Numbers of the jobs that it has: those that it does, and those that it has taken in advance. */
  readonly inHand: Set<string>;
  /** Names under which it has locked jobs, until they are disowned. */
  names(): string[];
  /** Lets go of the names. */
  disown(): void;
  /** Looks for jobs at once. */
  nudge(): void;
  /** Resolves when no job lies there that was taken in advance. */
  emptied(): Promise<void>;
}

export function followWorker(events: WorkerEvents, reclaimer: Reclaimer): FollowedWorker {
  const owned = new Map<string, () => void>();
  let nudge = () => undefined;
  events.on('pool:create', ({ workerPool }) => {
    owned.set(workerPool.id, reclaimer.own(workerPool.id));
    nudge = () => void workerPool.nudge(1);
  });

  let isHoarding = false;
  let onEmpty = () => undefined;
  events.on('localQueue:setMode', ({ newMode }) => {
    isHoarding = newMode === 'WAITING';
    if (!isHoarding) onEmpty();
  });

  const inHand = new Set<string>();
  events.on('localQueue:getJobs:complete', ({ jobs }) => {
    for (const { id } of jobs) inHand.add(id);
  });
  events.on('localQueue:returnJobs', ({ jobs }) => {
    for (const { id } of jobs) inHand.delete(id);
  });
  events.on('job:start', ({ job }) => inHand.add(job.id));
  events.on('job:complete', ({ job }) => inHand.delete(job.id));

  return {
    inHand,
    names: () => [...owned.keys()],
    disown() {
      for (const undo of owned.values()) undo();
      owned.clear();
    },
    nudge: () => nudge(),
    async emptied() {
      if (!isHoarding) return;
      await new Promise<void>((resolve) => {
        onEmpty = () => void resolve();
      });
    },
  };
}
