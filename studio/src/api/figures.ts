import { isObject, type JsonObject } from '../../../core/lib/json.ts';
import { request } from './request.ts';

/** What is measured of an entity's records. Times are cut in the browser's zone. */
export interface FigureQuery {
  /** `sum(amount)` */
  readonly measure: string;
  /** `stage`, `month(closeDate)` */
  readonly groups: readonly string[];
  readonly where?: string;
}

/** The server gives no more groups. */
const mostGroups = 1000;

/** One object a group, its keys as the query wrote them; without groups a single one. */
export async function loadFigures(
  entity: string,
  { measure, groups, where }: FigureQuery,
  signal?: AbortSignal,
): Promise<readonly JsonObject[]> {
  const params = new URLSearchParams({ measure, limit: String(mostGroups) });
  if (groups.length > 0) params.set('group', groups.join(','));
  // The largest first, so that what is cut off is what is small.
  if (groups.length > 0 && !groups.some((group) => group.includes('('))) params.set('sort', `-${measure}`);
  if (where !== undefined) params.set('where', where);
  if (groups.some((group) => group.includes('(')))
    params.set('timeZone', Intl.DateTimeFormat().resolvedOptions().timeZone);
  const path = `/api/records/${encodeURIComponent(entity)}/aggregate?${params}`;
  const body = await request(path, signal ? { signal } : {});
  return isObject(body) && Array.isArray(body.data) ? body.data.filter(isObject) : [];
}
