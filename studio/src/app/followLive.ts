import type { Query, QueryClient } from '@tanstack/react-query';
import type { Job } from '../../../core/online/Job.ts';
import { ApiError } from '../api/ApiError.ts';
import { withJobChange } from '../api/jobs.ts';
import {
  approvalKeys,
  changeSetKeys,
  figureKeys,
  jobKeys,
  modelKeys,
  notificationKeys,
  parkingKeys,
  pluginKeys,
  recordKeys,
  runKeys,
  toldKey,
} from '../api/keys.ts';
import { connectLive } from '../api/live.ts';
import { fetchMe } from '../api/me.ts';
import type { RunState } from '../api/runs.ts';
import { createPresence, type Presence } from '../store/createPresence.ts';
import { createRefresher } from './createRefresher.ts';
import { readAgain } from './readAgain.ts';

interface FollowedLive {
  readonly presence: Presence;
  readonly close: () => void;
}

/** Counting millions takes longer than reading a page of them. */
const countsRestMs = 1000;
const figuresRestMs = 3000;
/** Workflows run hundreds of times a second. */
const runsRestMs = 1000;
const runsKept = 2000;
/** Notifications that came in one breath, at most. */
const told = 100;

/** What is read before the connection is there, and may have changed in between. */
const toldLive = [recordKeys.all, approvalKeys.all, notificationKeys.all, runKeys.all];

/** Keeps what was asked of the server in step with its events. */
export function followLive(cache: QueryClient): FollowedLive {
  const presence = createPresence();
  const refreshAll = (isCount: boolean) => (entity: string) => {
    const predicate = ({ queryKey }: Query) => recordKeys.isCount(queryKey) === isCount;
    readAgain(cache, { queryKey: recordKeys.entity(entity), predicate });
  };
  const refresher = createRefresher(refreshAll(false));
  const counts = createRefresher(refreshAll(true), countsRestMs);
  // Sums over many records cost more than a page of them.
  const figures = createRefresher(
    (entity) => cache.invalidateQueries({ queryKey: figureKeys.entity(entity) }, { cancelRefetch: false }),
    figuresRestMs,
  );
  const runs = createRefresher((id) => readAgain(cache, { queryKey: runKeys.one(id) }, { isPatient: true }));
  const changedRuns = new Map<string, RunState>();
  const runLists = createRefresher(() => {
    cache.setQueryData<ReadonlyMap<string, RunState>>(runKeys.changed, (known) => {
      const all = [...(known ?? []), ...changedRuns];
      changedRuns.clear();
      return new Map(all.slice(-runsKept));
    });
    const isNewest = ({ queryKey }: Query) => runKeys.isNewest(queryKey);
    readAgain(cache, { queryKey: runKeys.lists, predicate: isNewest }, { isPatient: true });
  }, runsRestMs);
  let hangUp = () => {};
  const disconnect = connectLive({
    recordChanged(entity) {
      refresher.changed(entity);
      counts.changed(entity);
      figures.changed(entity);
    },
    modelChanged() {
      for (const { all } of [modelKeys, changeSetKeys, parkingKeys, pluginKeys])
        cache.invalidateQueries({ queryKey: all });
    },
    pluginLogged(plugins) {
      for (const id of plugins) cache.invalidateQueries({ queryKey: pluginKeys.logsOf(id) }, { cancelRefetch: false });
    },
    runChanged(id, state) {
      // The last of them is what counts.
      changedRuns.delete(id);
      changedRuns.set(id, state);
      runs.changed(id);
      runLists.changed('');
    },
    notified(unread, id) {
      if (id !== undefined)
        cache.setQueryData<readonly string[]>(toldKey, (known) => [...(known ?? []), id].slice(-told));
      if (unread !== undefined) cache.setQueryData(notificationKeys.unread, unread);
      const isList = ({ queryKey }: Query) => unread === undefined || queryKey[1] !== notificationKeys.unread[1];
      readAgain(cache, { queryKey: notificationKeys.all, predicate: isList });
    },
    approvalChanged: () => readAgain(cache, { queryKey: approvalKeys.all }),
    jobChanged(change) {
      const jobs = withJobChange(cache.getQueryData<readonly Job[]>(jobKeys.all), change);
      if (jobs) cache.setQueryData(jobKeys.all, jobs);
      else cache.invalidateQueries({ queryKey: jobKeys.all });
    },
    presence: presence.heard,
    connected(again, line) {
      hangUp = presence.connect(line);
      if (again) cache.invalidateQueries();
      else for (const queryKey of toldLive) readAgain(cache, { queryKey });
    },
    disconnected: () => hangUp(),
    refused: () =>
      fetchMe().then(
        () => true,
        (error) => !(error instanceof ApiError && error.status === 401),
      ),
  });
  return {
    presence,
    close() {
      disconnect();
      refresher.close();
      counts.close();
      figures.close();
      runs.close();
      runLists.close();
    },
  };
}
