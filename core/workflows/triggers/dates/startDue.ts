import type { Ctx } from '../../../context/types.ts';
import type { Plan } from '../../../db/Plan.ts';
import { toSql } from '../../../expressions/toSql.ts';
import { quoteIdent, quoteLiteral } from '../../../lib/quoteIdent.ts';
import type { Entity, Field, Workflow } from '../../../model/types.ts';
import type { DateTrigger } from '../../../model/workflowTypes.ts';
import type { Reached } from '../../../online/JobRun.ts';
import { tableOf, visible } from '../../../query/entitySql.ts';
import { run } from '../../../query/run.ts';
import { SqlBuilder } from '../../../query/SqlBuilder.ts';
import { newRunsSql, runColumns, snapshotSql, triggerJson } from '../../../records/newRunsSql.ts';
import { triggerScope } from '../../../records/triggerSql.ts';
import { anniversarySql } from './anniversarySql.ts';
import { dueSql } from './dueSql.ts';

/** What a workflow waits for. */
export interface Dated {
  readonly workflow: Workflow;
  readonly trigger: DateTrigger;
  readonly entity: Entity;
  readonly field: Field;
}

/** ISO 8601; due after `from`, until `to`. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

const batch = 1_000;

/**
 * Starts a run for each record whose moment lies in the window and had none yet, a thousand in a transaction, in the
 * order of the index. Ends early when `signal` aborts; then it answers false.
 */
export async function startDue(
  ctx: Ctx,
  dated: Dated,
  { from, to }: Window,
  signal: AbortSignal,
  reached: Reached = () => undefined,
): Promise<boolean> {
  let after: readonly (string | null)[] | undefined;
  for (;;) {
    if (signal.aborted) return false;
    const plan = duePlan(ctx, dated, after !== undefined);
    const [row] = await run(ctx, plan, { arguments: [from, to, ...(after ?? [])] });
    const [found, value, id] = row ?? [];
    reached('dates: batch');
    if (Number(found ?? 0) < batch) return true;
    after = [value ?? null, id ?? null];
  }
}

/**
 * Arguments: the window, then value and id of the last record of the batch before. Returns the same of this one, after
 * its size.
 */
function duePlan(ctx: Ctx, dated: Dated, goesOn: boolean): Plan {
  const { workflow, trigger, entity, field } = dated;
  return ctx.plans.get(`due ${workflow.id} ${goesOn ? 'next' : 'first'}`, () => {
    const builder = new SqlBuilder(ctx.model);
    const { params } = builder;
    const argument = (index: number, type: string) => params.add({ from: 'argument', index }, type);
    const [from, to] = [argument(0, 'timestamptz'), argument(1, 'timestamptz')];
    const column = quoteIdent(field.column);
    const id = quoteLiteral(workflow.id);
    const moment = momentOf(dated, from, to);
    const where = [
      visible('t'),
      ...moment.where,
      ...(goesOn
        ? [`(t.${column}, t.id) > (${argument(2, field.columns[0]?.type ?? 'text')}, ${argument(3, 'uuid')})`]
        : []),
      ...(trigger.when ? [toSql(trigger.when.expression, triggerScope(builder, entity), 'condition')] : []),
    ];
    const found = `select t.id, t.${column} as _at, ${moment.due} as _due from ${tableOf(entity)} as t${moment.join} where ${where.map((each) => `(${each})`).join(' and ')}`;
    const json = triggerJson(
      {
        on: quoteLiteral('date'),
        entity: quoteLiteral(entity.id),
        field: quoteLiteral(field.id),
        record: snapshotSql(builder, entity, 't'),
      },
      'fresh.due',
    );
    const rows = `fresh join ${tableOf(entity)} as t on t.id = fresh.record`;
    const text = [
      `with ${moment.days}found as (${found} order by t.${column}, t.id limit ${batch}),`,
      `fresh as (insert into kiln.workflow_due (workflow, record, due) select ${id}, id, _due from found`,
      `on conflict do nothing returning record, due),`,
      `_run as (insert into kiln.run (${runColumns}) ${newRunsSql(builder, entity, { workflow, from: rows, trigger: json })}),`,
      `last as (select _at, id from found order by _at desc, id desc limit 1)`,
      `select count(*), (select _at from last), (select id from last) from found`,
    ].join(' ');
    return { text, sources: params.sources };
  });
}

/** SQL about the row `t`: when it is due, in the window. */
interface DueInWindow {
  readonly due: string;
  readonly where: readonly string[];
  /** A common table expression, with a comma, and what joins it; empty where there is none. */
  readonly days: string;
  readonly join: string;
}

function momentOf({ trigger, field }: Dated, from: string, to: string): DueInWindow {
  if (trigger.every !== 'year') {
    const { due, between } = dueSql(trigger, field);
    return { due, where: [between(from, to), `${due} > ${from} and ${due} <= ${to}`], days: '', join: '' };
  }
  const { days, matches } = anniversarySql(trigger, field, from, to);
  return {
    due: 'd.due',
    where: ['exists (select from days)', matches],
    days: `days as materialized (${days}), `,
    join: ' cross join days as d',
  };
}
