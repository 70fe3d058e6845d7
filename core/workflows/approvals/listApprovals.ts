import type { Ctx } from '../../context/types.ts';
import { readableIds } from '../../records/readableIds.ts';
import type { ApprovalState } from './Approval.ts';
import { type ApprovalItem, toItems } from './approvalItems.ts';
import { readApprovals } from './approvalStore.ts';
import { worded } from './worded.ts';

export interface ApprovalParams {
  /** What waits for the actor, or for whom they stand in; what they have decided; what they have asked for. */
  readonly mine?: 'open' | 'decided' | 'sent';
  readonly states?: readonly ApprovalState[];
  /** Name of an entity, and a record of it: what is asked about it, for whoever may read it. */
  readonly entity?: string;
  readonly record?: string;
  /** In which language; default: the actor's. */
  readonly locale?: string;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface ApprovalPage {
  readonly data: readonly ApprovalItem[];
  readonly next: string | null;
}

/** Approvals that the actor has to do with, the latest first. */
export async function listApprovals(ctx: Ctx, params: ApprovalParams): Promise<ApprovalPage> {
  const { mine, states, entity: name, record, locale, limit, after } = params;
  const entity = name === undefined ? undefined : ctx.access.model.entities.get(name);
  if (name !== undefined && !entity) return { data: [], next: null };
  const values: unknown[] = [];
  const param = (value: unknown) => `$${values.push(value)}`;
  const where: string[] = [];
  if (after !== undefined) where.push(`a.id < ${param(after)}::uuid`);
  if (states) where.push(`a.state = any(${param(states)}::text[])`);
  if (entity) where.push(`a.entity = ${param(entity.id)}`);
  if (record !== undefined) where.push(`a.record = ${param(record)}::uuid`);
  const isReader = name !== undefined && record !== undefined && (await readableIds(ctx, name, [record])).has(record);
  if (mine !== undefined || !(isReader || ctx.access.mayUse('workflows'))) {
    where.push(ofActor(mine, `${param(ctx.actor.id)}::uuid`));
  }
  const rows = await ctx.run.query({
    text: `select a.id from kiln.approval a ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
      order by a.id desc limit ${param(limit + 1)}::integer`,
    values,
    readOnly: true,
  });
  const ids = rows.slice(0, limit).map(([id]) => id ?? '');
  const approvals = await readApprovals(ctx.run, ids);
  return {
    data: await toItems(
      ctx,
      approvals.map((approval) => worded(ctx, approval, locale)),
    ),
    next: rows.length > limit ? (ids.at(-1) ?? null) : null,
  };
}

function ofActor(mine: ApprovalParams['mine'], actor: string): string {
  const seat = (condition: string) => `a.id in (select s.approval from kiln.approval_seat s where ${condition})`;
  const standsIn = `s.user_id in (select kiln.stands_in_for(${actor}))`;
  const decided = `s.state in ('approved', 'rejected', 'handedOver')`;
  switch (mine) {
    case 'open':
      return `a.state = 'open' and ${seat(`s.state = 'waiting' and ${standsIn}`)}`;
    case 'decided':
      return seat(`${decided} and (s.user_id = ${actor} and s.deputy is null or s.deputy = ${actor})`);
    case 'sent':
      return `a.requester = ${actor}`;
    case undefined:
      return `(a.requester = ${actor} or ${seat(standsIn)} or ${seat(`s.deputy = ${actor}`)})`;
  }
}
