import type { Ctx } from '../../context/types.ts';
import { isoTimeSql } from '../../lib/isoTimeSql.ts';
import type { JsonObject } from '../../lib/json.ts';

export interface DeadEventsParams {
  readonly limit: number;
  /** Events before the one with this id. */
  readonly after?: string;
}

/**
 * Events that a subscriber was told too often in vain, as JSON text, the latest first: `{"data":[{id, handler, entity,
 * record, version, action, at, actor, attempts, deadAt, error: {code, message}}],"next"}`. `entity`: its name of today;
 * the x-id of one that is gone.
 */
export async function listDeadEvents(
  { run, model }: Pick<Ctx, 'run' | 'model'>,
  subscriber: string,
  { limit, after }: DeadEventsParams,
): Promise<string> {
  const rows = await run.query({
    text: `select id, json_build_object('id', id::text, 'handler', handler, 'entity', entity, 'record', record,
        'version', version, 'action', action, 'at', ${isoTimeSql('at')},
        'actor', json_build_object('kind', actor_kind, 'id', actor, 'name', actor_name),
        'attempts', attempts, 'deadAt', ${isoTimeSql('dead_at')}, 'error', error)
      from kiln.record_event
      where subscriber = $1 and dead_at is not null and ($2::bigint is null or id < $2::bigint)
      order by id desc limit $3`,
    values: [subscriber, after ?? null, limit + 1],
    readOnly: true,
  });
  const names = new Map([...model.entities.values()].map(({ id, name }) => [id, name]));
  const shown = rows.slice(0, limit);
  const data = shown.map(([, text]) => {
    const event: JsonObject & { readonly entity: string } = JSON.parse(text ?? '{}');
    return { ...event, entity: names.get(event.entity) ?? event.entity };
  });
  return JSON.stringify({ data, next: rows.length > limit ? shown.at(-1)?.[0] : null });
}
