import type { AfterAction, AfterHook, BeforeAction, BeforeHook, RecordHooks, Subscriber } from '../../context/types.ts';
import type { HookName } from '../../model/pluginTypes.ts';
import type { Model } from '../../model/types.ts';
import type { PluginParts } from '../PluginParts.ts';
import { askBefore } from './askBefore.ts';
import type { Listener } from './Listener.ts';
import { keepBefore, tellAfter } from './tellAfter.ts';

/** What the enabled plugins of a model listen to. Made once per model. */
export function createRecordHooks(
  parts: PluginParts,
  { plugins }: Pick<Model, 'plugins'>,
  admit: RecordHooks['admit'],
): RecordHooks {
  const enabled = [...plugins.values()].filter((plugin) => plugin.enabled);
  const listeners = new Map<string, Listener[]>();
  for (const plugin of enabled) {
    for (const hook of plugin.hooks) {
      for (const name of hook.names) add(listeners, `${hook.entity} ${name}`, { plugin, hook });
    }
  }
  const subscribers = new Map<string, Subscriber[]>();
  for (const { id, events } of enabled) {
    for (const { entity, as, action } of events) {
      add(subscribers, `${entity} ${action}`, { subscriber: id, handler: as });
    }
  }
  const find = (entity: string, name: HookName) => listeners.get(`${entity} ${name}`);
  return {
    before(entity: string, action: BeforeAction): BeforeHook | undefined {
      const found = find(entity, action);
      return found && ((ctx, writes, pointerOf) => askBefore(parts, ctx, { entity, action, found }, writes, pointerOf));
    },
    after(entity: string, action: AfterAction): AfterHook | undefined {
      const found = find(entity, action);
      return (
        found && {
          keep: (tx, ids) => keepBefore(parts, tx, { entity, action, found }, ids),
          tell: (tx, ids, kept, pointerOf) => tellAfter(parts, tx, { entity, action, found }, { ids, kept, pointerOf }),
        }
      );
    },
    subscribers: (entity, action) => subscribers.get(`${entity} ${action}`) ?? [],
    admit: listeners.size > 0 ? admit : (f) => f(),
  };
}

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key) ?? [];
  list.push(item);
  lists.set(key, list);
}
