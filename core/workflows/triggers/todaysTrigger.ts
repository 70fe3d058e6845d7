import { isObject, type Json } from '../../lib/json.ts';
import { byId } from '../../model/byId.ts';
import type { Model } from '../../model/types.ts';
import type { RunTrigger } from '../engine/RunInfo.ts';

/**
 * What set a run off, in the names of today: it is kept by the x-ids of the entity and its fields, since a run may wait
 * for longer than a name lasts. What is gone by now keeps its x-id.
 */
export function todaysTrigger({ entities }: Pick<Model, 'entities'>, trigger: RunTrigger): RunTrigger {
  const entity = byId(entities, trigger.entity);
  if (!entity) return trigger;
  const names = new Map([...entity.fields.values()].map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const renamed = (values: Json) =>
    isObject(values) ? Object.fromEntries(Object.entries(values).map(([id, value]) => [nameOf(id), value])) : values;
  const { record, before, field } = trigger;
  return {
    ...trigger,
    entity: entity.name,
    ...(record === undefined ? {} : { record: renamed(record) }),
    ...(before === undefined ? {} : { before: renamed(before) }),
    ...(typeof field === 'string' ? { field: nameOf(field) } : {}),
  };
}
