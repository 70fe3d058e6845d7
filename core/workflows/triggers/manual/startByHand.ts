import type { Ctx } from '../../../context/types.ts';
import { fault, saidFault } from '../../../errors/fault.ts';
import { type Fault, KilnError } from '../../../errors/KilnError.ts';
import { said } from '../../../errors/said.ts';
import { toSql } from '../../../expressions/toSql.ts';
import type { JsonObject } from '../../../lib/json.ts';
import { quoteLiteral } from '../../../lib/quoteIdent.ts';
import { adminRole } from '../../../model/adminRole.ts';
import type { Entity, Workflow } from '../../../model/types.ts';
import type { ManualTrigger } from '../../../model/workflowTypes.ts';
import { isUuid } from '../../../query/bind.ts';
import { createSqlBuilder } from '../../../query/createSqlBuilder.ts';
import { tableOf, visible } from '../../../query/entitySql.ts';
import { andReadable } from '../../../query/readable.ts';
import { run } from '../../../query/run.ts';
import type { SqlBuilder } from '../../../query/SqlBuilder.ts';
import { invalid } from '../../../records/invalid.ts';
import { newRunsSql, runColumns, snapshotSql, triggerJson } from '../../../records/newRunsSql.ts';
import { triggerScope } from '../../../records/triggerSql.ts';
import { startRun } from '../../engine/startRun.ts';
import { checkInput } from './checkInput.ts';

/** What a workflow is started with by hand. */
export interface ByHand {
  /** Of the trigger's entity; one run for each. */
  readonly ids: readonly string[];
  /** JSON pointer of the n-th. */
  readonly pointerOf: (index: number) => string;
  readonly input: JsonObject;
}

export interface StartedRun {
  readonly id: string;
  readonly state: 'queued';
  readonly record?: string;
}

/**
 * Starts a workflow for records that the actor may read, or for none, in their order, all or none. Throws
 * KILN_NOT_FOUND, KILN_CONFLICT where it is started by something else or switched off, and KILN_INVALID with every
 * place: records that are not there, or for which its condition does not hold, and what is wrong with the input.
 */
export async function startByHand(ctx: Ctx, name: string, asked: ByHand): Promise<readonly StartedRun[]> {
  const workflow = ctx.model.workflows.get(name);
  // Whoever may not start it does not learn whether it is there.
  if (!workflow || !mayStart(ctx, workflow)) {
    throw new KilnError('KILN_NOT_FOUND', { detail: `There is no workflow '${name.slice(0, 60)}'.` });
  }
  const { trigger } = workflow;
  if (trigger.on !== 'manual') {
    throw new KilnError('KILN_CONFLICT', { detail: `${workflow.title} is not started by hand.` });
  }
  if (!workflow.enabled) throw new KilnError('KILN_CONFLICT', { detail: `${workflow.title} is switched off.` });
  const input = checkInput(ctx, workflow, asked.input);
  const entity = trigger.entity === undefined ? undefined : ctx.model.entities.get(trigger.entity);
  if (!entity) {
    if (asked.ids.length > 0) throw invalid([saidFault('', said`This workflow is about no record.`)]);
    const at = new Date().toISOString();
    const id = await ctx.inTx((tx) => startRun(tx, { workflow: name, trigger: { on: 'manual', at }, input }));
    return [{ id, state: 'queued' }];
  }
  if (asked.ids.length === 0) throw invalid([saidFault('', said`Say for which records it is to run.`)]);
  requireOnce(asked);
  if (!asked.ids.every(isUuid)) await requireFitting(ctx, entity, trigger, asked);
  for (;;) {
    const rows = await run(ctx, startPlan(ctx, workflow, entity, trigger), {
      arguments: [asked.ids, workflow.input ? JSON.stringify(input) : null],
    });
    const started = new Map(rows.map(([id, record]) => [record, id]));
    if (rows.length > 0) {
      return asked.ids.map((record) => ({ id: started.get(record.toLowerCase()) ?? '', state: 'queued', record }));
    }
    // Where all of them fit by now, it is asked once more.
    await requireFitting(ctx, entity, trigger, asked);
  }
}

/** Whoever administers workflows, and whoever is offered an action that starts it. */
function mayStart({ access, actor }: Ctx, { name }: Workflow): boolean {
  if (access.mayUse('workflows')) return true;
  return [...access.model.actions.values()].some(
    ({ call, roles }) =>
      'workflow' in call &&
      call.workflow === name &&
      (roles.length === 0 || [adminRole, ...roles].some((role) => actor.roles.includes(role))),
  );
}

/** An id may be written in capitals. */
function requireOnce({ ids, pointerOf }: ByHand): void {
  const places = new Map<string, number>();
  for (const [index, id] of ids.entries()) if (!places.has(id.toLowerCase())) places.set(id.toLowerCase(), index);
  const faults = ids.flatMap((id, index) =>
    places.get(id.toLowerCase()) === index ? [] : [fault(pointerOf(index), 'lineTwice', {})],
  );
  if (faults.length > 0) throw invalid(faults);
}

async function requireFitting(
  ctx: Ctx,
  entity: Entity,
  { when }: ManualTrigger,
  { ids, pointerOf }: ByHand,
): Promise<void> {
  const builder = createSqlBuilder(ctx);
  const keys = builder.params.add({ from: 'argument', index: 0 }, 'uuid[]');
  const fits = fitsSql(builder, entity, when);
  const text = `select t.id, (${fits}) is true from ${tableOf(entity)} as t where t.id = any(${keys}) and ${visible('t')}${andReadable(builder, entity, 't')}`;
  const rows = await run(ctx, { text, sources: builder.params.sources }, { arguments: [ids.filter(isUuid)] });
  const found = new Map(rows.map(([id, isFit]) => [id, isFit === 't']));
  const faults = ids.flatMap((id, index): Fault[] => {
    const isFit = found.get(id.toLowerCase());
    if (isFit === undefined) return [fault(pointerOf(index), 'gone', {})];
    return isFit ? [] : [saidFault(pointerOf(index), said`The workflow is not meant for this record as it is.`)];
  });
  if (faults.length > 0) throw invalid(faults);
}

function fitsSql(builder: SqlBuilder, entity: Entity, when: ManualTrigger['when']): string {
  return when ? toSql(when.expression, triggerScope(builder, entity), 'condition') : 'true';
}

/** Arguments: the ids, and the input as JSON. Starts all, where all fit, or none. Returns each run with its record. */
function startPlan(ctx: Ctx, workflow: Workflow, entity: Entity, { when }: ManualTrigger) {
  const builder = createSqlBuilder(ctx);
  const keys = builder.params.add({ from: 'argument', index: 0 }, 'uuid[]');
  const input = builder.params.add({ from: 'argument', index: 1 }, 'json');
  const trigger = triggerJson({
    on: quoteLiteral('manual'),
    entity: quoteLiteral(entity.id),
    record: snapshotSql(builder.everything(), entity, 't'),
  });
  const fitting = `${visible('t')}${andReadable(builder, entity, 't')} and (${fitsSql(builder, entity, when)})`;
  const from = `_fit as t where (select count(*) from _fit) = cardinality(${keys}) order by t._place`;
  const rows = newRunsSql(builder, entity, { workflow, from, trigger, input });
  const text = `with _fit as materialized (
      select t.*, a.place as _place from unnest(${keys}) with ordinality as a (key, place)
      join ${tableOf(entity)} as t on t.id = a.key where ${fitting}
    ), _run as (insert into kiln.run (${runColumns}) ${rows} returning id, record) select id, record from _run`;
  return { text, sources: builder.params.sources };
}
