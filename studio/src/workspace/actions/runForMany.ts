import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserAction } from '../../../../core/model/browserModel.ts';
import type { FunctionCall } from '../../../../core/model/pageTypes.ts';
import { callFunction, readOutcome } from '../../api/functions.ts';
import { listRecords } from '../../api/records.ts';
import { startWorkflow } from '../../api/startWorkflow.ts';
import { celText } from '../../lib/celText.ts';
import { inBatches } from '../../lib/inBatches.ts';

interface Work {
  readonly action: BrowserAction;
  readonly entity: string;
  readonly ids: readonly string[];
  readonly input: JsonObject;
  /** Hears with how many it is through. */
  readonly report: (through: number) => void;
  /** An abort stops before the next ones. */
  readonly signal: AbortSignal;
}

export interface BulkRun {
  readonly done: number;
  /** Those for which the action's condition is not true. */
  readonly skipped: number;
  readonly failed: readonly { readonly id: string; readonly error: unknown }[];
  /** What the function said, where it was called once. */
  readonly message: string | undefined;
  readonly isStopped: boolean;
}

/** Ids that are asked about in one request. */
const stride = 100;
/** Records in a call with all of them. */
const together = 1000;
/** Calls at the same time. */
const atATime = 4;

/** Does an action with many records: those for which its condition is true, each by itself or all in one call. */
export async function runForMany(work: Work): Promise<BulkRun> {
  const { call, bulk } = work.action;
  // A workflow is started for many in one request, with a run for each.
  if ('workflow' in call) return runTogether(work, (ids) => startWorkflow(call, { ids }, work.input));
  if (bulk !== 'together') return runEach(work, call);
  return runTogether(work, (ids) => callFunction(call, { ...work.input, entity: work.entity, ids: [...ids] }));
}

async function runEach({ action, entity, ids, input, report, signal }: Work, called: FunctionCall): Promise<BulkRun> {
  let done = 0;
  let skipped = 0;
  const failed: { id: string; error: unknown }[] = [];
  for (let start = 0; start < ids.length && !signal.aborted; start += stride) {
    const some = await fitting(action, entity, ids.slice(start, start + stride));
    skipped += Math.min(stride, ids.length - start) - some.length;
    for (let at = 0; at < some.length && !signal.aborted; at += atATime) {
      const call = (id: string) => callFunction(called, { ...input, record: { entity, id } });
      const outcome = await inBatches(some.slice(at, at + atATime), call, atATime);
      done += outcome.done.length;
      failed.push(...outcome.failed.map(({ item, error }) => ({ id: item, error })));
      report(done + skipped + failed.length);
    }
  }
  return { done, skipped, failed, message: undefined, isStopped: signal.aborted };
}

async function runTogether(
  { action, entity, ids, report, signal }: Work,
  callWith: (ids: readonly string[]) => Promise<Json>,
): Promise<BulkRun> {
  let done = 0;
  let through = 0;
  const messages: string[] = [];
  for (let start = 0; start < ids.length && !signal.aborted; start += together) {
    const some: string[] = [];
    const portion = ids.slice(start, start + together);
    for (let at = 0; at < portion.length; at += stride) {
      some.push(...(await fitting(action, entity, portion.slice(at, at + stride))));
    }
    if (some.length > 0) {
      const { message } = readOutcome(await callWith(some));
      if (message !== undefined) messages.push(message);
    }
    done += some.length;
    through += portion.length;
    report(through);
  }
  const message = messages.length === 1 ? messages[0] : undefined;
  return { done, skipped: through - done, failed: [], message, isStopped: signal.aborted };
}

/** The ids of those records for which the condition of the action is true, in their order. */
async function fitting({ when }: BrowserAction, entity: string, ids: readonly string[]): Promise<readonly string[]> {
  if (when === undefined || ids.length === 0) return ids;
  const where = `id in [${ids.map(celText).join(', ')}] && (${when})`;
  const { data } = await listRecords(entity, { select: 'id', where, limit: ids.length });
  const found = new Set(data.map(({ id }) => id));
  return ids.filter((id) => found.has(id));
}
