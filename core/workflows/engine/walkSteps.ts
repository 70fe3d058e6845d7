import { toJson } from '../../expressions/toJson.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import { stepsOf } from '../../model/kinds/workflow/stepsOf.ts';
import type {
  Compiled,
  DoStep,
  ForEachStep,
  IfStep,
  ParallelStep,
  Step,
  SwitchStep,
  TryStep,
} from '../../model/workflowTypes.ts';
import { cancelWaits } from './cancelWaits.ts';
import { doStep } from './doStep.ts';
import { faultOf } from './faultOf.ts';
import { mostItems } from './limits.ts';
import type { StepFault } from './StepRunner.ts';
import { Abandoned, Interrupted, Stale, StepFailed } from './signals.ts';
import { keyOf } from './stepKey.ts';
import { storable } from './storable.ts';
import type { End, Frame, Scope, Walk } from './Walk.ts';

/** Goes through steps one after the other. Throws StepFailed, Stopped and what the walk's checkpoint throws. */
export async function walkSteps(walk: Walk, steps: readonly Step[], frame: Frame): Promise<End> {
  for (const step of steps) {
    if ((await walkStep(walk, step, frame)) === 'waiting') return 'waiting';
  }
  return 'done';
}

function walkStep(walk: Walk, step: Step, frame: Frame): Promise<End> {
  for (let scope: Scope | undefined = frame.scope; scope; scope = scope.around) if (scope.failed) throw new Abandoned();
  walk.checkpoint();
  switch (step.kind) {
    case 'do':
      return doStep(walk, step, frame);
    case 'if':
      return walkIf(walk, step, frame);
    case 'switch':
      return walkSwitch(walk, step, frame);
    case 'forEach':
      return walkItems(walk, step, frame);
    case 'parallel':
      return walkBranches(walk, step, frame);
    case 'try':
      return walkTry(walk, step, frame);
  }
}

async function walkIf(walk: Walk, step: IfStep, frame: Frame): Promise<End> {
  const { then } = decided(walk, step, frame, () => ({ then: evaluated(walk, step.if, frame, step.id) === true }));
  const end = await walkSteps(walk, then === true ? step.then : step.else, frame);
  return ended(walk, step, frame, end);
}

async function walkSwitch(walk: Walk, step: SwitchStep, frame: Frame): Promise<End> {
  const chosen = decided(walk, step, frame, () => {
    const value = JSON.stringify(evaluated(walk, step.switch, frame, step.id));
    return { case: step.cases.findIndex(({ is }) => is.some((each) => JSON.stringify(each) === value)) };
  });
  const steps = step.cases[Number(chosen.case)]?.steps ?? step.default;
  return ended(walk, step, frame, await walkSteps(walk, steps, frame));
}

/** Items are those of the moment in which the loop began. */
async function walkItems(walk: Walk, step: ForEachStep, frame: Frame): Promise<End> {
  const key = keyOf(step.id, frame);
  const loop = decided(walk, step, frame, () => {
    const found = evaluated(walk, step.forEach, frame, step.id);
    const items: Json = Array.isArray(found) ? found : [];
    if (items.length > mostItems) {
      const message = `A loop takes at most ${mostItems} items; these are ${items.length}.`;
      throw failed(walk, step, frame, { code: 'KILN_RUN_TOO_LARGE', message });
    }
    return kept(walk, step, frame, { count: items.length, items });
  });
  const items = Array.isArray(loop.items) ? loop.items : [];
  const isDone = walk.ledger.get(key)?.state === 'done';
  // Nothing in a loop is visible after it.
  if (!isDone || isUndoable(step)) {
    const end =
      step.parallel > 1 ? await walkTogether(walk, step, items, frame) : await walkInTurn(walk, step, items, frame);
    if (end === 'waiting') return 'waiting';
  }
  ended(walk, step, frame, 'done');
  frame.variables.steps[step.id] = { state: 'done', output: { count: items.length }, error: null };
  return 'done';
}

function kept(walk: Walk, step: ForEachStep, frame: Frame, loop: JsonObject): JsonObject {
  try {
    return storable(loop, 'input').value;
  } catch (error) {
    throw failed(walk, step, frame, faultOf(error));
  }
}

function isUndoable({ steps }: ForEachStep): boolean {
  return stepsOf(steps).some((inner) => inner.kind === 'do' && inner.compensate.length > 0);
}

async function walkInTurn(walk: Walk, step: ForEachStep, items: readonly Json[], frame: Frame): Promise<End> {
  for (const [index, item] of items.entries()) {
    if ((await walkSteps(walk, step.steps, itemFrame(step, item, index, frame))) === 'waiting') return 'waiting';
  }
  return 'done';
}

/** Each branch takes the next item; one that waits takes no further one. */
async function walkTogether(walk: Walk, step: ForEachStep, items: readonly Json[], frame: Frame): Promise<End> {
  const rest = items.entries();
  const branches = Array.from({ length: Math.min(step.parallel, items.length) }, () => async (scope: Scope) => {
    for (const [index, item] of rest) {
      const own = { ...itemFrame(step, item, index, frame), scope };
      if ((await walkSteps(walk, step.steps, own)) === 'waiting') return 'waiting';
    }
    return 'done';
  });
  return together(walk, branches, step.steps, frame);
}

function itemFrame(step: ForEachStep, item: Json, index: number, frame: Frame): Frame {
  const { variables } = frame;
  return {
    ...frame,
    variables: { ...variables, steps: { ...variables.steps }, [step.as]: item },
    index: [...frame.index, index],
  };
}

async function walkBranches(walk: Walk, step: ParallelStep, frame: Frame): Promise<End> {
  decided(walk, step, frame, () => ({}));
  const branches = step.branches.map(
    ({ steps }) =>
      (scope: Scope) =>
        walkSteps(walk, steps, { ...frame, scope }),
  );
  const all = step.branches.flatMap(({ steps }) => steps);
  return ended(walk, step, frame, await together(walk, branches, all, frame));
}

/** When one fails, the others begin nothing more, and what they wait for is taken back. */
async function together(
  walk: Walk,
  branches: readonly ((scope: Scope) => Promise<End>)[],
  steps: readonly Step[],
  frame: Frame,
): Promise<End> {
  const scope: Scope = { around: frame.scope, failed: false };
  const results = await walk.turns.branch(
    branches.map((begin) => async () => {
      try {
        return await begin(scope);
      } catch (error) {
        scope.failed = true;
        throw error;
      }
    }),
  );
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  const [first] = errors;
  const ends = errors.find((error) => error instanceof Interrupted || error instanceof Stale);
  if (ends) throw ends;
  if (first !== undefined) {
    await cancelWaits(walk, steps, frame);
    throw errors.find((error) => !(error instanceof Abandoned)) ?? first;
  }
  return results.some((result) => result.status === 'fulfilled' && result.value === 'waiting') ? 'waiting' : 'done';
}

async function walkTry(walk: Walk, step: TryStep, frame: Frame): Promise<End> {
  const { caught: known = null } = decided(walk, step, frame, () => ({ caught: null }));
  let caught = known;
  if (caught === null) {
    try {
      const end = await walkSteps(walk, step.try, frame);
      if (end === 'waiting') return 'waiting';
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      await cancelWaits(walk, step.try, frame);
      const { code, message } = error.fault;
      caught = { code, message, step: error.key };
      const record = walk.ledger.get(keyOf(step.id, frame));
      if (record) walk.ledger.put({ ...record, output: { caught } });
    }
  }
  if (caught !== null) {
    const inner: Frame = { ...frame, variables: { ...frame.variables, error: caught } };
    const end = await walkSteps(walk, step.catch, inner);
    if (end === 'waiting') return 'waiting';
  }
  return ended(walk, step, frame, 'done');
}

type Control = Exclude<Step, DoStep>;

/** What was decided is recorded, because later it might be decided otherwise. */
function decided(walk: Walk, step: Control, frame: Frame, decide: () => JsonObject): JsonObject {
  const key = keyOf(step.id, frame);
  const known = walk.ledger.get(key);
  if (known?.state === 'failed') throw new StepFailed(key, known.error ?? { code: 'KILN_INTERNAL', message: '' });
  if (known && typeof known.output === 'object' && known.output !== null && !Array.isArray(known.output)) {
    return known.output;
  }
  const output = decide();
  walk.ledger.put(
    {
      ...{ key, ord: known?.ord ?? walk.ledger.nextOrd(), state: 'running', attempts: 0, input: null, output },
      ...{ error: null, compensated: false, startedAt: new Date().toISOString(), endedAt: null },
    },
    step.kind === 'forEach' ? JSON.stringify(output).length : 0,
  );
  return output;
}

function ended(walk: Walk, step: Control, frame: Frame, end: End): End {
  const record = walk.ledger.get(keyOf(step.id, frame));
  if (end === 'waiting' || !record) return end;
  if (record.state !== 'done') walk.ledger.put({ ...record, state: 'done', endedAt: new Date().toISOString() });
  frame.variables.steps[step.id] = { state: 'done', output: record.output, error: null };
  return end;
}

function evaluated(walk: Walk, compiled: Compiled, frame: Frame, id: string): Json {
  try {
    const options = { now: walk.now, timeZone: walk.parts.timeZone };
    return toJson(compiled.evaluate(frame.variables, options), compiled.expression.type);
  } catch (error) {
    throw failedAt(walk, keyOf(id, frame), faultOf(error));
  }
}

function failed(walk: Walk, step: Control, frame: Frame, fault: StepFault): StepFailed {
  return failedAt(walk, keyOf(step.id, frame), fault);
}

function failedAt(walk: Walk, key: string, error: StepFault): StepFailed {
  const now = new Date().toISOString();
  const known = walk.ledger.get(key);
  walk.ledger.put({
    ...{ key, ord: known?.ord ?? walk.ledger.nextOrd(), state: 'failed', attempts: 1, input: null, output: null },
    ...{ error, compensated: false, startedAt: known?.startedAt ?? now, endedAt: now },
  });
  return new StepFailed(key, error);
}
