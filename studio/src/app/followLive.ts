import type { QueryClient } from '@tanstack/react-query';
import type { Job } from '../../../core/online/Job.ts';
import { ApiError } from '../api/ApiError.ts';
import { withJobChange } from '../api/jobs.ts';
import { changeSetKeys, jobKeys, modelKeys, parkingKeys, recordKeys } from '../api/keys.ts';
import { connectLive } from '../api/live.ts';
import { fetchMe } from '../api/me.ts';
import { createPresence, type Presence } from '../store/createPresence.ts';
import { createRefresher } from './createRefresher.ts';

interface FollowedLive {
  readonly presence: Presence;
  readonly close: () => void;
}

/** Keeps what was asked of the server in step with its events. */
export function followLive(cache: QueryClient): FollowedLive {
  const presence = createPresence();
  const refresher = createRefresher((entity) => cache.invalidateQueries({ queryKey: recordKeys.entity(entity) }));
  let hangUp = () => {};
  const disconnect = connectLive({
    recordChanged: refresher.changed,
    modelChanged() {
      for (const { all } of [modelKeys, changeSetKeys, parkingKeys]) cache.invalidateQueries({ queryKey: all });
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
    },
  };
}
