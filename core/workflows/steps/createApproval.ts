import { said } from '../../errors/said.ts';
import { parseDuration } from '../../expressions/values/durations.ts';
import type { Json } from '../../lib/json.ts';
import type { Entity } from '../../model/types.ts';
import { workflowTranslations } from '../../model/workflowTranslations.ts';
import type { Wordings } from '../../notifications/Wordings.ts';
import { isUuid } from '../../query/bind.ts';
import { lockRow } from '../../records/lockRow.ts';
import { newIds } from '../../records/newIds.ts';
import type { Approval, ApprovalMode, Overdue } from '../approvals/Approval.ts';
import { approvalOfStep, insertApproval } from '../approvals/approvalStore.ts';
import { type About, approversOf } from '../approvals/approversOf.ts';
import { kiln } from '../approvals/askSeats.ts';
import { carryOn } from '../approvals/carryOn.ts';
import { lockedFields } from '../approvals/lockedFields.ts';
import { namesOf } from '../approvals/namesOf.ts';
import { overdueApproval } from '../approvals/overdueApproval.ts';
import { recordChanges } from '../approvals/recordChanges.ts';
import { newSeats } from '../approvals/seatChanges.ts';
import type { Trial } from '../engine/RunInfo.ts';
import type { StepCall, StepResult, StepRunner } from '../engine/StepRunner.ts';
import { isoMoment } from '../isoMoment.ts';
import { timeOf } from '../timeOf.ts';
import { permanentFailure } from './permanentFailure.ts';
import { recordMeant } from './recordMeant.ts';

/** Asks people to decide, and waits until they have: see docs/approvals.md. */
export function createApproval(): StepRunner {
  return {
    name: 'approval',
    transactional: true,
    run: async (call) => {
      if (call.run.trial) return { output: await decided(call, call.run.trial.approvals) };
      const open = await approvalOfStep(call.ctx.run, call.run.id, call.key);
      return open ? late(call, open) : ask(call);
    },
    async cancel({ ctx, run, key }) {
      const open = await approvalOfStep(ctx.run, run.id, key);
      if (open) await carryOn(ctx, open, { ...open, state: 'cancelled' }, [{ actor: kiln, action: 'cancelled' }]);
    },
  };
}

/** What a test goes on with: as if all who would be asked had said so. */
async function decided({ ctx, ...call }: StepCall, outcome: Trial['approvals']): Promise<Json> {
  const about = { requester: requesterOf(call), record: recordMeant({ ctx, ...call }) };
  const users = await approversOf(ctx, call.input.approvers, about);
  const nameOf = await namesOf(ctx.run, users);
  const at = new Date().toISOString();
  const decisions = users.map((id) => {
    return { user: { id, name: nameOf(id) }, decision: outcome, comment: null, at, deputy: null };
  });
  return { outcome, comment: null, decisions: outcome === 'expired' ? [] : decisions, approval: null };
}

/** The record is held while each of them is looked at. */
const mostAsked = 1_000;

async function ask(call: StepCall): Promise<StepResult> {
  const { ctx, run, key, input } = call;
  const record = recordMeant(call);
  // Nobody writes it until the lock is there; whoever waits for it meanwhile sees the lock.
  if (record) await lockRow(ctx.sudo(), record.entity, record.id, { right: 'delete', place: 'live' });
  const requester = requesterOf(call);
  const about = { requester, record };
  const approvers = await approversOf(ctx, input.approvers, about);
  if (approvers.length > mostAsked) {
    throw permanentFailure(said`At most ${mostAsked} people are asked; these are ${approvers.length}.`);
  }
  const mode = modeOf(input.mode);
  const people = { users: approvers, by: null, ids: newIds(approvers.length) };
  const overdue = await overdueOf(call, about);
  const found = record && (await changesOf(call, record.entity, record.id));
  const nameOf = await namesOf(ctx.run, [requester]);
  const approval: Approval = {
    id: newIds(1)[0] ?? '',
    version: 1,
    askedVersion: 1,
    run: run.id,
    step: key,
    workflow: run.workflowId,
    title: textOf(input.title) ?? run.title,
    text: textOf(input.text) ?? '',
    wordings: wordingsOf(call),
    state: 'open',
    mode,
    quorum: typeof input.quorum === 'number' ? input.quorum : null,
    entity: record?.entity.id ?? null,
    record: record?.id ?? null,
    locks: record ? lockedFields(record.entity, namesIn(input.lock)) : [],
    changes: found?.changes ?? {},
    audited: found?.last ?? null,
    requester,
    requesterName: requester && nameOf(requester),
    requesterDecides: input.requesterDecides !== false,
    createdAt: new Date().toISOString(),
    deadline: overdue ? isoMoment((await timeOf(ctx.run)) + overdue.every) : null,
    overdue: overdue ?? null,
    remindedAt: null,
    decidedAt: null,
    seats: newSeats(people, mode === 'sequence'),
  };
  // Its seats come when it is known who of them can decide.
  const empty = { ...approval, seats: [] };
  await insertApproval(ctx.run, empty);
  const { id, name } = ctx.actor;
  const event = {
    actor: requester === null ? { id, name } : { id: requester, name: nameOf(requester) },
    action: 'asked',
  };
  const { approval: asked, outcome } = await carryOn(ctx, empty, approval, [event]);
  return resultOf(asked, outcome);
}

/** Woken at its deadline, or before one that was put off. */
async function late({ ctx }: StepCall, open: Approval): Promise<StepResult> {
  const now = await timeOf(ctx.run);
  const isLate = open.state === 'open' && open.deadline !== null && Date.parse(open.deadline) <= now;
  if (!isLate) return resultOf(open, undefined);
  const { approval, outcome } = await overdueApproval(ctx, open);
  return resultOf(approval, outcome);
}

function resultOf({ state, deadline }: Approval, outcome: Awaited<ReturnType<typeof carryOn>>['outcome']): StepResult {
  if (outcome) return 'output' in outcome ? outcome : { failed: outcome.error, retry: false };
  return { wait: deadline === null || state !== 'open' ? {} : { until: deadline } };
}

/** Who is named, else the person who started the run. */
function requesterOf({ run, input }: Pick<StepCall, 'run' | 'input'>): string | null {
  if (typeof input.requester === 'string' && isUuid(input.requester)) return input.requester.toLowerCase();
  const { kind, id } = run.starter;
  return kind === 'user' || kind === 'token' ? id : null;
}

function namesIn(lock: Json | undefined): string[] {
  return Array.isArray(lock) ? lock.filter((name) => typeof name === 'string') : [];
}

/** Without a title it is asked under that of the workflow, in that language. */
function wordingsOf({ ctx, run, input, wordings }: StepCall): Wordings {
  const said = wordings();
  if (textOf(input.title) !== undefined) return said;
  const titles = [...workflowTranslations(ctx.model, run.workflow, run.title)];
  return {
    ...said,
    ...Object.fromEntries(titles.map(([language, title]) => [language, { ...said[language], title }])),
  };
}

/** What the change that set off the run has made of the record, and whatever came after it. */
async function changesOf({ ctx, run }: StepCall, { id: entity }: Entity, id: string) {
  const { at } = run.trigger;
  return recordChanges(ctx.run, { entity, id }, { time: typeof at === 'string' ? at : run.startedAt });
}

async function overdueOf({ ctx, input }: StepCall, about: About): Promise<Overdue | undefined> {
  const duration = typeof input.deadline === 'string' ? parseDuration(input.deadline) : null;
  if (duration === null) return undefined;
  // One that is computed may have passed: then it is late at once.
  const every = Math.max(duration, 0);
  const then = endOf(input.onDeadline);
  const isEscalated = input.onDeadline === 'escalate';
  const to = isEscalated && input.escalateTo ? await approversOf(ctx, input.escalateTo, about) : [];
  return { do: isEscalated ? 'escalate' : then, to, otherwise: endOf(input.afterEscalation), every };
}

function endOf(word: Json | undefined): Overdue['otherwise'] {
  return word === 'approve' || word === 'reject' ? word : 'expire';
}

function modeOf(word: Json | undefined): ApprovalMode {
  return word === 'all' || word === 'sequence' || word === 'quorum' ? word : 'any';
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
