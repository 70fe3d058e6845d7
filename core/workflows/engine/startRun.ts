import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { JsonObject } from '../../lib/json.ts';
import { isLimited } from '../../model/isLimited.ts';
import type { Workflow } from '../../model/types.ts';
import { newIds } from '../../records/newIds.ts';
import type { RunTrigger } from './RunInfo.ts';

/** A run that is to be. */
export interface NewRun {
  /** Its name, or itself. */
  readonly workflow: string | Workflow;
  readonly trigger: RunTrigger;
  readonly input?: JsonObject | null;
  /** What it is about, by the entity's x-id. */
  readonly record?: { readonly entity: string; readonly id: string };
  /** The step of another run that waits for it. */
  readonly parent?: { readonly run: string; readonly key: string };
}

/** Starts a run in the transaction of `ctx`, if there is one, in the name of its actor. Returns its id. */
export async function startRun(ctx: Ctx, run: NewRun): Promise<string> {
  const [id = ''] = await startRuns(ctx, [run]);
  return id;
}

/** The same for several, in one statement; ids in order. Throws KILN_NOT_FOUND for a workflow that is not there. */
export async function startRuns(ctx: Ctx, runs: readonly NewRun[]): Promise<string[]> {
  const ids = newIds(runs.length);
  const rows = runs.map(({ workflow: given, trigger, input = null, record, parent }, index) => {
    const workflow = typeof given === 'string' ? ctx.model.workflows.get(given) : given;
    if (!workflow) throw new KilnError('KILN_NOT_FOUND', { detail: `There is no workflow "${String(given)}".` });
    return {
      id: ids[index],
      workflow: workflow.id,
      version: workflow.version,
      limited: isLimited(workflow),
      trigger,
      input,
      entity: record?.entity,
      record: record?.id,
      parent: parent?.run,
      parent_key: parent?.key,
    };
  });
  const { kind, id, name, roles } = ctx.actor;
  const values = [JSON.stringify(rows), kind, id, name, ctx.requestId, ctx.causes, roles];
  await ctx.run.query({ name: 'run_start', text: startSql, values });
  return ids;
}

const startSql = `
insert into kiln.run (id, workflow, version, limited, trigger, input, entity, record, parent, parent_key,
  starter_kind, starter, starter_name, request_id, causes, starter_roles)
select id, workflow, version, limited, trigger, input, entity, record, parent, parent_key,
  $2, $3::uuid, $4, $5, $6::text[], $7::text[]
from json_to_recordset($1::json) as r(id uuid, workflow text, version text, limited boolean, trigger json, input json,
  entity text, record uuid, parent uuid, parent_key text)`;
