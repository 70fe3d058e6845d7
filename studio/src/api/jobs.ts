import { isObject, type Json } from '../../../core/lib/json.ts';
import type { Job } from '../../../core/online/Job.ts';
import { asObjects, asText } from '../lib/values.ts';
import { request } from './request.ts';

/** Work on the tables that goes on beside everybody's; what is open first. */
export async function listJobs(signal?: AbortSignal): Promise<readonly Job[]> {
  const body = await request('/api/jobs', signal ? { signal } : {});
  const data: readonly unknown[] = isObject(body) ? asObjects(body.data) : [];
  return data.filter(isJob);
}

export async function retryJob(id: string): Promise<void> {
  await request(`/api/jobs/${encodeURIComponent(id)}/retry`, { method: 'POST', body: {} });
}

export async function cancelJob(id: string): Promise<void> {
  await request(`/api/jobs/${encodeURIComponent(id)}/cancel`, { method: 'POST', body: {} });
}

/** A list of jobs after a live event; undefined: it tells of one that is not in it, or of its end, which has more to say. */
export function withJobChange(jobs: readonly Job[] | undefined, change: Json): readonly Job[] | undefined {
  if (!jobs || !isObject(change)) return undefined;
  const { id, state, done, total } = change;
  if (state !== 'running' || typeof done !== 'number' || !jobs.some((job) => job.id === id && job.state === state))
    return undefined;
  return jobs.map((job) => (job.id === id ? { ...job, done, total: typeof total === 'number' ? total : null } : job));
}

// Made by the same version of Kiln: only that it is one has to be looked at.
function isJob(job: unknown): job is Job {
  return isObject(job) && asText(job.id) !== undefined && asText(job.state) !== undefined;
}
