import type { Actor, Ctx } from '../../context/types.ts';
import type { JsonObject } from '../../lib/json.ts';
import { actorVariable } from '../../model/actorVariable.ts';
import { fillTemplate } from '../../model/templates/fillTemplate.ts';
import type { Workflow } from '../../model/types.ts';
import { causeOf, loopOf } from '../triggers/loopGuard.ts';
import { seenTrigger } from '../triggers/seenTrigger.ts';
import { todaysTrigger } from '../triggers/todaysTrigger.ts';
import { actingActor } from './actingActor.ts';
import type { EngineParts } from './EngineParts.ts';
import type { LoadedRun } from './loadRun.ts';
import type { RunInfo, Starter, Trial } from './RunInfo.ts';
import { runInfoOf } from './runInfoOf.ts';
import type { Frame } from './Walk.ts';

/** All that a run's steps are done with. */
export interface OpenedRun {
  readonly info: RunInfo;
  readonly workflow: Workflow;
  /** Makes a context act for the run. */
  readonly acting: (ctx: Ctx) => Ctx;
  readonly frame: Frame;
  /** Values of variables, where the run begins. */
  readonly vars: JsonObject;
}

/**
 * Finds the run's version, whom it acts for, and what its expressions know. Undefined: whom it acts for must not know
 * of what set it off. Throws KilnError where the run cannot go on: KILN_RUN_ACTOR, KILN_WORKFLOW_LOOP,
 * KILN_BAD_DEFINITION.
 */
export async function openRun(parts: EngineParts, tx: Ctx, run: LoadedRun, now: Date): Promise<OpenedRun | undefined> {
  const { workflow, publisher } = await parts.versions.find(tx.model, run);
  const { actors } = parts;
  const mayGiveRoles = (actor: Actor) => tx.accessOf(actor.roles).mayUse('roles');
  const actor = await actingActor({ actors, workflow, publisher, starter: run.starter, mayGiveRoles });
  const trigger = todaysTrigger(tx.model, run.trigger);
  const loop = run.startedAt === undefined ? loopOf(tx.model, run.causes, causeOf(workflow, trigger)) : undefined;
  if (loop) throw loop;
  return openAs(parts, tx, { ...run, trigger }, { workflow, actor, now });
}

export interface OpenedAs {
  readonly workflow: Workflow;
  readonly actor: Actor;
  readonly now: Date;
  readonly trial?: Trial;
}

/** The same where version and actor are known. */
export async function openAs(
  parts: EngineParts,
  tx: Ctx,
  run: LoadedRun,
  { workflow, actor, now, trial }: OpenedAs,
): Promise<OpenedRun | undefined> {
  const causes = [...run.causes, causeOf(workflow, run.trigger)];
  const acting = (ctx: Ctx) => causes.reduce((led, each) => led.causedBy(each), ctx.as(actor));
  const trigger = await seenTrigger(acting(tx), workflow, run.trigger);
  if (!trigger) return undefined;
  const startedAt = run.startedAt ?? now.toISOString();
  const info = { ...runInfoOf({ ...run, trigger, startedAt }, workflow), ...(trial ? { trial } : {}) };
  const variables = { ...(await variablesOf(parts, run, info)), vars: {}, steps: {} };
  const frame: Frame = { variables, index: [], scope: { around: undefined, failed: false } };
  return { info, workflow, acting, frame, vars: run.vars ?? initialVars(parts, workflow, variables, now) };
}

async function variablesOf(parts: EngineParts, run: LoadedRun, info: RunInfo): Promise<Record<string, unknown>> {
  const { trigger, startedAt, attempt } = info;
  return {
    trigger,
    record: trigger.record ?? null,
    before: trigger.before ?? null,
    input: run.input,
    run: { id: info.id, workflow: info.workflow, startedAt, attempt },
    actor: actorVariable(await starterOf(parts, run.starter)),
  };
}

/** Who set it off, with what is known of users today. */
async function starterOf({ actors }: EngineParts, { kind, id, name }: Starter) {
  const known = kind === 'plugin' || kind === 'system' ? undefined : await actors.find(id);
  return { kind, id, name, facts: known?.facts ?? {} };
}

function initialVars(
  { timeZone }: EngineParts,
  { variables }: Workflow,
  known: Readonly<Record<string, unknown>>,
  now: Date,
): JsonObject {
  const vars: JsonObject = {};
  for (const { name, initial } of variables) {
    vars[name] = fillTemplate(initial, { ...known, vars }, { now, timeZone });
  }
  return vars;
}
