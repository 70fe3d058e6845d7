import { auditedFields, compared } from '../audit/changesSql.ts';
import type { Ctx } from '../context/types.ts';
import type { SqlScope } from '../expressions/SqlScope.ts';
import { toSql } from '../expressions/toSql.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import { fieldSql, recordScope } from '../query/recordScope.ts';
import type { SqlBuilder } from '../query/SqlBuilder.ts';
import { newRunsSql, runColumns, snapshotSql, triggerJson } from './newRunsSql.ts';
import { type RecordStart, type StartingAction, startsOf } from './startsOf.ts';

/** The rows of a write. */
export interface WrittenRows {
  /** A FROM with the row after it as `t`, and of an update, the row before it as `_old`, both with all columns. */
  readonly from: string;
  /** Of an update: the fields that may have become others. Absent: all. */
  readonly changed?: readonly Field[];
  /**
   * SQL of a jsonb with the ids of many-to-many relations before it, by name, where the write may have changed some.
   */
  readonly links?: string;
}

/**
 * A further common table expression, behind others, that starts the workflows which such a write triggers: a run for
 * each row and workflow whose conditions hold, with the record as it was after and before. Empty where no workflow
 * waits for it. A trigger on the table adds the jobs.
 */
export function triggerSql(
  ctx: Ctx,
  builder: SqlBuilder,
  entity: Entity,
  action: StartingAction,
  rows: WrittenRows = { from: 't' },
): string {
  // The model's own conditions; of the values a run sees what its actor may read (see seenTrigger).
  const whole = builder.everything();
  const selects = startsOf(ctx.model, entity, action).map((start) => startSql(whole, entity, action, start, rows));
  if (selects.length === 0) return '';
  return `, _run as (insert into kiln.run (${runColumns}) ${selects.join(' union all ')})`;
}

/** Whether a write of this kind may start a workflow: it has to hand on all columns of its rows then. */
export function mayStart(ctx: Ctx, entity: Entity, action: StartingAction): boolean {
  return startsOf(ctx.model, entity, action).length > 0;
}

function startSql(
  builder: SqlBuilder,
  entity: Entity,
  action: StartingAction,
  start: RecordStart,
  rows: WrittenRows,
): string {
  const conditions = [
    ...(action === 'updated' ? [changeSql(builder, entity, start, rows)] : []),
    ...ownConditions(builder, entity, start),
  ];
  const where = conditions.length === 0 ? '' : ` where ${conditions.map((each) => `(${each})`).join(' and ')}`;
  const trigger = startJson(builder, entity, action, start);
  return newRunsSql(builder, entity, { workflow: start.workflow, from: `${rows.from}${where}`, trigger });
}

/** That one of the watched fields has become another. */
function changeSql(
  builder: SqlBuilder,
  entity: Entity,
  { watch }: RecordStart,
  { changed = [...entity.fields.values()], links }: WrittenRows,
): string {
  const watched =
    watch.length > 0 ? watch.flatMap((name) => entity.fields.get(name) ?? []) : setFields(entity, changed);
  return watched.flatMap((field) => differs(builder, entity, field, links) ?? []).join(' or ') || 'false';
}

/** What people set, of these fields: formulas follow it, and who changed it when is no change. */
function setFields(entity: Entity, changed: readonly Field[]): Field[] {
  const audited = new Set(auditedFields(entity));
  return changed.filter((field) => audited.has(field) || field.relation?.kind === 'many');
}

/** Undefined where the write cannot have changed it. */
function differs(builder: SqlBuilder, entity: Entity, field: Field, links: string | undefined): string | undefined {
  const value = (alias: string) => fieldSql(builder, entity, field, alias);
  if (field.relation?.kind === 'many') {
    return links && `${links} -> ${quoteLiteral(field.name)} is distinct from (${value('t')})::jsonb`;
  }
  return `${compared(field, '_old')} is distinct from ${compared(field, 't')}`;
}

function ownConditions(builder: SqlBuilder, entity: Entity, { when, form, moved }: RecordStart): string[] {
  const conditions: string[] = [];
  if (form !== undefined) conditions.push(`${builder.params.request('form', 'text')} = ${quoteLiteral(form)}`);
  if (moved) {
    const at = (alias: string) => fieldSql(builder, entity, moved.field, alias);
    const ways = moved.moves.map(({ from, to }) => {
      // A value where there was none is no move.
      const came = from ? `in (${from.map(quoteLiteral).join(', ')})` : 'is not null';
      return `${at('t')} = ${quoteLiteral(to)} and ${at('_old')} ${came}`;
    });
    conditions.push(ways.join(' or '));
  }
  if (when) conditions.push(toSql(when, triggerScope(builder, entity), 'condition'));
  return conditions;
}

/** What the condition of a trigger finds in SQL: `record` is the row `t`, `before` the row `_old`. */
export function triggerScope(builder: SqlBuilder, entity: Entity): SqlScope {
  const after = recordScope(builder, entity, 't');
  const before = recordScope(builder, entity, '_old');
  return {
    ...after,
    path: ([root, ...rest]) => {
      // A record stands for its id.
      const path = rest.length === 0 ? ['id'] : rest;
      if (root === 'record') return after.path(path);
      return root === 'before' ? before.path(path) : after.path(root === undefined ? [] : [root, ...rest]);
    },
    each: ([root, ...rest]) => (root === 'record' ? after.each?.(rest) : undefined),
  };
}

function startJson(
  builder: SqlBuilder,
  entity: Entity,
  action: StartingAction,
  { on, form, moved }: RecordStart,
): string {
  const at = (alias: string, field: Field) => fieldSql(builder, entity, field, alias);
  return triggerJson({
    on: quoteLiteral(on),
    entity: quoteLiteral(entity.id),
    record: snapshotSql(builder, entity, 't'),
    ...(action === 'updated' ? { before: snapshotSql(builder, entity, '_old') } : {}),
    ...(form === undefined ? {} : { form: quoteLiteral(form) }),
    ...(moved ? { field: quoteLiteral(moved.field.id), from: at('_old', moved.field), to: at('t', moved.field) } : {}),
  });
}
