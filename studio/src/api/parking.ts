import { isObject } from '../../../core/lib/json.ts';
import type { ParkedItem } from '../../../core/workspace/changeSetAnswer.ts';
import { asObjects, asText } from '../lib/values.ts';
import { type AppliedChangeSet, type Plan, toApplied, toPlan } from './changesets.ts';
import { request } from './request.ts';

/** What was removed and is kept, what went last first. */
export async function listParked(signal?: AbortSignal): Promise<readonly ParkedItem[]> {
  const body = await request('/api/parking', signal ? { signal } : {});
  const data: readonly unknown[] = isObject(body) ? asObjects(body.data) : [];
  return data.filter(isParked);
}

export async function planRestore(id: string, signal?: AbortSignal): Promise<Plan> {
  const answer = await request(pathOf(id), { method: 'POST', body: { dryRun: true }, ...(signal ? { signal } : {}) });
  return toPlan(isObject(answer) ? answer.plan : undefined);
}

/** Brings definition and values back, by a change-set. */
export async function restoreParked(id: string, message: string): Promise<AppliedChangeSet> {
  return toApplied(await request(pathOf(id), { method: 'POST', body: { message } }));
}

/** For good: the values are gone. */
export async function purgeParked(id: string): Promise<void> {
  await request(`/api/parking/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

function pathOf(id: string): string {
  return `/api/parking/${encodeURIComponent(id)}/restore`;
}

// Made by the same version of Kiln: only that it is one has to be looked at.
function isParked(item: unknown): item is ParkedItem {
  return isObject(item) && asText(item.id) !== undefined && asText(item.entity) !== undefined;
}
