import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { asNumber, asObject, asObjects, asText, asTexts } from '../lib/values.ts';
import { type AuditChange, toChange } from './audit.ts';
import { request } from './request.ts';
import type { Person } from './teams.ts';

export const approvalStates = [
  ...(['open', 'approved', 'rejected', 'returned', 'expired', 'withdrawn', 'cancelled'] as const),
];
export type ApprovalState = (typeof approvalStates)[number];

/** What can be done with an approval. */
export const approvalActs = [
  ...(['approve', 'reject', 'return', 'addBefore', 'addAfter', 'transfer'] as const),
  ...(['resubmit', 'remind', 'withdraw'] as const),
];
export type ApprovalAct = (typeof approvalActs)[number];

/** Something that somebody has to agree to. */
export interface ApprovalItem {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly state: ApprovalState;
  readonly record: { readonly entity: string; readonly id: string; readonly title: string | undefined } | undefined;
  readonly requester: Person | undefined;
  /** ISO 8601 */
  readonly createdAt: string;
  readonly deadline: string | undefined;
  readonly decidedAt: string | undefined;
  /** In whose place one decides. */
  readonly standsInFor: Person | undefined;
  /** Names of fields that nobody changes until it is decided. */
  readonly locked: readonly string[];
  /** Who is asked now. */
  readonly waitingFor: readonly Person[];
}

/** How somebody who is asked stands to it. */
export const approverStates = ['waiting', 'next', 'approved', 'rejected', 'skipped', 'handedOver'] as const;
export type ApproverState = (typeof approverStates)[number];

export interface Approver {
  readonly user: Person;
  readonly state: ApproverState;
  readonly at: string | undefined;
  readonly comment: string | undefined;
  /** Who decides in their place. */
  readonly deputy: Person | undefined;
  readonly addedBy: Person | undefined;
  /** They are asked before or after somebody, and count with them. */
  readonly side: 'before' | 'after' | undefined;
}

/** One thing that was done, oldest first. */
export interface Decision {
  readonly at: string;
  /** undefined: the system, such as a deadline. */
  readonly actor: Person | undefined;
  readonly act: string;
  readonly comment: string | undefined;
  readonly users: readonly Person[];
  /** In whose place they did it. */
  readonly insteadOf: Person | undefined;
}

export interface Approval extends ApprovalItem {
  /** What is asked. */
  readonly text: string | undefined;
  readonly mode: string;
  readonly quorum: number | undefined;
  readonly changes: readonly AuditChange[];
  readonly approvers: readonly Approver[];
  readonly trail: readonly Decision[];
  /** What whoever reads it may do now. */
  readonly may: readonly ApprovalAct[];
}

export interface ApprovalPage {
  readonly data: readonly ApprovalItem[];
  readonly next: string | null;
}

/** open: waits for me; decided: by me; sent: asked for by me. */
export type ApprovalList = 'open' | 'decided' | 'sent';

const pageSize = 30;

/** `locale`: the language of titles. */
export async function listApprovals(
  mine: ApprovalList,
  locale: string,
  after?: string,
  signal?: AbortSignal,
): Promise<ApprovalPage> {
  const params = new URLSearchParams({ mine, locale, limit: String(pageSize) });
  if (after !== undefined) params.set('after', after);
  return toPage(await request(`/api/approvals?${params}`, signal ? { signal } : {}));
}

/** How many wait for one, as a text: `3`, or `30+` where there are more than a page. */
export async function countWaiting(signal?: AbortSignal): Promise<string> {
  const { data, next } = await listApprovals('open', 'en', undefined, signal);
  return `${data.length}${next === null ? '' : '+'}`;
}

/** Those of a record that are not decided yet. */
export async function listOpenApprovals(
  entity: string,
  record: string,
  locale: string,
  signal?: AbortSignal,
): Promise<readonly ApprovalItem[]> {
  const params = new URLSearchParams({ entity, record, locale, state: 'open,returned' });
  return toPage(await request(`/api/approvals?${params}`, signal ? { signal } : {})).data;
}

/** `locale`: the language of title and text. */
export async function getApproval(id: string, locale: string, signal?: AbortSignal): Promise<Approval> {
  return toApproval(await request(path(id, locale), signal ? { signal } : {}));
}

export interface ApprovalDone {
  readonly act: ApprovalAct;
  readonly comment: string;
  /** Ids: whom to add, to hand it to, or to return it to; to be returned to nobody: to whoever asked. */
  readonly users: readonly string[];
  /** That was read; another one by now gives 412. */
  readonly version: number;
}

export async function actOnApproval(
  id: string,
  locale: string,
  { act, comment, users, version }: ApprovalDone,
): Promise<Approval> {
  const body = {
    do: act,
    version,
    ...(comment === '' ? {} : { comment }),
    ...(users.length === 0 ? {} : { users: [...users] }),
  };
  return toApproval(await request(path(id, locale), { method: 'POST', body }));
}

/** When one is away, and who decides meanwhile. */
export interface Absence {
  /** ISO 8601 */
  readonly from: string;
  readonly to: string;
  readonly deputy: Person;
}

export async function getAbsence(signal?: AbortSignal): Promise<Absence | null> {
  const body = await request('/api/absence', signal ? { signal } : {});
  const { from, to, deputy } = (isObject(body) && asObject(body.absence)) || {};
  const person = toPerson(deputy);
  if (typeof from !== 'string' || typeof to !== 'string' || !person) return null;
  return { from, to, deputy: person };
}

/** null: one is back. */
export async function setAbsence(absence: Absence | null): Promise<void> {
  if (!absence) await request('/api/absence', { method: 'DELETE' });
  else await request('/api/absence', { method: 'POST', body: { ...absence, deputy: absence.deputy.id } });
}

function path(id: string, locale: string): string {
  return `/api/approvals/${encodeURIComponent(id)}?locale=${encodeURIComponent(locale)}`;
}

function toPage(body: Json): ApprovalPage {
  const { data, next } = isObject(body) ? body : {};
  return { data: asObjects(data).map(toItem), next: asText(next) ?? null };
}

function toItem(value: JsonObject): ApprovalItem {
  const { entity, id, title } = asObject(value.record) ?? {};
  return {
    id: asText(value.id) ?? '',
    version: asNumber(value.version) ?? 0,
    title: asText(value.title) ?? '',
    state: known(approvalStates, value.state) ?? 'open',
    record: typeof entity === 'string' && typeof id === 'string' ? { entity, id, title: asText(title) } : undefined,
    requester: toPerson(value.requester),
    createdAt: asText(value.createdAt) ?? '',
    deadline: asText(value.deadline),
    decidedAt: asText(value.decidedAt),
    standsInFor: toPerson(value.for),
    locked: asTexts(value.lock),
    waitingFor: toPeople(value.waitingFor),
  };
}

function toApproval(body: Json): Approval {
  const value = isObject(body) ? body : {};
  return {
    ...toItem(value),
    text: asText(value.text),
    mode: asText(value.mode) ?? 'any',
    quorum: asNumber(value.quorum),
    changes: asObjects(value.changes).map(toChange),
    approvers: asObjects(value.approvers).flatMap(toApprover),
    trail: asObjects(value.trail).map(toDecision),
    may: asTexts(value.may).flatMap((act) => known(approvalActs, act) ?? []),
  };
}

function toApprover({ user, state, at, comment, deputy, addedBy, side }: JsonObject): Approver[] {
  const person = toPerson(user);
  if (!person) return [];
  return [
    {
      user: person,
      state: known(approverStates, state) ?? 'waiting',
      at: asText(at),
      comment: asText(comment),
      deputy: toPerson(deputy),
      addedBy: toPerson(addedBy),
      side: side === 'before' || side === 'after' ? side : undefined,
    },
  ];
}

function toDecision(value: JsonObject): Decision {
  return {
    at: asText(value.at) ?? '',
    actor: toPerson(value.actor),
    act: asText(value.do) ?? '',
    comment: asText(value.comment),
    users: toPeople(value.users),
    insteadOf: toPerson(value.insteadOf),
  };
}

function toPeople(value: Json | undefined): Person[] {
  return asObjects(value).flatMap((user) => toPerson(user) ?? []);
}

function toPerson(value: Json | undefined): Person | undefined {
  const { id, name } = asObject(value) ?? {};
  return typeof id === 'string' ? { id, name: asText(name) ?? '' } : undefined;
}

function known<Word extends string>(words: readonly Word[], value: Json | undefined): Word | undefined {
  return words.find((word) => word === value);
}
