import type { Queryable } from '../../db/types.ts';
import { isoTimeSql } from '../../lib/isoTimeSql.ts';

/** From the least on. */
const levels = "array['debug', 'info', 'warn', 'error']";

export interface LogParams {
  readonly limit: number;
  /** Lines before the one with this id. */
  readonly after?: string;
  /** This level and worse. */
  readonly level: 'debug' | 'info' | 'warn' | 'error';
}

/**
 * Lines of a plugin's log as JSON text, the latest first: `{"data":[{id, at, level, entry, message, data,
 * requestId}],"next"}`.
 */
export async function listLogs(run: Queryable, plugin: string, { limit, after, level }: LogParams): Promise<string> {
  const rows = await run.query({
    text: `select id, json_build_object('id', id::text, 'at', ${isoTimeSql('at')},
        'level', level, 'entry', entry, 'message', message, 'data', data, 'requestId', request_id)
      from kiln.plugin_log
      where plugin = $1 and ($2::bigint is null or id < $2::bigint)
        and array_position(${levels}, level) >= array_position(${levels}, $3::text)
      order by id desc limit $4`,
    values: [plugin, after ?? null, level, limit + 1],
    readOnly: true,
  });
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? JSON.stringify(shown.at(-1)?.[0]) : 'null';
  return `{"data":[${shown.map(([, line]) => line).join(',')}],"next":${next}}`;
}
