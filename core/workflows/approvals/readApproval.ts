import { readableChanges } from '../../audit/readableChanges.ts';
import type { StoredEntry } from '../../audit/storedEntry.ts';
import { type ApiEntry, toApiEntry } from '../../audit/toApiEntry.ts';
import type { Ctx } from '../../context/types.ts';
import { isoTimeSql } from '../../lib/isoTimeSql.ts';
import { isObject, type Json } from '../../lib/json.ts';
import type { Approval, ApprovalMode, Seat } from './Approval.ts';
import { type ApprovalItem, type Person, toItems } from './approvalItems.ts';
import { namesOf } from './namesOf.ts';
import { type ApprovalAction, mayDo, seenApproval } from './standingOf.ts';
import { worded } from './worded.ts';

/** All of an approval, as the actor may see it. */
export interface ApprovalView extends ApprovalItem {
  readonly text: string;
  readonly mode: ApprovalMode;
  readonly quorum: number | null;
  readonly run: string;
  /** What became of the record, where the actor reads it. */
  readonly changes: ApiEntry['changes'];
  readonly approvers: readonly Approver[];
  readonly trail: readonly TrailEntry[];
  /** What the actor may do with it now. */
  readonly may: readonly ApprovalAction[];
}

interface Approver {
  readonly user: Person;
  readonly state: Seat['state'];
  /** Seats of one stage are asked together. */
  readonly stage: number;
  readonly at: string | null;
  readonly comment: string | null;
  readonly deputy?: Person;
  readonly addedBy?: Person;
  readonly side?: 'before' | 'after';
}

interface TrailEntry {
  readonly at: string;
  /** Null: Kiln itself. */
  readonly actor: Person | null;
  readonly do: string;
  readonly comment: string | null;
  readonly users: readonly Person[];
  readonly insteadOf?: Person;
}

/** In the language `locale`, else the actor's. Throws KILN_NOT_FOUND where the actor has nothing to do with it. */
export async function readApproval(ctx: Ctx, id: string, locale?: string): Promise<ApprovalView> {
  const { approval: seen, standing } = await seenApproval(ctx, id);
  const approval = worded(ctx, seen, locale);
  const [item] = await toItems(ctx, [approval]);
  if (!item) throw new Error('an approval has no item');
  const events = await eventsOf(ctx, approval);
  const nameOf = await namesOf(ctx.run, [
    ...approval.seats.flatMap(({ user, deputy, addedBy }) => [user, deputy, addedBy]),
    ...events.flatMap(({ users, insteadOf }) => [...users, insteadOf]),
  ]);
  const person = (user: string): Person => ({ id: user, name: nameOf(user) });
  return {
    ...item,
    text: approval.text,
    mode: approval.mode,
    quorum: approval.quorum,
    run: approval.run,
    changes: await changesOf(ctx, approval),
    approvers: approval.seats.map(({ user, state, stage, at, comment, deputy, addedBy, side }) => ({
      user: person(user),
      state,
      stage,
      at,
      comment,
      ...(deputy === null ? {} : { deputy: person(deputy) }),
      ...(addedBy === null ? {} : { addedBy: person(addedBy) }),
      ...(side === null ? {} : { side }),
    })),
    trail: events.map(({ at, actor, name, action, comment, users, insteadOf }) => ({
      at,
      actor: actor === null ? null : { id: actor, name },
      do: action,
      comment,
      users: users.map(person),
      ...(insteadOf === null ? {} : { insteadOf: person(insteadOf) }),
    })),
    may: mayDo(approval, standing),
  };
}

/** As the history of the record shows it: what the actor may read of it, field by field. */
async function changesOf(ctx: Ctx, { entity, record, changes }: Approval): Promise<ApiEntry['changes']> {
  if (entity === null || record === null) return [];
  const entry: StoredEntry = {
    seq: '',
    tx: '',
    at: '',
    requestId: '',
    actor: { kind: '', id: null, name: '' },
    via: '',
    action: 'updated',
    entity,
    record,
    parent: null,
    changes,
    details: null,
  };
  const readable = await readableChanges(ctx, [entry]);
  if (!readable.record(entity, record)) return [];
  const byId = new Map([...ctx.model.entities.values()].map((each) => [each.id, each]));
  return toApiEntry(byId, entry, readable).changes;
}

interface StoredEvent {
  readonly at: string;
  readonly actor: string | null;
  readonly name: string;
  readonly action: string;
  readonly comment: string | null;
  readonly users: readonly string[];
  readonly insteadOf: string | null;
}

async function eventsOf({ run }: Ctx, { id }: Approval): Promise<StoredEvent[]> {
  const rows = await run.query({
    name: 'approval_trail',
    text: `select json_build_object('at', ${isoTimeSql('e.at')}, 'actor', e.actor,
        'name', e.actor_name, 'action', e.action, 'comment', e.comment, 'users', e.users, 'insteadOf', e.instead_of)::text
      from kiln.approval_event e where e.approval = $1::uuid order by e.id`,
    values: [id],
    readOnly: true,
  });
  return rows.flatMap(([text]) => {
    const event: Json = JSON.parse(text ?? 'null');
    if (!isObject(event)) return [];
    const { at, actor, name, action, comment, users, insteadOf } = event;
    return [
      {
        at: String(at),
        actor: textOrNull(actor),
        name: String(name),
        action: String(action),
        comment: textOrNull(comment),
        users: Array.isArray(users) ? users.map(String) : [],
        insteadOf: textOrNull(insteadOf),
      },
    ];
  });
}

function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
