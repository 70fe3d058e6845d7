import type { BeforeHook, Ctx, HookedValues, KeptRecords } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Entity } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { getWritten } from './getWritten.ts';
import { inHookedTx } from './inHookedTx.ts';
import { invalid } from './invalid.ts';
import { knownFields, servedFields } from './knownFields.ts';
import { lockRow } from './lockRow.ts';
import { notFound } from './notFound.ts';
import { staleError } from './staleError.ts';
import type { UpdateOptions } from './writeRecord.ts';

/** What hooks made of a change, and the version of the record that they were asked about. */
export interface HookedUpdate extends HookedValues {
  readonly version: number;
}

/** The record may have been changed by others meanwhile: so often hooks are asked again. */
const mostTries = 5;

/**
 * Writes a change with `write`, asking hooks before it and telling them after it. What they were asked about is what
 * is changed: where another write came between, they are asked again, or the client is told, if it said which version
 * it means.
 */
export async function updateHooked(
  ctx: Ctx,
  entity: Entity,
  id: string,
  body: JsonObject,
  options: UpdateOptions & { readonly hooked?: HookedUpdate | undefined },
  write: (ctx: Ctx, body: JsonObject, options: UpdateOptions & { readonly own: readonly string[] }) => Promise<string>,
): Promise<string> {
  const { hooked, ...rest } = options;
  const before = ctx.hooks.before(entity.name, 'updating');
  if (before || ctx.hooks.after(entity.name, 'updated')) requireValid(ctx, entity, id, body);
  if (!before) return tellUpdated(ctx, entity, id, Object.keys(body), (tx) => write(tx, body, { ...rest, own: [] }));
  let made = hooked;
  for (let tries = 1; ; tries += 1) {
    made ??= await askUpdating(ctx, entity, before, id, body, rest);
    const { version, own } = made;
    const changed = { ...body, ...made.values };
    const given = Object.keys(changed).filter((name) => !own.includes(name));
    try {
      return await tellUpdated(ctx, entity, id, given, (tx) => write(tx, changed, { ...rest, ifMatch: version, own }));
    } catch (error) {
      const isStale = error instanceof KilnError && error.code === 'KILN_STALE' && error.extra.version !== undefined;
      if (!isStale || options.ifMatch !== undefined || tries === mostTries) throw error;
      made = undefined;
    }
  }
}

/** Throws what the change itself would be refused for before it asks, as far as that can be known. */
export async function askUpdating(
  ctx: Ctx,
  entity: Entity,
  hook: BeforeHook,
  id: string,
  body: JsonObject,
  { ifMatch }: UpdateOptions,
): Promise<HookedUpdate> {
  requireValid(ctx, entity, id, body);
  const wanted = { right: 'update', place: 'live', fields: Object.keys(body).sort(), lock: false } as const;
  const { version } = await lockRow(ctx, entity, id, wanted);
  if (ifMatch !== undefined && ifMatch !== version) throw staleError(version);
  const [made] = await hook(ctx, [{ id, values: body }], () => '');
  return { values: made?.values ?? {}, own: made?.own ?? [], version };
}

function requireValid(ctx: Ctx, entity: Entity, id: string, body: JsonObject): void {
  if (!isUuid(id)) throw notFound(entity, id);
  const faults = ctx.validators.of(entity).update(body, knownFields(ctx), servedFields(ctx, entity, []));
  if (faults.length > 0) throw invalid(faults);
}

async function tellUpdated(
  ctx: Ctx,
  entity: Entity,
  id: string,
  given: readonly string[],
  write: (ctx: Ctx) => Promise<string>,
): Promise<string> {
  const after = ctx.hooks.after(entity.name, 'updated');
  if (!after) return write(ctx);
  return inHookedTx(ctx, after, async (tx) => {
    await lockRow(tx, entity, id, { right: 'update', place: 'live', fields: [...given].sort() });
    const kept: KeptRecords = await after.keep(tx, [id]);
    await write(tx);
    await after.tell(tx, [id], kept, () => '');
    // Hooks may have changed it.
    return getWritten(tx, entity.name, id);
  });
}
