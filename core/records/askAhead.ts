import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { entityOf } from './entityOf.ts';
import { askCreating, type HookedNew } from './prepareHooked.ts';
import { refuseManaged, refuseManagedFields } from './refuseManaged.ts';
import { type AskedRemoval, askDeleting } from './removeHooked.ts';
import { requireGrant } from './requireGrant.ts';
import { rethrowAt } from './rethrowAt.ts';
import { askUpdating, type HookedUpdate } from './updateHooked.ts';

/** Changes and removals about which hooks are asked at the same time: a plugin answers as many at once. */
const together = 10;

/** A write among several. */
export interface AheadOperation {
  readonly op: 'create' | 'update' | 'delete' | 'restore';
  readonly entity: string;
  readonly id: string;
  readonly values: JsonObject;
  readonly ifMatch?: number;
}

/** What hooks made of one operation before the transaction. Empty: they are asked when it is its turn. */
export interface AskedAhead {
  readonly create?: HookedNew;
  readonly update?: HookedUpdate;
  readonly remove?: AskedRemoval;
}

/**
 * Asks hooks about the operations of a batch before its transaction, all new records of an entity at once. Operations
 * on records that the batch itself creates have to wait for their turn.
 */
export async function askAhead(ctx: Ctx, operations: readonly AheadOperation[]): Promise<AskedAhead[]> {
  const asked: AskedAhead[] = operations.map(() => ({}));
  // One that is open already has no before.
  if (ctx.tx) return asked;
  for (const [name, places] of placesOf(operations, 'create')) await askAboutNew(ctx, name, places, operations, asked);
  const others = [...operations.entries()].filter(([, { op }]) => op === 'update' || op === 'delete');
  for (let from = 0; from < others.length; from += together) {
    const answers = await Promise.allSettled(
      others.slice(from, from + together).map(async ([index, operation]) => {
        asked[index] = await askAbout(ctx, operation).catch((error: unknown) => ifThere(index, error));
      }),
    );
    // Of several that are refused, the first is told.
    for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
  }
  return asked;
}

async function askAboutNew(
  ctx: Ctx,
  name: string,
  places: readonly number[],
  operations: readonly AheadOperation[],
  asked: AskedAhead[],
): Promise<void> {
  const hook = ctx.hooks.before(name, 'creating');
  if (!hook) return;
  const entity = entityOf(ctx, name);
  refuseManaged(ctx, entity);
  requireGrant(ctx, entity, 'create');
  const bodies = places.map((index) => operations[index]?.values ?? {});
  const pointerOf = (n: number) => `/operations/${places[n]}/values`;
  const { made } = await askCreating(ctx, entity, hook, bodies, pointerOf);
  for (const [n, index] of places.entries()) {
    const one = made[n];
    if (one) asked[index] = { create: { made: [one] } };
  }
}

async function askAbout(ctx: Ctx, { op, entity: name, id, values, ifMatch }: AheadOperation): Promise<AskedAhead> {
  const options = ifMatch === undefined ? {} : { ifMatch };
  if (op === 'delete') {
    const entity = ctx.access.model.entities.has(name) ? ctx.model.entities.get(name) : undefined;
    const remove = entity && (await askDeleting(ctx, entity, id, options));
    return remove ? { remove } : {};
  }
  const hook = ctx.hooks.before(name, 'updating');
  if (!hook) return {};
  const entity = entityOf(ctx, name);
  requireGrant(ctx, entity, 'update');
  refuseManagedFields(ctx, entity, values);
  return { update: await askUpdating(ctx, entity, hook, id, values, options) };
}

/** The record may be one of the batch's own, or changed by it before. */
function ifThere(index: number, error: unknown): AskedAhead {
  if (error instanceof KilnError && ['KILN_NOT_FOUND', 'KILN_STALE'].includes(error.code)) return {};
  return rethrowAt(`/operations/${index}`, error);
}

function placesOf(operations: readonly AheadOperation[], op: AheadOperation['op']): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [index, operation] of operations.entries()) {
    if (operation.op === op) places.set(operation.entity, [...(places.get(operation.entity) ?? []), index]);
  }
  return places;
}
