import type { Queryable } from '../../db/types.ts';
import { isoTimeSql } from '../../lib/isoTimeSql.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { Approval } from './Approval.ts';

/** The approval with its seats; undefined: there is none. `lock`: until the transaction ends, nobody else decides. */
export async function loadApproval(
  run: Queryable,
  id: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<Approval | undefined> {
  // By itself: a statement that waits for a lock has seen the seats before.
  if (lock) await run.query({ name: 'lock_approval', text: lockApprovalSql, values: [id] });
  const rows = await run.query({
    name: 'approval',
    text: `select ${approvalSql} from kiln.approval a where a.id = $1::uuid`,
    values: [id],
    readOnly: true,
  });
  return parse(rows[0]?.[0]);
}

/** Its run first, as whoever works on that has it locked when it comes to the approval. */
const lockApprovalSql = `with r as materialized (
    select id from kiln.run where id = (select run from kiln.approval where id = $1::uuid) for update
  )
  select a.id from kiln.approval a left join r on true where a.id = $1::uuid for update of a`;

/** Those that are there, in the order of their ids, the latest first. */
export async function readApprovals(run: Queryable, ids: readonly string[]): Promise<Approval[]> {
  if (ids.length === 0) return [];
  const rows = await run.query({
    name: 'approvals',
    text: `select ${approvalSql} from kiln.approval a where a.id = any($1::uuid[]) order by a.id desc`,
    values: [[...ids]],
    readOnly: true,
  });
  return rows.flatMap(([text]) => parse(text) ?? []);
}

/** The one that a step of a run waits for. Locked. */
export async function approvalOfStep(run: Queryable, runId: string, step: string): Promise<Approval | undefined> {
  const [row] = await run.query({
    text: `select id from kiln.approval where run = $1::uuid and step = $2 and state in ('open', 'returned')`,
    values: [runId, step],
  });
  return row?.[0] ? loadApproval(run, row[0], { lock: true }) : undefined;
}

/** Writes what became of a locked approval, and what was done. Answers to the approval as it is then. */
export async function saveApproval(
  run: Queryable,
  before: Approval,
  after: Approval,
  events: readonly ApprovalEvent[],
): Promise<Approval> {
  const changed = after.seats.filter((seat) => !before.seats.includes(seat));
  const saved: Approval = { ...after, version: before.version + 1 };
  await run.query({ name: 'save_seats', text: saveSeatsSql, values: [saved.id, JSON.stringify(changed)] });
  await addEvents(run, saved.id, events);
  await run.query({
    name: 'save_approval',
    text: saveSql,
    values: [
      saved.id,
      saved.version,
      saved.askedVersion,
      saved.state,
      JSON.stringify(saved.changes),
      saved.audited,
      saved.deadline,
      saved.overdue && JSON.stringify(saved.overdue),
      saved.remindedAt,
      saved.decidedAt,
    ],
  });
  const isHeld = saved.state === 'open';
  await run.query({
    name: isHeld ? 'lock_record' : 'unlock_record',
    text: isHeld ? lockSql : 'delete from kiln.record_watch where approval = $1::uuid',
    values: [saved.id],
  });
  return saved;
}

/** What was done, as the trail tells it. */
export interface ApprovalEvent {
  readonly actor: { readonly id: string | null; readonly name: string };
  readonly insteadOf?: string | undefined;
  readonly action: string;
  readonly comment?: string | undefined;
  readonly users?: readonly string[] | undefined;
}

async function addEvents(run: Queryable, approval: string, events: readonly ApprovalEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows: JsonObject[] = events.map(({ actor, insteadOf = null, action, comment = null, users = [] }) => {
    return { actor: actor.id, name: actor.name, insteadOf, action, comment, users: [...users] };
  });
  await run.query({
    name: 'approval_events',
    text: `insert into kiln.approval_event (approval, actor, actor_name, instead_of, action, comment, users)
      select $1::uuid, actor, name, "insteadOf", action, comment, array(select json_array_elements_text(users)::uuid)
      from json_to_recordset($2::json)
        as e(actor uuid, name text, "insteadOf" uuid, action text, comment text, users json)`,
    values: [approval, JSON.stringify(rows)],
  });
}

/** A new approval, as it was asked. */
export async function insertApproval(run: Queryable, approval: Approval): Promise<void> {
  await run.query({
    name: 'insert_approval',
    text: `insert into kiln.approval (id, run, step, workflow, title, text, wordings, mode, quorum, entity, record,
        locks, changes, audited, requester, requester_name, requester_decides, deadline, overdue)
      select id, run, step, workflow, title, text, wordings, mode, quorum, entity, record,
        array(select json_array_elements_text(locks)), changes, audited, requester, "requesterName",
        "requesterDecides", deadline, overdue
      from json_to_record($1::json) as a(id uuid, run uuid, step text, workflow text, title text, text text,
        wordings json, mode text, quorum integer, entity text, record uuid, locks json, changes json, audited bigint,
        requester uuid, "requesterName" text, "requesterDecides" boolean, deadline timestamp(3) with time zone,
        overdue json)`,
    values: [JSON.stringify(approval)],
  });
  await run.query({ name: 'save_seats', text: saveSeatsSql, values: [approval.id, JSON.stringify(approval.seats)] });
  await run.query({ name: 'lock_record', text: lockSql, values: [approval.id] });
}

const seatsSql = `(
  select coalesce(json_agg(json_build_object('id', s.id, 'place', s.place, 'stage', s.stage, 'parent', s.parent,
    'side', s.side, 'user', s.user_id, 'state', s.state, 'at', ${isoTimeSql('s.at')}, 'comment', s.comment,
    'deputy', s.deputy, 'addedBy', s.added_by) order by s.place), '[]')
  from kiln.approval_seat s where s.approval = a.id)`;

/** Of a row `a`, as Approval describes it. */
const approvalSql = `json_build_object('id', a.id, 'version', a.version, 'askedVersion', a.asked_version, 'run', a.run,
  'step', a.step, 'workflow', a.workflow, 'title', a.title, 'text', a.text, 'wordings', a.wordings,
  'state', a.state, 'mode', a.mode, 'quorum', a.quorum,
  'entity', a.entity, 'record', a.record, 'locks', a.locks, 'changes', a.changes, 'audited', a.audited,
  'requester', a.requester, 'requesterName', a.requester_name, 'requesterDecides', a.requester_decides,
  'createdAt', ${isoTimeSql('a.created_at')}, 'deadline', ${isoTimeSql('a.deadline')}, 'overdue', a.overdue,
  'remindedAt', ${isoTimeSql('a.reminded_at')}, 'decidedAt', ${isoTimeSql('a.decided_at')},
  'seats', ${seatsSql})::text`;

const saveSql = `update kiln.approval set version = $2::integer, asked_version = $3::integer, state = $4,
  changes = $5::json, audited = $6::bigint, deadline = $7::timestamp(3) with time zone, overdue = $8::json,
  reminded_at = $9::timestamp(3) with time zone, decided_at = $10::timestamp(3) with time zone
  where id = $1::uuid`;

const lockSql = `insert into kiln.record_watch (approval, entity, record, fields)
  select id, entity, record, locks from kiln.approval where id = $1::uuid and record is not null and locks <> '{}'
  on conflict (approval) where approval is not null do nothing`;

const saveSeatsSql = `
  insert into kiln.approval_seat as s
    (id, approval, place, stage, parent, side, user_id, state, at, comment, deputy, added_by)
  select id, $1::uuid, place, stage, parent, side, "user", state, at, comment, deputy, "addedBy"
  from json_to_recordset($2::json) as n(id uuid, place integer, stage integer, parent uuid, side text, "user" uuid,
    state text, at timestamp(3) with time zone, comment text, deputy uuid, "addedBy" uuid)
  on conflict (id) do update set parent = excluded.parent, state = excluded.state, at = excluded.at,
    comment = excluded.comment, deputy = excluded.deputy`;

/** Built by approvalSql of a row of the table. */
function parse(text: string | null | undefined): Approval | undefined {
  if (!text) return undefined;
  const approval: Approval = JSON.parse(text);
  return approval;
}
