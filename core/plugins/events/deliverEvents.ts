import { KilnError } from '../../errors/KilnError.ts';
import { isoTimeSql } from '../../lib/isoTimeSql.ts';
import { isObject, type Json } from '../../lib/json.ts';
import { byId } from '../../model/byId.ts';
import { get } from '../../records/get.ts';
import { isBehind } from '../isBehind.ts';
import type { PluginParts } from '../PluginParts.ts';
import { pluginActor } from '../pluginScope.ts';

/** One of a queue, so that no two run at the same time for one record. */
export const eventTask = 'record.event';

const mostAttempts = 10;
const longestPauseMs = 15 * 60_000;
/** Of a plugin that is switched off: how often is looked whether it is on again. */
const offMs = 5 * 60_000;

/** Until this process knows the version that is installed. */
const behindMs = 1_000;

interface RecordEvent {
  readonly id: string;
  readonly entity: string;
  readonly record: string;
  readonly version: number;
  readonly action: string;
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string };
  readonly requestId: string;
  readonly causes: readonly string[];
  readonly attempts: number;
  /** Milliseconds since 1970. */
  readonly nextAt: number;
}

/**
 * Tells a subscriber of the writes of one record, in their order: a later one waits for one that is tried again. One
 * that failed too often is kept, told in the log, and waits for nobody any more.
 */
export async function deliverEvents(parts: PluginParts, payload: Json, signal: AbortSignal): Promise<void> {
  const { subscriber, handler, record } = isObject(payload) ? payload : {};
  if (typeof subscriber !== 'string' || typeof handler !== 'string' || typeof record !== 'string') return;
  const place = { subscriber, handler, record };
  while (!signal.aborted) {
    const event = await firstOf(parts, place);
    if (!event) return;
    if (event.nextAt > Date.now()) return again(parts, place, event.nextAt);
    const plugin = parts.model().plugins.get(subscriber);
    if (!plugin?.events.some(({ as }) => as === handler)) {
      if (await isBehind(parts, subscriber)) return again(parts, place, Date.now() + behindMs);
      // Its next version does not listen any more.
      await remove(parts, event);
      continue;
    }
    if (!plugin.enabled) return again(parts, place, Date.now() + offMs);
    try {
      await tell(parts, place, event, signal);
      await remove(parts, event);
    } catch (error) {
      if (signal.aborted) break;
      const nextAt = await noteFailure(parts, place, event, error);
      if (nextAt !== undefined) return again(parts, place, nextAt);
    }
  }
  // The process stops: another one goes on.
  await again(parts, place, Date.now());
}

interface Place {
  readonly subscriber: string;
  readonly handler: string;
  readonly record: string;
}

async function firstOf({ db }: PluginParts, { subscriber, handler, record }: Place): Promise<RecordEvent | undefined> {
  const [row] = await db.query({
    text: `select json_build_object('id', id::text, 'entity', entity, 'record', record, 'version', version, 'action', action,
        'at', ${isoTimeSql('at')},
        'actor', json_build_object('kind', actor_kind, 'id', actor, 'name', actor_name),
        'requestId', request_id, 'causes', causes, 'attempts', attempts,
        'nextAt', coalesce(extract(epoch from next_at) * 1000, 0))
      from kiln.record_event where subscriber = $1 and handler = $2 and record = $3::uuid and dead_at is null order by id limit 1`,
    values: [subscriber, handler, record],
  });
  return row?.[0] ? JSON.parse(row[0]) : undefined;
}

async function tell(parts: PluginParts, place: Place, event: RecordEvent, signal: AbortSignal): Promise<void> {
  const plugin = parts.model().plugins.get(place.subscriber);
  if (!plugin) return;
  let ctx = parts.ctx(pluginActor(plugin), event.requestId);
  for (const cause of event.causes) ctx = ctx.causedBy(cause);
  const entity = byId(ctx.model.entities, event.entity);
  const text = entity
    ? await get(parts.scopes.of(ctx, plugin, 'plugin'), entity.name, event.record, { deleted: true }).catch(orNull)
    : null;
  const record: Json = text === null || !entity ? null : parts.words(ctx.model).answer(entity.name, JSON.parse(text));
  const { id, version, action, at, actor } = event;
  const told = { entity: event.entity, action, id: event.record, version, at, actor, record };
  await parts.call(ctx, plugin, {
    entry: { kind: 'event', name: place.handler },
    args: [told],
    idempotencyKey: `event-${id}`,
    signal,
  });
}

function orNull(error: unknown): null {
  if (error instanceof KilnError && error.code === 'KILN_NOT_FOUND') return null;
  throw error;
}

/** When it is tried again, in milliseconds since 1970; undefined: never. */
async function noteFailure(
  { db, lines }: PluginParts,
  { subscriber, handler }: Place,
  { id, attempts, record, requestId }: RecordEvent,
  error: unknown,
): Promise<number | undefined> {
  const made = attempts + 1;
  const { code, message } = error instanceof KilnError ? error : { code: 'KILN_INTERNAL', message: String(error) };
  const text = JSON.stringify({ code, message: message.slice(0, 2_000) });
  if (made >= mostAttempts) {
    await db.query({
      text: 'update kiln.record_event set attempts = $2, dead_at = now(), error = $3::json where id = $1',
      values: [id, made, text],
    });
    lines.write({
      plugin: subscriber,
      level: 'error',
      entry: `event ${handler}`,
      message: `Given up after ${made} tries: ${message}`,
      data: { event: id, record, code },
      requestId,
    });
    return undefined;
  }
  const nextAt = Date.now() + Math.min(longestPauseMs, 1_000 * 2 ** attempts);
  await db.query({
    text: `update kiln.record_event set attempts = $2, next_at = $3::timestamp with time zone, error = $4::json where id = $1`,
    values: [id, made, new Date(nextAt).toISOString(), text],
  });
  return nextAt;
}

async function remove({ db }: PluginParts, { id }: RecordEvent): Promise<void> {
  await db.query({ text: 'delete from kiln.record_event where id = $1', values: [id] });
}

async function again({ db }: PluginParts, place: Place, at: number): Promise<void> {
  const { subscriber, handler, record } = place;
  await db.query({
    text: `select kiln_queue.add_job($1, $2::json, queue_name => 'events ' || (hashtext($3) & 31), max_attempts => 3,
      run_at => $4::timestamp with time zone, job_key => 'event ' || $5 || ' ' || $6 || ' ' || $3)`,
    values: [eventTask, JSON.stringify(place), record, new Date(at).toISOString(), subscriber, handler],
  });
}
