import { hash } from 'node:crypto';
import { causingWorkflow, workflowCause } from '../../context/workflowCause.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject, type Json } from '../../lib/json.ts';
import type { Model, Workflow } from '../../model/types.ts';
import type { RunTrigger } from '../engine/RunInfo.ts';

/** Workflows that set each other off: deeper, they go in a circle. */
const deepest = 16;

/** What each write of a record makes different. */
const stamps: ReadonlySet<string> = new Set(['version', 'updatedAt', 'updatedBy']);

/**
 * What a run adds to the causes of all that it does: its workflow, the record, and a digest of the values that it
 * looks at. Equal for two runs that were set off by the same.
 */
export function causeOf(workflow: Workflow, { record, at: _at, before: _before, ...rest }: RunTrigger): string {
  if (!isObject(record)) return workflowCause(workflow.id, `- ${digest(rest)}`);
  const watch = 'watch' in workflow.trigger ? workflow.trigger.watch : [];
  const looked = Object.entries(record).filter(([name]) =>
    watch.length > 0 ? watch.includes(name) : !stamps.has(name),
  );
  return workflowCause(workflow.id, `${String(record.id)} ${digest([rest.on, ...looked.flat()])}`);
}

/**
 * Why a run with this cause must not go on, where what led to it goes in a circle: the same workflow was set off by the
 * same before, or too many were. Undefined: it may.
 */
export function loopOf(model: Model, causes: readonly string[], cause: string): KilnError | undefined {
  const led = causes.filter((each) => causingWorkflow(each) !== undefined);
  if (led.length < deepest && !led.includes(cause)) return undefined;
  const names = new Map([...model.workflows.values()].map(({ id, name }) => [id, name]));
  const chain = [...causes, cause].map((each) => {
    const id = causingWorkflow(each);
    return id === undefined ? each : (names.get(id) ?? id);
  });
  return new KilnError('KILN_WORKFLOW_LOOP', {
    detail: `Workflows set each other off without an end: ${chain.join(' → ')}.`,
    extra: { chain },
  });
}

function digest(value: Json): string {
  return hash('sha256', JSON.stringify(value), 'base64url').slice(0, 16);
}
