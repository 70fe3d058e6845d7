import type { Ctx } from '../../context/types.ts';
import { isObject, type Json } from '../../lib/json.ts';
import { byId } from '../../model/byId.ts';
import { list } from '../../records/list.ts';
import type { Approval, ApprovalState } from './Approval.ts';
import { namesOf } from './namesOf.ts';
import { standsInFor } from './standsInFor.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** An approval in a list. Entities, fields and workflows are called by their names of today. */
export interface ApprovalItem {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly state: ApprovalState;
  /**
   * Null: it is about none, or about one that the actor may not read. `title`: what stands for it, if they see that.
   */
  readonly record: { readonly entity: string; readonly id: string; readonly title: string | null } | null;
  readonly workflow: string | null;
  readonly requester: Person | null;
  readonly createdAt: string;
  readonly deadline: string | null;
  readonly decidedAt: string | null;
  /** Whose deputy the actor is in this. */
  readonly for?: Person;
  /** Names of fields that stay as they are. */
  readonly lock: readonly string[];
  readonly waitingFor: readonly Person[];
}

/** Approvals as the actor may see them, in order. */
export async function toItems(ctx: Ctx, approvals: readonly Approval[]): Promise<ApprovalItem[]> {
  const titles = await recordTitles(ctx, approvals);
  const nameOf = await namesOf(
    ctx.run,
    approvals.flatMap(({ seats, requester }) => [requester, ...seats.map(({ user }) => user)]),
  );
  const person = (id: string): Person => ({ id, name: nameOf(id) });
  const those = await standsInFor(ctx);
  const workflows = [...ctx.model.workflows.values()];
  return approvals.map((approval) => {
    const { requester, requesterName } = approval;
    const waiting = approval.state === 'open' ? approval.seats.filter(({ state }) => state === 'waiting') : [];
    const own = waiting.some(({ user }) => user === ctx.actor.id);
    const instead = own ? undefined : waiting.find(({ user }) => those.has(user));
    return {
      id: approval.id,
      version: approval.version,
      title: approval.title,
      state: approval.state,
      record: titles.get(`${approval.entity} ${approval.record}`) ?? null,
      workflow: workflows.find(({ id }) => id === approval.workflow)?.name ?? null,
      requester: requester === null ? null : { id: requester, name: nameOf(requester) || (requesterName ?? '') },
      createdAt: approval.createdAt,
      deadline: approval.deadline,
      decidedAt: approval.decidedAt,
      ...(instead ? { for: person(instead.user) } : {}),
      lock: approval.state === 'open' ? lockedNames(ctx, approval) : [],
      waitingFor: waiting.map(({ user }) => person(user)),
    };
  });
}

/** What the actor sees of them. */
function lockedNames(ctx: Ctx, { entity: id, locks }: Approval): string[] {
  const entity = byId(ctx.access.model.entities, id);
  return [...(entity?.fields.values() ?? [])].filter((field) => locks.includes(field.id)).map(({ name }) => name);
}

/** Those records that the actor may read, by `<x-id of the entity> <id>`. */
async function recordTitles(
  ctx: Ctx,
  approvals: readonly Approval[],
): Promise<ReadonlyMap<string, NonNullable<ApprovalItem['record']>>> {
  const titles = new Map<string, NonNullable<ApprovalItem['record']>>();
  for (const entity of ctx.access.model.entities.values()) {
    const ids = new Set(approvals.flatMap(({ entity: id, record }) => (id === entity.id ? (record ?? []) : [])));
    if (ids.size === 0) continue;
    const where = `id in [${[...ids].map((id) => `'${id}'`).join(', ')}]`;
    const select = entity.display === 'id' ? 'id' : `id,${entity.display}`;
    const page: Json = JSON.parse(await list(ctx, entity.name, { where, select, limit: String(ids.size) }));
    for (const row of isObject(page) && Array.isArray(page.data) ? page.data : []) {
      if (!isObject(row) || typeof row.id !== 'string') continue;
      const shown = row[entity.display] ?? null;
      const title = shown === null ? null : typeof shown === 'string' ? shown : JSON.stringify(shown);
      titles.set(`${entity.id} ${row.id}`, { entity: entity.name, id: row.id, title });
    }
  }
  return titles;
}
