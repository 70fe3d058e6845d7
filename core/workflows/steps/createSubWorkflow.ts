import type { Ctx } from '../../context/types.ts';
import { said } from '../../errors/said.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { actorVariable } from '../../model/actorVariable.ts';
import type { Entity, Workflow } from '../../model/types.ts';
import { get } from '../../records/get.ts';
import type { RunTrigger } from '../engine/RunInfo.ts';
import type { StepCall, StepRunner } from '../engine/StepRunner.ts';
import { startRun } from '../engine/startRun.ts';
import { checkInput } from '../triggers/manual/checkInput.ts';
import { permanentFailure } from './permanentFailure.ts';

/** Starts another workflow: output is what that one gives when it ends; `{run}` where nobody waits for it. */
export function createSubWorkflow(): StepRunner {
  return {
    name: 'workflow',
    transactional: true,
    async run(call) {
      const { ctx, run, key, input } = call;
      const workflow = findWorkflow(call);
      const about = await recordOf(call, workflow);
      const given = checkInput(ctx, workflow, isObject(input.input) ? input.input : {});
      if (run.trial)
        return { output: { simulated: { workflow: workflow.name, input: given, record: about?.id ?? null } } };
      const waits = input.wait !== false;
      const child = await startRun(ctx, {
        workflow,
        trigger: triggerOf(call, about),
        input: given,
        ...(about ? { record: { entity: about.entity.id, id: about.id } } : {}),
        ...(waits ? { parent: { run: run.id, key } } : {}),
      });
      return waits ? { wait: { event: `run ${child}` } } : { output: { run: child } };
    },
  };
}

function findWorkflow({ ctx, input }: StepCall): Workflow {
  const name = String(input.workflow);
  const workflow = ctx.model.workflows.get(name);
  if (!workflow) throw permanentFailure(said`There is no workflow '${name.slice(0, 60)}'.`);
  if (!workflow.enabled) throw permanentFailure(said`${workflow.title} is switched off.`);
  const { on } = workflow.trigger;
  if (on !== 'workflow' && on !== 'manual')
    throw permanentFailure(said`${workflow.title} is started by something else.`);
  return workflow;
}

/** A record that a run is about, as it is now. */
interface About {
  readonly entity: Entity;
  readonly id: string;
  readonly record: JsonObject;
}

/** Of a workflow that is about the records of an entity: the one that is named, which the run may read. */
async function recordOf({ ctx, input }: StepCall, { title, trigger }: Workflow): Promise<About | undefined> {
  const name = trigger.on === 'manual' || trigger.on === 'workflow' ? trigger.entity : undefined;
  const entity = name === undefined ? undefined : ctx.model.entities.get(name);
  if (!entity) return undefined;
  if (typeof input.record !== 'string')
    throw permanentFailure(said`${title} is about a record of ${entity.title}: say which.`);
  const found: Json = JSON.parse(await get(ctx, entity.name, input.record));
  const about = { entity, id: input.record, record: isObject(found) ? found : {} };
  if (trigger.on === 'manual' && !fits(ctx, trigger, about))
    throw permanentFailure(said`${title} is not meant for this record as it is.`);
  return about;
}

function fits({ actor }: Ctx, { when }: Extract<Workflow['trigger'], { on: 'manual' }>, { record }: About): boolean {
  return !when || when.evaluate({ record, actor: actorVariable(actor) }, { now: new Date() }) === true;
}

function triggerOf({ run }: StepCall, about: About | undefined): RunTrigger {
  return {
    on: 'workflow',
    at: new Date().toISOString(),
    ...(about ? { entity: about.entity.name, record: about.record } : {}),
    parent: { workflow: run.workflow, run: run.id },
  };
}
