import { audit } from '../../audit/audit.ts';
import type { Ctx } from '../../context/types.ts';
import type { Json } from '../../lib/json.ts';
import { notify } from '../../notifications/notify.ts';
import type { Wordings } from '../../notifications/Wordings.ts';
import { resumeStep } from '../engine/resumeStep.ts';
import type { Outcome } from '../engine/StepRunner.ts';
import type { Approval, ApprovalState } from './Approval.ts';
import { type ApprovalEvent, saveApproval } from './approvalStore.ts';
import { askSeats } from './askSeats.ts';
import { outputOf } from './outputOf.ts';
import { tellAsked } from './tellAsked.ts';

/** What is left of an approval: it is still open, or the step has come to this. */
export interface CarriedOn {
  readonly approval: Approval;
  readonly outcome?: Outcome;
}

/**
 * Writes what was done with a locked approval, in its transaction: says who is asked next and tells them; where it is
 * decided, frees the record and tells who asked. The step's outcome is the caller's to give.
 */
export async function carryOn(
  ctx: Ctx,
  before: Approval,
  changed: Approval,
  events: readonly ApprovalEvent[],
): Promise<CarriedOn> {
  if (changed.state === 'returned') {
    const approval = await save(ctx, before, changed, events);
    if (before.state !== 'returned') await tellRequester(ctx, approval, 'returned', events);
    return { approval };
  }
  if (changed.state !== 'open') return conclude(ctx, before, changed, changed.state, events);
  const previous = before.state === 'open' ? before.seats : [];
  const { seats, verdict, asked, events: passed } = await askSeats(ctx, changed, previous);
  const all = [...events, ...passed];
  if (verdict === 'open') {
    const approval = await save(ctx, before, { ...changed, seats }, all);
    await tellAsked(ctx, approval, asked);
    return { approval };
  }
  if (verdict !== 'nobody') return conclude(ctx, before, { ...changed, seats }, verdict, all);
  const { approval } = await conclude(ctx, before, { ...changed, seats }, 'cancelled', all);
  return { approval, outcome: { error: { code: 'KILN_STEP_FAILED', message: nobody } } };
}

const nobody =
  'There is nobody who could decide: nobody is named, or whoever is asked is switched off or may not read the record.';

/** The same, and the run goes on where it is decided. */
export async function carryOnRun(
  ctx: Ctx,
  before: Approval,
  changed: Approval,
  events: readonly ApprovalEvent[],
): Promise<Approval> {
  const { approval, outcome } = await carryOn(ctx, before, changed, events);
  const { run, step, state, deadline } = approval;
  if (outcome) await resumeStep(ctx.run, run, step, outcome);
  else if (state !== before.state || deadline !== before.deadline) {
    await ctx.run.query({
      text: `update kiln.run_wait set wake_at = $3::timestamp with time zone where run = $1::uuid and key = $2 and woken is null`,
      // Its sender takes the time that it takes.
      values: [run, step, state === 'open' ? deadline : null],
    });
  }
  return approval;
}

async function conclude(
  ctx: Ctx,
  before: Approval,
  changed: Approval,
  state: ApprovalState,
  events: readonly ApprovalEvent[],
): Promise<CarriedOn> {
  const ended = { ...changed, state, decidedAt: new Date().toISOString() };
  const approval = await save(ctx, before, ended, events);
  if (state !== 'withdrawn' && state !== 'cancelled') await tellRequester(ctx, approval, state, events);
  const output: Json = await outputOf(ctx, approval);
  return { approval, outcome: { output } };
}

/** What became of it, in the language of whoever reads it: the browser words `approval.<state>`. */
async function tellRequester(
  ctx: Ctx,
  approval: Approval,
  state: string,
  events: readonly ApprovalEvent[],
): Promise<void> {
  if (approval.requester === null || approval.requester === ctx.actor.id) return;
  const { id, name } = ctx.actor;
  await notify(ctx, {
    to: [approval.requester],
    kind: `approval.${state}`,
    title: approval.title,
    wordings: titlesOf(approval),
    // What was said with it.
    text: events.findLast(({ comment }) => comment !== undefined)?.comment ?? '',
    target: { approval: approval.id },
    from: { id, name },
  });
}

function titlesOf({ wordings }: Approval): Wordings {
  const all = Object.entries(wordings ?? {});
  return Object.fromEntries(
    all.flatMap(([language, { title }]) => (title === undefined ? [] : [[language, { title }]])),
  );
}

async function save(
  ctx: Ctx,
  before: Approval,
  approval: Approval,
  events: readonly ApprovalEvent[],
): Promise<Approval> {
  const { id, entity, record } = approval;
  for (const { action, comment, users = [], insteadOf } of events) {
    const details = {
      approval: id,
      title: approval.title,
      do: action,
      ...(comment === undefined ? {} : { comment }),
      ...(users.length > 0 ? { users: [...users] } : {}),
      ...(insteadOf === undefined ? {} : { insteadOf }),
    };
    await audit(ctx, { action: 'approval', ...(entity && record ? { entity, record } : {}), details });
  }
  return saveApproval(ctx.run, before, approval, events);
}
