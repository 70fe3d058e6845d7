import type { Ctx } from '../../context/types.ts';
import { type Said, said } from '../../errors/said.ts';
import { readActor } from '../../identity/readActor.ts';
import { byId } from '../../model/byId.ts';
import { tableOf } from '../../query/entitySql.ts';
import { faultOf } from '../engine/faultOf.ts';
import { resumeStep } from '../engine/resumeStep.ts';
import { permanentFailure } from '../steps/permanentFailure.ts';
import type { Approval } from './Approval.ts';
import { loadApproval } from './approvalStore.ts';
import { kiln } from './askSeats.ts';
import { carryOn } from './carryOn.ts';

const atOnce = 1_000;

/**
 * Ends what nobody can decide any more: the record was removed for good, or it went back to a sender who is switched
 * off. The step fails, as where there is nobody to ask.
 */
export async function sweepApprovals(ctx: Ctx): Promise<void> {
  let last: string | null = null;
  do {
    const rows = await ctx.run.query({ text: openSql, values: [last] });
    const open = rows.map(([id, entity, record, sender]) => ({ id: id ?? '', entity, record, sender }));
    const gone = await goneRecords(ctx, open);
    for (const { id, record, sender } of open) if (sender === 'f' || (record && gone.has(record))) await end(ctx, id);
    last = open.length < atOnce ? null : (open.at(-1)?.id ?? null);
  } while (last !== null);
}

/** One that was asked just now may be about an entity that this process has not heard of. */
const openSql = `select a.id, a.entity, a.record, a.state <> 'returned' or exists (
    select from data."user" u where u.id = a.requester and u.active and u.deleted_at is null)
  from kiln.approval a
  where a.state in ('open', 'returned') and ($1::uuid is null or a.id > $1::uuid)
    and a.created_at < now() - interval '1 minute'
  order by a.id limit ${atOnce}`;

interface About {
  readonly entity: string | null | undefined;
  readonly record: string | null | undefined;
}

async function goneRecords(ctx: Ctx, open: readonly About[]): Promise<ReadonlySet<string>> {
  const gone = new Set(open.flatMap(({ record }) => record ?? []));
  for (const [id, some] of Map.groupBy(open, ({ entity }) => entity)) {
    const entity = byId(ctx.model.entities, id ?? '');
    if (!entity) continue;
    const ids = some.flatMap(({ record }) => record ?? []);
    const text = `select t.id from ${tableOf(entity)} as t where t.id = any($1::uuid[])`;
    for (const [left] of await ctx.run.query({ text, values: [ids] })) gone.delete(left ?? '');
  }
  return gone;
}

async function end(ctx: Ctx, id: string): Promise<void> {
  await ctx.inTx(async (tx) => {
    const approval = await loadApproval(tx.run, id, { lock: true });
    const why = approval && (await reasonOf(tx, approval));
    if (!approval || why === undefined) return;
    await carryOn(tx, approval, { ...approval, state: 'cancelled' }, [{ actor: kiln, action: 'cancelled' }]);
    await resumeStep(tx.run, approval.run, approval.step, { error: faultOf(permanentFailure(why)) });
  });
}

/** Why nobody can decide, as it is now that nobody else does anything with it. */
async function reasonOf(ctx: Ctx, approval: Approval): Promise<Said | undefined> {
  const { state, requester } = approval;
  if (state !== 'open' && state !== 'returned') return undefined;
  if ((await goneRecords(ctx, [approval])).size > 0) return said`The record that was to be decided on is gone.`;
  if (state !== 'returned' || requester === null) return undefined;
  const sender = await readActor(ctx.run, ctx.model, 'user', requester);
  return sender ? undefined : said`It went back to whoever asked for it, who is switched off.`;
}
