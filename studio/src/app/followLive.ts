import type { Query, QueryClient } from '@tanstack/react-query';
import type { Job } from '../../../core/online/Job.ts';
import { ApiError } from '../api/ApiError.ts';
import { withJobChange } from '../api/jobs.ts';
import { changeSetKeys, figureKeys, jobKeys, modelKeys, parkingKeys, pluginKeys, recordKeys } from '../api/keys.ts';
import { connectLive } from '../api/live.ts';
import { fetchMe } from '../api/me.ts';
import { createPresence, type Presence } from '../store/createPresence.ts';
import { createRefresher } from './createRefresher.ts';

interface FollowedLive {
  readonly presence: Presence;
  readonly close: () => void;
}

/** Counting millions takes longer than reading a page of them. */
const countsRestMs = 1000;
const figuresRestMs = 3000;

/** Keeps what was asked of the server in step with its events. */
export function followLive(cache: QueryClient): FollowedLive {
  const presence = createPresence();
  const refreshAll = (isCount: boolean) => (entity: string) => {
    const predicate = ({ queryKey }: Query) => recordKeys.isCount(queryKey) === isCount;
    cache.invalidateQueries({ queryKey: recordKeys.entity(entity), predicate });
  };
  const refresher = createRefresher(refreshAll(false));
  const counts = createRefresher(refreshAll(true), countsRestMs);
  // Sums over many records cost more than a page of them.
  const figures = createRefresher(
    (entity) => cache.invalidateQueries({ queryKey: figureKeys.entity(entity) }, { cancelRefetch: false }),
    figuresRestMs,
  );
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
    jobChanged(change) {
      const jobs = withJobChange(cache.getQueryData<readonly Job[]>(jobKeys.all), change);
      if (jobs) cache.setQueryData(jobKeys.all, jobs);
      else cache.invalidateQueries({ queryKey: jobKeys.all });
    },
    presence: presence.heard,
    connected(again, line) {
      hangUp = presence.connect(line);
      cache.invalidateQueries(again ? {} : { queryKey: recordKeys.all });
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
    },
  };
}
