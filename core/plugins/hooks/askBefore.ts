import type { BeforeAction, Ctx, HookedValues, HookedWrite } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import type { Entity } from '../../model/types.ts';
import { invalid } from '../../records/invalid.ts';
import { type HookOutcome, hookOutcomeShape } from '../../sandbox/protocol.ts';
import { refusalFaults } from '../../sandbox/RefusalError.ts';
import { list } from '../../sandbox/shape.ts';
import type { PluginParts } from '../PluginParts.ts';
import { type HookScope, hookScope, maySet, readRecords, seenValues } from './hookScope.ts';
import { isFailure } from './isFailure.ts';
import type { Listener } from './Listener.ts';
import { placed } from './placed.ts';

export interface Asked {
  readonly entity: string;
  readonly action: BeforeAction;
  readonly found: readonly Listener[];
}

type Made = { readonly values: JsonObject; readonly own: readonly string[] };

/** Asks the plugins one after the other, each about what those before it made of the records. */
export async function askBefore(
  parts: PluginParts,
  ctx: Ctx,
  { entity, action, found }: Asked,
  writes: readonly HookedWrite[],
  pointerOf: (index: number) => string,
): Promise<readonly HookedValues[]> {
  let made: readonly Made[] = writes.map(() => ({ values: {}, own: [] }));
  for (const listener of found) {
    const now = writes.map((write, index) => ({ ...write, values: { ...write.values, ...made[index]?.values } }));
    try {
      const outcomes = await askOne(parts, ctx, listener, entity, action, now).catch((error: unknown) => {
        throw placed(error, writes.length, pointerOf, (pointer) => parts.words(ctx.model).pointer(entity, pointer));
      });
      refuse(outcomes, (index, pointer) => pointerOf(index) + parts.words(ctx.model).pointer(entity, pointer));
      made = made.map((before, index) => taken(parts, ctx, listener, { entity, action }, before, outcomes[index]));
    } catch (error) {
      if (!isFailure(error) || listener.plugin.onFailure === 'reject') throw error;
    }
  }
  return made;
}

async function askOne(
  parts: PluginParts,
  ctx: Ctx,
  listener: Listener,
  entity: string,
  action: BeforeAction,
  writes: readonly HookedWrite[],
): Promise<readonly HookOutcome[]> {
  const { plugin, hook } = listener;
  const words = parts.words(ctx.model);
  const scope = hookScope(parts, ctx, listener, entity);
  const values = writes.map((write) => {
    const own = write.id === undefined || action !== 'creating' ? {} : { id: write.id };
    return words.answer(entity, { ...own, ...seenValues(scope, entity, write.values) });
  });
  const args =
    action === 'creating' ? [values] : withRecords(action, values, await recordsOf(parts, scope, entity, writes));
  const result = await parts.call(ctx, plugin, { entry: { kind: 'hook', entity: hook.as, name: action }, args });
  return list(hookOutcomeShape, writes.length)(result, '');
}

async function recordsOf(
  parts: PluginParts,
  scope: HookScope,
  entity: string,
  writes: readonly HookedWrite[],
): Promise<Json[]> {
  const ids = writes.map(({ id = '' }) => id);
  const records = await readRecords(parts, scope, entity, ids);
  return ids.map((id) => parts.words(scope.ctx.model).answer(entity, records.get(id) ?? { id }));
}

function withRecords(action: BeforeAction, changes: Json[], records: Json[]): Json[] {
  return action === 'updating' ? [changes, records] : [records];
}

/** What the plugin wants otherwise, as far as it may. */
function taken(
  parts: PluginParts,
  ctx: Ctx,
  listener: Listener,
  { entity: name, action }: { readonly entity: string; readonly action: BeforeAction },
  before: Made,
  outcome: HookOutcome | undefined,
): Made {
  const entity = ctx.model.entities.get(name);
  if (outcome?.outcome !== 'pass' || action === 'deleting' || !entity) return before;
  const values = parts.words(ctx.model).values(name, outcome.values);
  const own = new Set(before.own);
  for (const field of Object.keys(values)) {
    const as = maySet(parts, ctx, listener, entity, action === 'creating', field);
    if (!as) throw notItsOwn(listener, entity, field, action);
    if (as === 'plugin') own.add(field);
    else own.delete(field);
  }
  return { values: { ...before.values, ...values }, own: [...own] };
}

function notItsOwn({ plugin, hook }: Listener, { name }: Entity, field: string, action: BeforeAction): KilnError {
  return new KilnError('KILN_PLUGIN_FAILED', {
    detail: `The plugin ${plugin.id} set '${field.slice(0, 60)}' of ${name}, which is unknown or was not granted to it.`,
    extra: { plugin: plugin.id, entry: `hook ${hook.as}.${action}` },
  });
}

function refuse(outcomes: readonly HookOutcome[], place: (index: number, pointer: string) => string): void {
  const faults = outcomes.flatMap((outcome, index) =>
    outcome.outcome === 'refuse'
      ? refusalFaults(outcome.refusal).map((fault) => ({ ...fault, pointer: place(index, fault.pointer) }))
      : [],
  );
  if (faults.length > 0) throw invalid(faults);
}
