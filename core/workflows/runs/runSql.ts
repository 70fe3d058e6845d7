import type { Ctx } from '../../context/types.ts';
import { isoTimeSql } from '../../lib/isoTimeSql.ts';

/** Columns of a run in the API's form, as one JSON object; of `r`. Entities and workflows by their names of today. */
export function runSql({ model }: Pick<Ctx, 'model'>, add: (value: unknown) => string): string {
  const workflows = add(
    JSON.stringify(Object.fromEntries([...model.workflows.values()].map(({ id, name }) => [id, name]))),
  );
  const entities = add(
    JSON.stringify(Object.fromEntries([...model.entities.values()].map(({ id, name }) => [id, name]))),
  );
  const entity = `coalesce(${entities}::json ->> r.entity, r.entity)`;
  return `json_build_object(
    'id', r.id, 'workflow', coalesce(${workflows}::json ->> r.workflow, r.workflow),
      'version', r.version, 'state', r.state,
    'trigger', json_strip_nulls(json_build_object('on', r.trigger ->> 'on', 'entity', ${entity}, 'record', r.record)),
    'record', case when r.record is not null then json_build_object('entity', ${entity}, 'id', r.record) end,
    'actor', json_build_object('kind', r.starter_kind, 'id', r.starter, 'name', r.starter_name),
    'attempt', r.attempt, 'createdAt', ${isoTimeSql('r.created_at')}, 'startedAt', ${isoTimeSql('r.started_at')},
    'endedAt', ${isoTimeSql('r.ended_at')}, 'error', r.error, 'parent', r.parent
  )`;
}
