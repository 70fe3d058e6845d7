import { isoTimeSql } from '../lib/isoTimeSql.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import { isLimited } from '../model/isLimited.ts';
import type { Entity, Field, Workflow } from '../model/types.ts';
import { fieldSql } from '../query/recordScope.ts';
import type { SqlBuilder } from '../query/SqlBuilder.ts';

/** So many runs of one workflow by one statement get their jobs at once; more wait for their turn (see feedRuns). */
const mostAtOnce = 50;

/** The columns of kiln.run that newRunsSql selects, in its order. */
export const runColumns = [
  ...['workflow', 'version', 'entity', 'record', 'trigger', 'input', 'limited', 'held'],
  ...['starter_kind', 'starter', 'starter_name', 'starter_roles', 'request_id', 'causes'],
].join(', ');

export interface NewRuns {
  readonly workflow: Workflow;
  /** A FROM, with or without WHERE, with the records as `t`: each gets a run. */
  readonly from: string;
  /** SQL of the json that says what set it off. */
  readonly trigger: string;
  /** SQL of a json. */
  readonly input?: string;
}

/** A SELECT of the runs of one workflow about records of an entity, to be inserted into kiln.run. */
export function newRunsSql(
  { params }: SqlBuilder,
  entity: Entity,
  { workflow, from, trigger, input }: NewRuns,
): string {
  const limited = isLimited(workflow);
  const values = [
    quoteLiteral(workflow.id),
    quoteLiteral(workflow.version),
    quoteLiteral(entity.id),
    't.id',
    trigger,
    input ?? 'null::json',
    String(limited),
    limited ? 'false' : `count(*) over () > ${mostAtOnce}`,
    params.actor('kind', 'text'),
    params.actor('id', 'uuid'),
    params.actor('name', 'text'),
    params.request('roles', 'text[]'),
    params.request('id', 'text'),
    params.request('causes', 'text[]'),
  ];
  return `select ${values.join(', ')} from ${from}`;
}

/**
 * SQL of what set a run off; `members`: SQL by name, beside when it was. Entity and fields by x-id, see todaysTrigger.
 */
export function triggerJson(members: Readonly<Record<string, string>>, at = 'now()'): string {
  const time = isoTimeSql(at);
  const pairs = Object.entries({ ...members, at: time }).map(([name, sql]) => `${quoteLiteral(name)}, ${sql}`);
  return `json_build_object(${pairs.join(', ')})`;
}

/** Bytes of a name that Postgres does not cut. */
const longestAlias = 63;

/**
 * SQL of a record as its run keeps it, in the row that `alias` names: its own values, not what other records hold, by
 * the x-ids of fields (see todaysTrigger).
 */
export function snapshotSql(builder: SqlBuilder, entity: Entity, alias: string): string {
  const columns = snapshotFields(entity).map((field) => {
    const key = Buffer.byteLength(field.id) <= longestAlias ? field.id : field.name;
    return `${fieldSql(builder, entity, field, alias)} as ${quoteIdent(key)}`;
  });
  return `(select row_to_json(_r) from (select ${columns.join(', ')}) _r)`;
}

function snapshotFields({ fields }: Entity): Field[] {
  return [...fields.values()].filter(
    ({ children, rollup, relation }) => !children && !rollup && relation?.kind !== 'many',
  );
}
