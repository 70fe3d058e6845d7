import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context/types.ts';
import { saidFault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { said } from '../../errors/said.ts';
import { isObject, type JsonObject } from '../../lib/json.ts';
import { byId } from '../../model/byId.ts';
import { isUuid } from '../../query/bind.ts';
import { documentSteps } from '../engine/documentSteps.ts';
import type { EngineParts } from '../engine/EngineParts.ts';
import { type LoadedRun, loadRun } from '../engine/loadRun.ts';
import type { StepRecord } from '../engine/StepRecord.ts';
import { stepIdOf } from '../engine/stepKey.ts';
import { tellRun } from '../engine/tellRun.ts';
import { noRun } from './getRun.ts';
import { type Undoing, undoings } from './undoings.ts';

export interface RetryOptions {
  /** Key of the step from which it begins again; default: what failed or was cancelled. */
  readonly from?: string | undefined;
  /** The document of its version, or that of today. Default: its own. */
  readonly version?: 'pinned' | 'newest' | undefined;
}

/**
 * Lets a run that failed or was cancelled go on where it stopped: what was done stays done, apart from what was undone.
 * Throws KILN_NOT_FOUND, and KILN_CONFLICT where it has not ended so.
 */
export async function retryRun(parts: EngineParts, ctx: Ctx, id: string, options: RetryOptions): Promise<void> {
  const run = await ctx.inTx(async (tx) => {
    const found = isUuid(id) ? await loadRun(tx.run, id) : undefined;
    if (!found) throw noRun();
    await retry(parts, tx, found, options);
    return found;
  });
  parts.reached('retry: committed');
  tellRun(parts, run, 'queued');
}

export interface RetryMany {
  readonly ids?: readonly string[] | undefined;
  /** Its name: all that failed of it. */
  readonly workflow?: string | undefined;
  /** ISO 8601 */
  readonly since?: string | undefined;
  readonly version?: RetryOptions['version'];
}

const atOnce = 1_000;

/**
 * The same for many, 1,000 at a time; those that did not fail are left alone. Returns how many go on. Throws KILN_INVALID
 * where it is not said which, by ids or by workflow.
 */
export async function retryRuns(
  parts: EngineParts,
  ctx: Ctx,
  { ids, workflow, since, version }: RetryMany,
): Promise<number> {
  if ((ids === undefined) === (workflow === undefined)) {
    const words = said`Say which runs: by their "ids", or all that failed of a "workflow".`;
    throw new KilnError('KILN_INVALID', { errors: [saidFault('', words)] });
  }
  const name = workflow === undefined ? undefined : (ctx.model.workflows.get(workflow)?.id ?? workflow);
  const rows = await ctx.run.query({
    text: `select id from kiln.run where state in ('failed', 'cancelled')
      and ($1::uuid[] is null and state = 'failed' or id = any($1))
      and ($2::text is null or workflow = $2) and ($3::timestamp with time zone is null or created_at >= $3)
      order by id limit ${atOnce}`,
    values: [ids ?? null, name ?? null, since ?? null],
  });
  let retried = 0;
  for (const [id] of rows) {
    try {
      await retryRun(parts, ctx, id ?? '', { version });
      retried += 1;
    } catch (error) {
      // Somebody else was faster.
      if (!(error instanceof KilnError && (error.code === 'KILN_CONFLICT' || error.code === 'KILN_NOT_FOUND')))
        throw error;
    }
  }
  return retried;
}

async function retry(
  parts: EngineParts,
  tx: Ctx,
  run: LoadedRun,
  { from, version = 'pinned' }: RetryOptions,
): Promise<void> {
  if (run.state !== 'failed' && run.state !== 'cancelled') {
    throw new KilnError('KILN_CONFLICT', { detail: 'Only a run that failed or was cancelled can be tried again.' });
  }
  const current = byId(tx.model.workflows, run.workflow);
  if (version === 'newest' && !current) {
    throw new KilnError('KILN_CONFLICT', { detail: 'The workflow is not there any more.' });
  }
  if (from !== undefined && !run.steps.has(from)) {
    throw new KilnError('KILN_NOT_FOUND', { detail: `The run has no step '${from.slice(0, 100)}'.` });
  }
  const document = await parts.versions.documentOf(run);
  const undone = undoings(document, [...run.steps.values()]);
  const gone = stepsToRepeat(run, from, document, undone);
  const hash = version === 'newest' ? (current?.version ?? run.version) : run.version;
  await tx.run.query({
    name: 'run_retry',
    text: retrySql,
    values: [run.id, gone, hash, JSON.stringify(timesUndone(run, undone))],
  });
  const how = { version, ...(from === undefined ? {} : { from }) };
  await audit(tx, { action: 'runsChanged', details: { retried: run.id, workflow: run.workflow, ...how } });
  parts.reached('retry: written');
}

/**
 * Branches and loops stay as they were decided, unless they come after the step from which it begins again. What
 * failed and was caught, or was gone on from, has had its turn.
 */
function stepsToRepeat(
  run: LoadedRun,
  from: string | undefined,
  document: JsonObject,
  undone: readonly Undoing[],
): string[] {
  const steps = [...run.steps.values()];
  const first = from === undefined ? Number.POSITIVE_INFINITY : (run.steps.get(from)?.ord ?? 0);
  const carriesOn = new Set(
    documentSteps(document.steps).flatMap(({ id, onError }) => (onError === 'continue' ? [id] : [])),
  );
  const caught = new Set(
    steps.flatMap(({ output }) => (isObject(output) && isObject(output.caught) ? [output.caught.step] : [])),
  );
  const isOver = ({ key, state, output }: StepRecord) => {
    if (state === 'cancelled') return true;
    return state === 'failed' && !isObject(output) && !caught.has(key) && !carriesOn.has(stepIdOf(key));
  };
  // Should the run fail once more, all this has to be undone anew.
  const undoing = new Set(undone.flatMap(({ by }) => by));
  const isAgain = (step: StepRecord) => step.ord >= first || step.compensated || undoing.has(step.key) || isOver(step);
  return steps.filter(isAgain).map(({ key }) => key);
}

/** By key: what was undone is done anew as something else, and so is what undoes that. */
function timesUndone({ undone: before }: LoadedRun, undone: readonly Undoing[]): JsonObject | null {
  const again = undone.flatMap(({ key, by, took }) => (took ? [key, ...by] : []));
  if (again.length === 0) return before && { ...before };
  return { ...before, ...Object.fromEntries(again.map((key) => [key, (before?.[key] ?? 0) + 1])) };
}

const retrySql = `
with steps as (
  delete from kiln.run_step where run = $1 and key = any($2::text[])
), payloads as (
  delete from kiln.run_payload where run = $1 and key = any($2)
), again as (
  update kiln.run_step set state = 'running', ended_at = null
  where run = $1 and key <> all($2) and state in ('failed', 'cancelled') and output is not null
), going as (
  update kiln.run set state = 'queued', version = $3, attempt = attempt + 1, undone = nullif($4::text, 'null')::json,
    error = null, output = null, ended_at = null,
    job = null, rev = rev + 1
  where id = $1 returning id, workflow, limited
)
select kiln.queue_runs(array_agg(id) filter (where not limited), array_agg(workflow)
  filter (where limited), false) from going`;
