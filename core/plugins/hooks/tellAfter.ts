import type { AfterAction, Ctx, KeptRecords } from '../../context/types.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import type { PluginParts } from '../PluginParts.ts';
import { hookScope, readRecords } from './hookScope.ts';
import { isFailure } from './isFailure.ts';
import type { Listener } from './Listener.ts';
import { placed } from './placed.ts';

export interface Heard {
  readonly entity: string;
  readonly action: AfterAction;
  readonly found: readonly Listener[];
}

export interface Told {
  readonly ids: readonly string[];
  readonly kept: KeptRecords;
  readonly pointerOf: (index: number) => string;
}

/** What records are like before they are written, as each plugin may see them. */
export async function keepBefore(
  parts: PluginParts,
  tx: Ctx,
  { entity, found }: Heard,
  ids: readonly string[],
): Promise<KeptRecords> {
  const kept = new Map<string, ReadonlyMap<string, JsonObject>>();
  for (const listener of found) {
    kept.set(listener.plugin.id, await readRecords(parts, hookScope(parts, tx, listener, entity), entity, ids));
  }
  return kept;
}

/**
 * Tells the plugins one after the other. A failure of one whose manifest says so undoes what it did, and the write
 * goes on; any other ends the transaction.
 */
export async function tellAfter(parts: PluginParts, tx: Ctx, heard: Heard, told: Told): Promise<void> {
  for (const listener of heard.found) {
    if (listener.plugin.onFailure === 'reject') {
      await tellOne(parts, tx, listener, heard, told);
      continue;
    }
    await tx
      .attempt((inner) => tellOne(parts, inner, listener, heard, told))
      .catch((error: unknown) => {
        if (!isFailure(error)) throw error;
      });
  }
}

async function tellOne(
  parts: PluginParts,
  tx: Ctx,
  listener: Listener,
  { entity, action }: Heard,
  { ids, kept, pointerOf }: Told,
): Promise<void> {
  const { plugin, hook } = listener;
  const words = parts.words(tx.model);
  const inWords = (records: ReadonlyMap<string, JsonObject> | undefined): Json[] =>
    ids.map((id) => words.answer(entity, records?.get(id) ?? { id }));
  const before = inWords(kept.get(plugin.id));
  const now = async () => inWords(await readRecords(parts, hookScope(parts, tx, listener, entity), entity, ids));
  const args = action === 'deleted' ? [before] : action === 'created' ? [await now()] : [await now(), before];
  try {
    await parts.call(tx, plugin, { entry: { kind: 'hook', entity: hook.as, name: action }, args });
  } catch (error) {
    throw placed(error, ids.length, pointerOf, (pointer) => words.pointer(entity, pointer));
  }
}
