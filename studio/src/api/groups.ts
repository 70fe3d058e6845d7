import { isObject, type Json } from '../../../core/lib/json.ts';
import { request } from './request.ts';

/** What groups records: conditions as in a list, and the field whose values they have in common. */
export interface GroupQuery {
  readonly field: string;
  readonly where?: string;
  readonly search?: string;
  /** Field whose numbers are added up. */
  readonly sum?: string;
  /** At most so many, those with the most records. */
  readonly limit: number;
}

export interface RecordGroup {
  /** null: records without a value. Records and users by their id. */
  readonly value: string | number | boolean | null;
  readonly count: number;
  /** undefined where nothing is added up. */
  readonly sum: number | undefined;
}

/** The groups of an entity's records, counted by the server, the largest first. */
export async function listGroups(entity: string, query: GroupQuery, signal?: AbortSignal): Promise<RecordGroup[]> {
  const sum = query.sum === undefined ? undefined : `sum(${query.sum})`;
  const params = new URLSearchParams({
    group: query.field,
    measure: ['count()', ...(sum === undefined ? [] : [sum])].join(),
    sort: '-count()',
    limit: String(query.limit),
    ...(query.where === undefined ? {} : { where: query.where }),
    ...(query.search === undefined ? {} : { search: query.search }),
  });
  const path = `/api/records/${encodeURIComponent(entity)}/aggregate?${params}`;
  const body = await request(path, signal ? { signal } : {});
  const rows = isObject(body) && Array.isArray(body.data) ? body.data.filter(isObject) : [];
  return rows.map((row) => {
    const total = sum === undefined ? undefined : row[sum];
    return {
      value: plain(row[query.field]),
      count: typeof row['count()'] === 'number' ? row['count()'] : 0,
      sum: typeof total === 'number' ? total : undefined,
    };
  });
}

function plain(value: Json | undefined): RecordGroup['value'] {
  return value === undefined || typeof value === 'object' ? null : value;
}
