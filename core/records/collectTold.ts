import type { AfterAction, AfterHook, Ctx, KeptRecords, RecordHooks } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';

/** Hooks that are told of all writes of a batch at its end, in one message for each entity and kind of write. */
export interface Told {
  /** The hooks for one write; `pointer`: where it stands in the request. */
  of(pointer: string): RecordHooks;
  /** Tells them, in the order in which the first of each came. False where there was nothing to tell. */
  tell(tx: Ctx): Promise<boolean>;
}

interface Group {
  readonly hook: AfterHook;
  readonly ids: string[];
  readonly pointers: string[];
  readonly kept: Map<string, Map<string, JsonObject>>;
}

export function collectTold(hooks: RecordHooks): Told {
  let groups: { readonly key: string; readonly group: Group }[] = [];
  let any = false;

  function add(key: string, hook: AfterHook, ids: readonly string[], kept: KeptRecords, pointerOf: PointerOf): void {
    const last = groups.findLast((each) => each.key === key);
    const group: Group = last?.group ?? { hook, ids: [], pointers: [], kept: new Map() };
    if (!last) groups.push({ key, group });
    for (const [index, id] of ids.entries()) {
      group.ids.push(id);
      group.pointers.push(pointerOf(index));
    }
    for (const [listener, records] of kept) {
      const all = group.kept.get(listener) ?? new Map<string, JsonObject>();
      for (const [id, record] of records) all.set(id, record);
      group.kept.set(listener, all);
    }
  }

  async function tellAll(tx: Ctx): Promise<void> {
    const told = groups;
    groups = [];
    any ||= told.length > 0;
    // What they write is told at once.
    const plain = tx.hooked(hooks);
    for (const { group } of told) {
      await group.hook.tell(plain, group.ids, group.kept, (index) => group.pointers[index] ?? '');
    }
  }

  function collecting(entity: string, action: AfterAction, pointer: string): AfterHook | undefined {
    const hook = hooks.after(entity, action);
    if (!hook) return undefined;
    return {
      async keep(tx, ids) {
        // A record that changes again: whoever is told of the first change sees what that made of it.
        if (groups.some(({ group }) => ids.some((id) => group.ids.includes(id)))) await tellAll(tx);
        return hook.keep(tx, ids);
      },
      tell: async (_tx, ids, kept, pointerOf) =>
        add(`${entity} ${action}`, hook, ids, kept, (index) => `${pointer}${pointerOf(index)}`),
    };
  }

  return {
    of: (pointer) => ({ ...hooks, after: (entity, action) => collecting(entity, action, pointer) }),
    async tell(tx) {
      await tellAll(tx);
      return any;
    },
  };
}

type PointerOf = (index: number) => string;
