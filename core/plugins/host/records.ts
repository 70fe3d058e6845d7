import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject, type Json } from '../../lib/json.ts';
import type { RecordRight } from '../../model/pluginTypes.ts';
import { aggregate } from '../../records/aggregate.ts';
import { create } from '../../records/create.ts';
import { list } from '../../records/list.ts';
import { remove } from '../../records/remove.ts';
import { update } from '../../records/update.ts';
import type { As } from '../pluginScope.ts';
import type { PluginWords } from '../pluginWords.ts';
import type { CallOf } from './CallOf.ts';
import { type HostScope, notGranted } from './HostScope.ts';

/** The record, null where there is none that may be read. `lock`: until the transaction ends. */
export async function getRecord(scope: HostScope, call: CallOf<'records.get'>): Promise<Json> {
  const { ctx, entity, words } = open(scope, call, 'read');
  const { select, lock = false } = call;
  if (lock && !ctx.tx) {
    throw new KilnError('KILN_BAD_REQUEST', {
      detail: 'A record is locked in a transaction only: in a hook after a write, or in a migration.',
    });
  }
  const texts = words.texts(entity, select === undefined ? {} : { select });
  const text = await scope.parts.get(ctx, entity, call.id, { ...texts, lock }).catch(orNull);
  return text === null ? null : words.answer(entity, JSON.parse(text));
}

/** `{data, next, count?}` */
export async function findRecords(scope: HostScope, call: CallOf<'records.find'>): Promise<Json> {
  const { ctx, entity, words } = open(scope, call, 'read');
  const { as: _as, do: _do, entity: _entity, limit, count, deleted, ...texts } = call;
  const page = await list(ctx, entity, {
    ...words.texts(entity, texts),
    ...(limit === undefined ? {} : { limit: String(limit) }),
    ...(count ? { count: 'true' } : {}),
    ...(deleted ? { deleted: 'true' } : {}),
  });
  const answer = JSON.parse(page);
  return { ...answer, data: words.answer(entity, answer.data) };
}

/** The record; for a list of them `{data}`. */
export async function createRecords(scope: HostScope, call: CallOf<'records.create'>): Promise<Json> {
  const { ctx, entity, words } = open(scope, call, 'create');
  if (isObject(call.values)) {
    return words.answer(entity, JSON.parse(await create(ctx, entity, words.values(entity, call.values))));
  }
  const values = call.values.map((each) => words.values(entity, each));
  const answer = JSON.parse(await create(ctx, entity, values));
  return { data: words.answer(entity, answer.data) };
}

/** The record. */
export async function updateRecord(scope: HostScope, call: CallOf<'records.update'>): Promise<Json> {
  const { ctx, entity, words } = open(scope, call, 'update');
  const text = await update(ctx, entity, call.id, words.values(entity, call.values), seen(call));
  return words.answer(entity, JSON.parse(text));
}

export async function deleteRecord(scope: HostScope, call: CallOf<'records.delete'>): Promise<Json> {
  const { ctx, entity } = open(scope, call, 'delete');
  await remove(ctx, entity, call.id, seen(call));
  return null;
}

/** `{data}` */
export async function aggregateRecords(scope: HostScope, call: CallOf<'records.aggregate'>): Promise<Json> {
  const { ctx, entity, words } = open(scope, call, 'read');
  const { as: _as, do: _do, entity: _entity, limit, ...asked } = call;
  const today = words.texts(entity, asked, true);
  const text = await aggregate(ctx, entity, { ...today, ...(limit === undefined ? {} : { limit: String(limit) }) });
  return { data: words.groups(asked, today, JSON.parse(text).data) };
}

interface Opened {
  readonly ctx: Ctx;
  /** Its name of today. */
  readonly entity: string;
  readonly words: PluginWords;
}

/**
 * The context of a call on records. What was not granted is told by name: the plugin's author knows it from the
 * manifest.
 */
function open(
  { parts, ctx, plugin }: HostScope,
  { as, entity: called }: { readonly as: As; readonly entity: string },
  right: RecordRight,
): Opened {
  const words = parts.words(ctx.model);
  const entity = words.entity(called);
  const inner = parts.scopes.of(ctx, plugin, as);
  const isGranted = parts.scopes.gives(ctx, plugin, as, entity, right);
  if (!isGranted)
    throw notGranted({ plugin }, `'${right}' of '${called.slice(0, 60)}'${as === 'plugin' ? ' by itself' : ''}`);
  return { ctx: inner, entity, words };
}

function seen({ version }: { readonly version?: number }): { ifMatch?: number } {
  return version === undefined ? {} : { ifMatch: version };
}

function orNull(error: unknown): null {
  if (error instanceof KilnError && error.code === 'KILN_NOT_FOUND') return null;
  throw error;
}
